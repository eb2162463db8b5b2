import Catalogue
import Foundation
import Ingest
import Kernel
import Web

/// The columns of a table so wide that nobody ticks them, and no page can draw them: one a line, as the table names them, and after an
/// equals sign what is shown in place of the values (`gaji=hidden`).
enum ColumnLines {
    /// Of tables with more columns than this they are written.
    static let mostTicked = 100
    /// So many columns of a request or an agreement are named on its page.
    static let mostNamed = 100

    static func areWritten(_ fields: [TableSchema.Field]) -> Bool { fields.count > mostTicked }

    static func text(_ columns: [String], masks: [String: Mask] = [:]) -> String {
        columns.map { column in masks[column].map { "\(column)=\($0.code)" } ?? column }.joined(separator: "\n")
    }

    /// What was written.
    /// - Parameter hasMasks: whether something else may be shown in place of values; without it a line is a name as it stands.
    /// - Returns: each column once, in the order of the lines, and what is wrong with the first line that is none.
    static func read(
        _ text: String, _ fields: [TableSchema.Field], hasMasks: Bool
    ) -> (columns: [String], masks: [String: Mask], issues: [Issue]) {
        let known = Set(fields.map(\.name))
        var seen: Set<String> = []
        var columns: [String] = []
        var masks: [String: Mask] = [:]
        var issues: [Issue] = []
        func wrong(_ message: Message) { if issues.isEmpty { issues.append(Issue("columns", message)) } }
        for line in text.split(whereSeparator: \.isNewline) {
            var name = Plain.line(String(line))
            if name.isEmpty { continue }
            if !known.contains(name), hasMasks, let sign = name.lastIndex(of: "=") {
                let code = Plain.line(String(name[name.index(after: sign)...]))
                name = Plain.line(String(name[..<sign]))
                if let mask = Mask(code: code) {
                    masks[name] = mask
                } else {
                    wrong(Message("error.terms_mask_line", ["column": name, "mask": code]))
                }
            }
            if !known.contains(name) { wrong(Message("error.terms_column", ["column": name])) }
            if seen.insert(name).inserted { columns.append(name) }
        }
        return (columns, masks, issues)
    }

    /// What can be shown in place of values, as it is written.
    static func legend(_ page: Page) -> HTML {
        let masks = GrantForm.masks.filter { !$0.isEmpty }
        return "<ul class=\"plain hint\">\(each: masks, { "<li><span class=\"code\">=\($0)</span> \(page.t(key($0)))</li>" })</ul>"
    }

    /// The words of a mask that the form offers.
    static func key(_ mask: String) -> TextKey {
        TextKey("mask.\(mask.isEmpty ? "none" : mask.replacingOccurrences(of: ":", with: "_"))")
    }

    /// Columns by their headings, the first of them where there are very many.
    static func named(_ page: Page, _ columns: [String], _ names: [String: String]) -> String {
        let first = columns.prefix(mostNamed).map { names[$0] ?? $0 }.joined(separator: ", ")
        return columns.count > mostNamed ? "\(first) \(more(page, columns.count))" : first
    }

    static func more(_ page: Page, _ count: Int) -> String {
        page.t("access.more_columns", ["count": page.format.number(count - mostNamed)])
    }
}
