import Foundation
import Kernel
import Web

/// Longer texts for the public: what happens with personal data, and what this is. They are sentences like all others, so a
/// regency lays its own over ours, with their history: each line is a paragraph, `# ` begins a heading and `- ` an item of a list.
package enum NoticePages {
    package static func page(_ page: Page, title: String, text: String) -> HTML {
        Layout.page(page, title: title, isWide: false, body: "<article class=\"prose\"><h1>\(title)</h1>\(paragraphs(text))</article>")
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
            try await request.unlessChanged(name) {
                let text = request.t(TextKey("report.text.\(name)"), ["regency": request.page.brand.regencyName])
                return .page(NoticePages.page(request.page, title: request.t(TextKey("report.text.\(name).title")), text: text))
            }
        }
    }
}
