import Foundation
import Kernel

/// A page that was saved, in a real browser without a window and without our site.
package enum SavedPage {
    package static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")

    /// What it says of a deed that is pasted into it.
    package static func verdict(_ page: String, _ deed: String) throws -> String? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let quoted = String(decoding: try JSONEncoder().encode(deed), as: UTF8.self).replacing("</", with: "<\\/")
        let paste = "<script>document.getElementById('deed').value = \(quoted); document.getElementById('check').click();</script>"
        let file = folder.appendingPathComponent("page.html")
        try page.replacing("</body>", with: paste + "</body>").write(to: file, atomically: true, encoding: .utf8)
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
