import Foundation
import Kernel
import Signing
import Web

/// Checking a commitment's deed without us: a page to save, with the published keys of office holders in it and nothing that it loads.
enum CommitmentVerifier {
    static func page(_ page: Page) -> HTML {
        let title = page.t("commitment_verifier.title")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("commitment_verifier.lead"))</p>\
                <ol><li>\(page.t("commitment_verifier.step.1"))</li><li>\(page.t("commitment_verifier.step.2"))</li>\
                <li>\(page.t("commitment_verifier.step.3"))</li></ol>\
                <p>\(Button(page.t("commitment_verifier.download"), icon: .download, link: CommitmentPaths.verifierFile()))</p>\
                <p class="hint">\(page.t("commitment_verifier.keys")) <a class="code" href="\(CommitmentPaths.keys())">\(CommitmentPaths.keys())</a></p></div>
                """)
    }

    /// The page as a file, with the keys of today and the reader's language.
    static func file(_ keys: KeySet, _ page: Page) throws -> String {
        guard let folder = Bundle.module.url(forResource: "Verifier", withExtension: nil) else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Commitments/Verifier"]))
        }
        let template = try String(contentsOf: folder.appendingPathComponent("verifier.html"), encoding: .utf8)
        let names = [
            "title", "lead", "file", "paste", "check", "good", "incomplete", "altered", "unreadable", "keys_of", "valid", "waiting",
            "bad_signature", "unknown_key", "withdrawn_key", "out_of_time", "text_altered",
        ]
        let words = Dictionary(names.map { ($0, page.t(TextKey("commitment_verifier.file.\($0)"))) }) { $1 }
        let content = Content(
            language: page.language.rawValue, words: words, issuer: ["name": page.brand.regencyName, "at": page.format.day(page.now)])
        let data: HTML = "\(json: content)"
        return template.replacingOccurrences(of: "/*ED25519*/", with: try VerifierScript.text())
            .replacingOccurrences(of: "/*KEYS*/", with: keys.json.text.replacingOccurrences(of: "<", with: "\\u003c"))
            .replacingOccurrences(of: "/*CONTENT*/", with: data.markup)
            .replacingOccurrences(of: "<!--LANGUAGE-->", with: page.language.rawValue)
            .replacingOccurrences(of: "<!--TITLE-->", with: HTML(text: page.t("commitment_verifier.file.title")).markup)
    }

    private struct Content: Encodable {
        var language: String
        var words: [String: String]
        var issuer: [String: String]
    }
}
