import Kernel
import Masterplan
import Storage
import Work

/// A book or paper that was asked for: of what, by whom, how far it is, and the files that came out.
package struct Book: Hashable, Sendable, Identifiable {
    /// Which paper it is.
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Buku 1: strategic analysis.
        case analysis
        /// Buku 2: the masterplan itself.
        case masterplan
        /// Buku 3: executive summary with quick wins.
        case summary
        /// The roadmap on one large sheet.
        case roadmap
        /// One innovation sheet.
        case sheet

        package var title: TextKey { TextKey("books.kind.\(rawValue)") }
        package var about: TextKey { TextKey("books.kind.\(rawValue).about") }
    }

    /// How far the making of it has come.
    package enum State: String, Hashable, Sendable, CaseIterable {
        /// Asked for; its turn will come.
        case waiting
        /// Gathered; being written and set.
        case making
        case ready
        /// Could not be made; says why.
        case failed

        package var label: TextKey { TextKey("books.state.\(rawValue)") }
    }

    package var id: Identifier<Book>
    package var kind: Kind
    package var language: Language
    /// Code of the innovation sheet, for ``Kind/sheet``; empty otherwise.
    package var subject: String
    package var title: String
    package var state: State
    /// Version of the template it is made with; `nil` before it is begun.
    package var template: Int?
    /// SHA-256 of the data it is made of, which lie in the file store under it; empty before they are gathered.
    package var snapshot: String
    /// Why it failed, or why there is no PDF.
    package var failure: Message?
    package var requestedBy: String
    package var requestedAt: Instant
    package var readyAt: Instant?
    /// Since when everybody may read it.
    package var publishedAt: Instant?
    package var version: Int
    /// The edition of the masterplan it tells of, as it was asked for or, where nobody said, found when it was gathered.
    package var plan: Identifier<PlanEdition>?

    package static let kindName = "book"
    package var reference: Reference { Reference(Book.kindName, id) }

    /// Published books are everybody's; others those who read or make books.
    package func maySee(_ actor: Actor) -> Bool {
        publishedAt != nil || actor.kind == .system || actor.mayAnywhere(.readBooks) || actor.mayAnywhere(.makeBooks)
    }

    package var digest: String {
        var columns: [String?] = [
            id.text, kind.rawValue, language.rawValue, subject, title, state.rawValue, template.map(String.init), snapshot, failure?.key.id,
            requestedBy, requestedAt.description, readyAt?.description, publishedAt?.description, String(version),
        ]
        // Those from before books kept their plan keep their digest.
        if let plan { columns.append(plan.text) }
        return Seal.digest(columns)
    }
}

/// One form of a book, kept in the file store under its hash.
package struct BookFile: Hashable, Sendable {
    /// In which forms a book is handed out; JSON is the data alone.
    package enum Format: String, Hashable, Sendable, CaseIterable {
        case pdf, docx, html, json

        package var type: String {
            switch self {
            case .pdf: "application/pdf"
            case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            case .html: "text/html; charset=utf-8"
            case .json: "application/json"
            }
        }
    }

    package var book: Identifier<Book>
    package var format: Format
    /// SHA-256, 64 hexadecimal digits.
    package var hash: String
    package var size: Int
}

/// A figure printed in a book, found by the code that stands behind it.
package struct BookFigure: Codable, Hashable, Sendable {
    package var code: String
    /// What it counts, in the book's language.
    package var label: String
    package var value: String
    /// Path of the page where it comes from.
    package var source: String
}
