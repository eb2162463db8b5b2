import Commitments
import Documents
import Kernel
import Workshops

/// The template of a book, or of another paper whose templates are kept with those of books.
package typealias BookTemplate = PaperTemplate

/// Which paper a template is of: a kind of book, the text of a commitment, or the sheets of a workshop.
package enum TemplateKind: String, Codable, Hashable, Sendable, CaseIterable {
    case analysis, masterplan, summary, roadmap, sheet, commitment, workshop

    package init(_ kind: Book.Kind) {
        switch kind {
        case .analysis: self = .analysis
        case .masterplan: self = .masterplan
        case .summary: self = .summary
        case .roadmap: self = .roadmap
        case .sheet: self = .sheet
        }
    }

    /// `nil` for papers that are no books.
    package var book: Book.Kind? { Book.Kind(rawValue: rawValue) }
    package var title: TextKey { book?.title ?? TextKey("books.\(rawValue)") }
    package var about: TextKey { book?.about ?? TextKey("books.\(rawValue).about") }

    /// Chapters it knows, in their usual order.
    package var chapters: [String] {
        switch self {
        case .commitment: CommitmentChapter.Key.allCases.map(\.rawValue)
        case .workshop: RoundPart.allCases.map(\.rawValue)
        case .analysis, .masterplan, .summary, .roadmap, .sheet: book?.chapters ?? []
        }
    }

    /// Those it cannot be without.
    package var needed: [String] { self == .commitment ? CommitmentChapter.Key.needed.map(\.rawValue) : [] }

    /// What may stand in braces in a chapter's words.
    package var placeholders: [String] {
        switch self {
        case .commitment: CommitmentChapter.placeholders
        case .workshop: RoundPart.placeholders
        case .analysis, .masterplan, .summary, .roadmap, .sheet: BookTemplate.placeholders
        }
    }
}

extension PaperTemplate {
    /// As it comes with Pendopo: version 0.
    package static func usual(_ kind: TemplateKind) -> BookTemplate { BookTemplate(chapters: kind.chapters.map { Chapter($0) }) }

    /// What may stand in braces in the words of a book's chapter.
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

extension PaperTemplate {
    /// Longest words of one chapter, in letters.
    static let mostText = 20_000

    /// As it is kept, also where it came by API or from a file: nothing hidden among its words, which may be signed, and `\n` line ends, by
    /// which paragraphs are told apart.
    var plain: PaperTemplate {
        PaperTemplate(
            letterhead: letterhead.map { Plain.line($0) }, contact: contact.map { Plain.line($0) }, accent: Plain.line(accent),
            chapters: chapters.map { Chapter($0.key, isShown: $0.isShown, title: Plain.line($0.title), text: Plain.text($0.text)) })
    }

    /// What is wrong with it, field by field; empty when nothing is.
    package func issues(for kind: TemplateKind) -> [Issue] {
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
            for name in BookTemplate.names(in: chapter.text) where !kind.placeholders.contains(name) {
                add("\(field).text", "books.error.placeholder", ["name": name, "known": kind.placeholders.joined(separator: ", ")])
            }
        }
        for key in kind.needed where !chapters.contains(where: { $0.key == key && $0.isShown }) {
            add("chapters", "books.error.needed_chapter", ["key": key])
        }
        if !chapters.contains(where: \.isShown) { add("chapters", "books.error.no_chapter") }
        return issues
    }
}
