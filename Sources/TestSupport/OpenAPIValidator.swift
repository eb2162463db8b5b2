import Foundation

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
        let check = Process()
        check.executableURL = python
        check.arguments = ["-m", "openapi_spec_validator", file.path]
        let output = Pipe()
        check.standardOutput = output
        check.standardError = output
        try check.run()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        check.waitUntilExit()
        return check.terminationStatus == 0 ? nil : said
    }
}
