import Catalogue
import Columns
import Documents
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Web

@testable import Citations

/// A real browser without a window, for the one page that runs outside of our site.
enum Chromium {
    static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

    /// What the page says of a deed that was pasted into it.
    static func verdict(_ page: String, _ deed: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let paste =
            "<script>document.getElementById('deed').value = \(String(decoding: try JSONEncoder().encode(deed), as: UTF8.self).replacingOccurrences(of: "</", with: "<\\/")); document.getElementById('check').click();</script>"
        let file = folder.appendingPathComponent("page.html")
        try page.replacingOccurrences(of: "</body>", with: paste + "</body>").write(to: file, atomically: true, encoding: .utf8)
        let text = try ChildCommand(
            "/usr/bin/chromium",
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile", "--dump-dom",
                "--virtual-time-budget=5000", file.absoluteString,
            ]
        ).run().text
        guard let start = text.range(of: "data-verdict=\"")?.upperBound else { return nil }
        return String(text[start...].prefix { $0 != "\"" })
    }
}
