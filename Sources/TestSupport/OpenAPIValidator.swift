import Foundation
import Kernel

/// Whether others understand what we say of our API: asks the validator of OpenAPI that `bin/setup --test` installs.
package enum OpenAPIValidator {
    private static let python = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent(".build/venv/bin/python3")

    package static let isThere = FileManager.default.isExecutableFile(atPath: python.path)

    /// What is wrong with a document; `nil` when nothing is.
    package static func complaint(about document: String) throws -> String? {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("openapi-\(UUID().uuidString).json")
        try document.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let said = try ChildCommand(python.path, ["-m", "openapi_spec_validator", file.path]).run(errors: .output)
        return said.end == .code(0) ? nil : said.text
    }
}
