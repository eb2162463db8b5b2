import Directory
import Documents
import Kernel
import Signing
import Storage

/// A chapter of a commitment's text as it is signed: its place, its heading where the regency has one of its own, and the regency's own
/// words.
package struct CommitmentChapter: Sendable, Equatable {
    package enum Key: String, Sendable, CaseIterable {
        /// The words of this one commitment, and from when to when it holds.
        case opening
        case basis
        /// The clauses.
        case clauses
        case execution, funding, closing
        /// Who signs.
        case signatures

        /// What no commitment is without.
        package static let needed: [Key] = [.opening, .clauses, .signatures]

        var heading: TextKey { TextKey("commitment.chapter.\(rawValue)") }
    }

    package var key: Key
    /// Empty for the usual one.
    package var title: String
    /// Paragraphs parted by empty lines; in the one language the regency wrote them in.
    package var text: String

    package init(_ key: Key, title: String = "", text: String = "") {
        self.key = key
        self.title = title
        self.text = text
    }

    /// Of commitments that were opened without a template.
    package static let usual = Key.needed.map { CommitmentChapter($0) }

    /// What may stand in braces in a template's words.
    package static let placeholders = ["regency", "title", "from", "to", "clauses", "signatories"]

    var paragraphs: [String] { text.split(separator: "\n\n").map { String($0) } }

    /// The heading that a reader sees; `nil` for the opening, which has none unless the regency gave it one.
    func heading(_ t: (TextKey) -> String) -> String? {
        if !title.isEmpty { return title }
        return key == .opening ? nil : t(key.heading)
    }
}

/// The regency's template of commitments, put among the installation's services by whoever keeps templates; where there is none,
/// commitments have their clauses and signatures and nothing else.
package struct CommitmentTemplates: Sendable {
    /// The one that holds now; its version is 0 before the regency has changed anything.
    package let current: @Sendable (Transaction) throws -> (version: Int, template: PaperTemplate)
    /// A certain version.
    package let kept: @Sendable (Transaction, Int) throws -> PaperTemplate?

    package init(
        current: @escaping @Sendable (Transaction) throws -> (version: Int, template: PaperTemplate),
        kept: @escaping @Sendable (Transaction, Int) throws -> PaperTemplate?
    ) {
        self.current = current
        self.kept = kept
    }
}

/// The chapters of one commitment, and the version of the template that they are of.
package struct CommitmentLayout: Sendable, Equatable {
    /// 0 where no template was changed.
    package var version = 0
    package var chapters = CommitmentChapter.usual

    package init(version: Int = 0, chapters: [CommitmentChapter] = CommitmentChapter.usual) {
        self.version = version
        self.chapters = chapters
    }

    /// A template's chapters in its order, their names filled. What has neither words of its own nor anything to tell is left out.
    static func filled(_ template: PaperTemplate, version: Int, _ values: [String: String]) -> CommitmentLayout {
        guard version > 0 else { return CommitmentLayout() }
        let chapters = template.chapters.compactMap { chapter -> CommitmentChapter? in
            guard chapter.isShown, let key = CommitmentChapter.Key(rawValue: chapter.key) else { return nil }
            let text = PaperTemplate.filled(chapter.text, values)
            guard !text.isEmpty || CommitmentChapter.Key.needed.contains(key) else { return nil }
            return CommitmentChapter(key, title: chapter.title, text: text)
        }
        // Whatever was imported as a template: no text is without its clauses.
        let missing = CommitmentChapter.Key.needed.filter { key in !chapters.contains { $0.key == key } }
        return CommitmentLayout(version: version, chapters: chapters + missing.map { CommitmentChapter($0) })
    }

    /// As it stands in the text that is signed; `nil` where there was no template, so that texts from before keep their hash.
    var canonical: CanonicalValue? {
        guard version > 0 else { return nil }
        let chapters = self.chapters.map { chapter -> CanonicalValue in
            ["key": .string(chapter.key.rawValue), "title": .string(chapter.title), "text": .string(chapter.text)]
        }
        return ["version": .integer(version), "chapters": .array(chapters)]
    }

    /// As a text that was opened says it.
    init(signed canonical: String) {
        guard let template = CanonicalValue(reading: canonical)?["template"], let version = template["version"]?.integer else {
            self.init()
            return
        }
        let chapters = (template["chapters"]?.items ?? []).compactMap { chapter -> CommitmentChapter? in
            guard let key = chapter["key"]?.string.flatMap(CommitmentChapter.Key.init(rawValue:)) else { return nil }
            return CommitmentChapter(key, title: chapter["title"]?.string ?? "", text: chapter["text"]?.string ?? "")
        }
        self.init(version: version, chapters: chapters)
    }
}

extension CommitmentDesk {
    /// How a commitment's text is laid out: as it was opened, or while it is a draft as the template is now.
    func layout(_ commitment: Commitment, clauses: Int, signatories: Int, _ tx: Transaction) throws -> CommitmentLayout {
        guard commitment.state == .draft else { return CommitmentLayout(signed: commitment.canonical) }
        guard let (version, template) = try templates()?.current(tx) else { return CommitmentLayout() }
        return .filled(template, version: version, values(commitment, clauses: clauses, signatories: signatories))
    }

    /// What names in braces stand for. In Indonesian, as the words around them are.
    func values(_ commitment: Commitment, clauses: Int, signatories: Int) -> [String: String] {
        let format = Format(language: .indonesian)
        return [
            "regency": directory.places.regency?.name ?? "", "title": commitment.titleIndonesian,
            "from": format.day(commitment.startsOn), "to": format.day(commitment.endsOn), "clauses": "\(clauses)",
            "signatories": "\(signatories)",
        ]
    }

    /// The letterhead and colour of a layout's template, besides those of the house.
    func style(of layout: CommitmentLayout) async throws -> HousePaper.Style {
        let house = try await self.house()
        guard layout.version > 0, let templates = self.templates() else { return house }
        let template = try await database.read { tx in try templates.kept(tx, layout.version) }
        return template?.style(besides: house) ?? house
    }
}
