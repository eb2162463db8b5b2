import Foundation
import Kernel

/// Everything that is wrong with a form, at its top, each leading to its field. Nothing when nothing is wrong.
package struct ErrorSummary: Component {
    var page: Page
    var issues: [Issue]

    package init(_ page: Page, _ issues: [Issue]) {
        self.page = page
        self.issues = issues
    }

    /// Sentences that make sense beside their field only; ``named(_:)`` puts the field's name before them here.
    private static let unnamed: Set<String> = [
        "directory.required", "error.choose", "error.missing", "error.not_a_day", "error.not_a_number", "error.not_among",
        "error.not_offered", "error.out_of_range", "error.required", "error.too_long", "error.too_many_items", "error.too_short",
    ]

    /// What follows the address of a link that has no name yet.
    private static let mark = " data-unnamed>"

    /// A page with the names of fields before the sentences that say nothing without them. The fields come after their summary, so
    /// that only the whole page knows them; none of what people type can look like a mark, for it is escaped.
    package static func named(_ page: HTML) -> HTML {
        let pieces = page.markup.components(separatedBy: mark)
        guard pieces.count > 1 else { return page }
        let labels = labels(in: page.markup)
        var markup = pieces[0]
        for (before, after) in zip(pieces, pieces.dropFirst()) {
            let name = name(after: before, among: labels)
            markup += ">" + (name.map { $0 + ($0.hasSuffix("?") || $0.hasSuffix(":") ? " " : ": ") } ?? "") + after
        }
        return HTML(raw: markup)
    }

    /// The name of the field to which the link leads with which a piece ends.
    private static func name(after piece: String, among labels: [String: String]) -> String? {
        guard let link = piece.range(of: "href=\"#", options: .backwards), piece.hasSuffix("\"") else { return nil }
        return labels[String(piece[link.upperBound...].dropLast())]
    }

    /// Names of fields by the ids of their controls, as they stand beside the fields' errors. All at once: looked for one by one in a
    /// page of a hundred columns they would take seconds.
    private static func labels(in markup: String) -> [String: String] {
        let pieces = markup.components(separatedBy: "-error\" data-field=\"")
        var labels: [String: String] = [:]
        for (before, after) in zip(pieces, pieces.dropFirst()) {
            guard let quote = before.lastIndex(of: "\""), let end = after.firstIndex(of: "\"") else { continue }
            let id = String(before[before.index(after: quote)...])
            labels[id] = labels[id] ?? String(after[..<end])
        }
        return labels
    }

    package var html: HTML {
        if issues.isEmpty { return .empty }
        let items = issues.html { issue in
            let words: HTML = "\(page.t(issue.message))"
            return issue.field.isEmpty
                ? "<li>\(words)</li>"
                : """
                <li><a href="#\(FieldFrame.id(issue.field, page))"\
                \(raw: ErrorSummary.unnamed.contains(issue.message.key.id) ? ErrorSummary.mark : ">")\(words)</a></li>
                """
        }
        return """
            <div class="errors" role="alert" tabindex="-1" data-errors aria-labelledby="errors-title">\(Icon.alert)<div>\
            <h2 id="errors-title">\(page.t("ui.errors", ["count": "\(issues.count)"]))</h2><ul>\(items)</ul></div></div>
            """
    }

    package static let examples = [
        Example("two fields") { page in
            ErrorSummary(page, [Issue("title", "Tulis judul laporan."), Issue("phone", "Nomor telepon terlalu pendek.")]).html
        }
    ]
}
