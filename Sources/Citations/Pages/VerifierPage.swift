import Foundation
import Kernel
import Signing
import Web

/// Checking a deed without us: a page to save, with our public keys in it and nothing that it loads.
enum VerifierPage {
    static func page(_ page: Page) -> HTML {
        Layout.page(
            page, title: page.t("verifier.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("verifier.title"))</h1><p class="lead">\(page.t("verifier.lead"))</p>\
                <ol><li>\(page.t("verifier.step.1"))</li><li>\(page.t("verifier.step.2"))</li><li>\(page.t("verifier.step.3"))</li></ol>\
                <p>\(Button(page.t("verifier.download"), icon: .download, link: CitationPaths.verifierFile()))</p>\
                <p class="hint">\(page.t("verifier.keys")) <a class="code" href="\(CitationPaths.publicKeys())">\(CitationPaths.publicKeys())</a></p></div>
                """)
    }

    /// The page as a file, with the keys of today and the reader's language.
    static func file(_ keys: KeySet, _ page: Page) throws -> String {
        guard let folder = Bundle.module.url(forResource: "Verifier", withExtension: nil) else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Citations/Verifier"]))
        }
        let template = try String(contentsOf: folder.appendingPathComponent("verifier.html"), encoding: .utf8)
        let names = [
            "title", "lead", "drop", "paste", "check", "good", "altered", "unknown_key", "withdrawn_key", "out_of_time", "unreadable",
            "keys_of",
            "value", "says", "dataset", "version", "producer", "cited", "sha",
        ]
        let words = Dictionary(names.map { ($0, page.t(TextKey("verifier.file.\($0)"))) }) { $1 }
        let issuer: [String: String] = ["name": page.brand.regencyName, "at": page.format.day(page.now)]
        let data: HTML = "\(json: Content(language: page.language.rawValue, words: words, issuer: issuer))"
        return template.replacingOccurrences(of: "/*ED25519*/", with: try VerifierScript.text()).replacingOccurrences(
            of: "/*KEYS*/", with: safe(keys.json.text)
        )
        .replacingOccurrences(of: "/*CONTENT*/", with: data.markup).replacingOccurrences(
            of: "<!--LANGUAGE-->", with: page.language.rawValue
        )
        .replacingOccurrences(of: "<!--TITLE-->", with: HTML(text: page.t("verifier.file.title")).markup)
    }

    private struct Content: Encodable {
        var language: String
        var words: [String: String]
        var issuer: [String: String]
    }

    /// JSON as it may stand within a script element.
    private static func safe(_ json: String) -> String { json.replacingOccurrences(of: "<", with: "\\u003c") }
}
