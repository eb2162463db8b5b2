import Documents
import Foundation
import Kernel

/// How a regency wants a kind of book: its letterhead, which chapters in which order, and its own words at the beginning of each. Data that
/// the regency changes on a page; every change is a further version, and a book keeps the one it was made with.
package struct BookTemplate: Codable, Hashable, Sendable {
    package struct Chapter: Codable, Hashable, Sendable {
        /// One of ``Book/Kind/chapters``.
        package var key: String
        package var isShown: Bool
        /// Replaces the usual heading; empty for that one.
        package var title: String
        /// Stands first in the chapter, paragraphs parted by empty lines. May hold ``placeholders`` in braces.
        package var text: String

        package init(_ key: String, isShown: Bool = true, title: String = "", text: String = "") {
            self.key = key
            self.isShown = isShown
            self.title = title
            self.text = text
        }
    }

    /// Lines above everything; the government's name when empty.
    package var letterhead: [String]
    package var contact: [String]
    /// `#rrggbb`; the regency's own colour when empty.
    package var accent: String
    package var chapters: [Chapter]

    package init(letterhead: [String] = [], contact: [String] = [], accent: String = "", chapters: [Chapter]) {
        self.letterhead = letterhead
        self.contact = contact
        self.accent = accent
        self.chapters = chapters
    }

    /// As it comes with Pendopo: version 0.
    package static func usual(_ kind: Book.Kind) -> BookTemplate { BookTemplate(chapters: kind.chapters.map { Chapter($0) }) }

    /// What may stand in braces in a chapter's words.
    package static let placeholders = ["regency", "from", "to", "plan", "sheets", "money", "date"]
}

extension Book.Kind {
    /// Chapters it knows, in their usual order.
    package var chapters: [String] {
        switch self {
        case .analysis: ["introduction", "plans", "readiness", "swot", "gaps", "direction", "closing"]
        case .masterplan:
            ["introduction", "vision", "strategies", "action", "roadmap", "quick_wins", "commitments", "governance", "sheets", "closing"]
        case .summary:
            ["glance", "vision", "plans", "dimensions", "map", "budget", "quick_wins", "roadmap", "commitments", "gaps", "governance"]
        case .roadmap: ["roadmap"]
        case .sheet: ["sheet"]
        }
    }
}

extension BookTemplate {
    /// Longest words of one chapter, in letters.
    static let mostText = 20_000

    /// What is wrong with it, field by field; empty when nothing is.
    package func issues(for kind: Book.Kind) -> [Issue] {
        var issues: [Issue] = []
        func add(_ field: String, _ key: TextKey, _ values: [String: String] = [:]) { issues.append(Issue(field, Message(key, values))) }
        if !accent.isEmpty, accent.wholeMatch(of: /#[0-9a-fA-F]{6}/) == nil { add("accent", "books.error.colour") }
        if letterhead.count > 4 || letterhead.contains(where: { $0.count > 120 }) { add("letterhead", "books.error.letterhead") }
        if contact.count > 6 || contact.contains(where: { $0.count > 120 }) { add("contact", "books.error.letterhead") }
        var seen: Set<String> = []
        for (index, chapter) in chapters.enumerated() {
            let field = "chapters[\(index)]"
            if !kind.chapters.contains(chapter.key) { add("\(field).key", "books.error.chapter", ["key": chapter.key]) }
            if !seen.insert(chapter.key).inserted { add("\(field).key", "books.error.chapter_twice", ["key": chapter.key]) }
            if chapter.title.count > 200 { add("\(field).title", "books.error.too_long", ["most": "200"]) }
            if chapter.text.count > BookTemplate.mostText {
                add("\(field).text", "books.error.too_long", ["most": "\(BookTemplate.mostText)"])
            }
            for name in BookTemplate.names(in: chapter.text) where !BookTemplate.placeholders.contains(name) {
                add("\(field).text", "books.error.placeholder", ["name": name, "known": BookTemplate.placeholders.joined(separator: ", ")])
            }
        }
        if !chapters.contains(where: \.isShown) { add("chapters", "books.error.no_chapter") }
        return issues
    }

    /// Names in braces, in order. A brace that is never closed is a letter.
    static func names(in text: String) -> [String] { text.matches(of: /\{([A-Za-z_]{1,30})\}/).map { String($0.output.1) } }

    static func filled(_ text: String, _ values: [String: String]) -> String {
        text.replacing(/\{([A-Za-z_]{1,30})\}/) { match in values[String(match.output.1)] ?? String(match.output.0) }
    }

    /// As JSON whose bytes depend on nothing but the value.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    package init?(json: String) {
        guard let template = try? JSONDecoder().decode(BookTemplate.self, from: Data(json.utf8)) else { return nil }
        self = template
    }
}
