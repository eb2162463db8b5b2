import Directory
import Foundation
import Kernel
import Web

/// Longer texts for the public: what happens with personal data, and what this is. A regency writes its own as settings, one per
/// language, where a blank line begins a paragraph and a line that begins with `# ` is a heading; until it has, ours stands.
package enum NoticePages {
    /// Name of the setting with the regency's own text.
    package static func setting(_ name: String, _ language: Language) -> String { "text.\(name).\(language.rawValue)" }

    package static func page(_ page: Page, title: String, text: String, source: HTML = .empty) -> HTML {
        Layout.page(page, title: title, isWide: false, body: "<article class=\"prose\"><h1>\(title)</h1>\(paragraphs(text))\(source)</article>")
    }

    static func paragraphs(_ text: String) -> HTML {
        var html = HTML.empty
        var list: [String] = []
        func close() {
            if !list.isEmpty { html += "<ul>\(each: list, { "<li>\($0)</li>" })</ul>" }
            list = []
        }
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) where !line.isEmpty {
            if line.hasPrefix("- ") {
                list.append(String(line.dropFirst(2)))
                continue
            }
            close()
            html += line.hasPrefix("# ") ? "<h2>\(String(line.dropFirst(2)))</h2>" : "<p>\(line)</p>"
        }
        close()
        return html
    }
}

extension PageRoute {
    static let notices: [PageRoute] = [
        notice(ReportPaths.privacy, "privacy"), notice(ReportPaths.about, "about"),
    ]

    private static func notice(_ path: Path, _ name: String) -> PageRoute {
        .get(path) { request in
            let directory = request.reports.directory
            let own = directory.settings.value(NoticePages.setting(name, request.language), on: directory.today)
            let text = own ?? request.t(TextKey("report.text.\(name)"), ["regency": request.page.brand.regencyName])
            return .page(NoticePages.page(request.page, title: request.t(TextKey("report.text.\(name).title")), text: text))
        }
    }
}
