import Documents
import Kernel
import Storage
import Work

/// A template as it was kept.
package struct KeptTemplate: Sendable {
    package var kind: TemplateKind
    /// 0 for the one that came with Pendopo.
    package var version: Int
    package var template: BookTemplate
    /// Why it was changed.
    package var note: String
    package var madeBy: String
    package var madeAt: Instant?
}

/// Where templates are changed. Nothing else writes `book_template`.
package struct BookTemplates: Sendable {
    package static let kindName = "book_template"

    let database: Database
    let world: World

    package init(database: Database, world: World) {
        self.database = database
        self.world = world
    }

    package func current(_ kind: TemplateKind) async throws -> KeptTemplate { try await database.read { try $0.bookTemplate(kind) } }

    /// Every version, the newest first.
    package func history(_ kind: TemplateKind) async throws -> [KeptTemplate] { try await database.read { try $0.bookTemplates(kind) } }

    /// Keeps a further version; books made before stay as they are.
    /// - Throws: `.forbidden`, `.invalid` with the fields to mend, `.conflict` when somebody else has changed it since `seen`.
    @discardableResult
    package func change(_ kind: TemplateKind, to template: BookTemplate, note: String, seen: Int, by actor: Actor) async throws
        -> KeptTemplate
    {
        guard actor.kind == .system || actor.may(.editBookTemplates) else { throw AppError.forbidden }
        let template = template.plain
        let issues = template.issues(for: kind)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let said = Plain.text(note)
        guard said.count <= 500 else { throw AppError.invalid("note", Message("books.error.too_long", ["most": "500"])) }
        return try await database.write { tx in
            let before = try tx.bookTemplate(kind)
            guard before.version == seen else { throw AppError.conflict("error.changed_meanwhile") }
            let kept = KeptTemplate(
                kind: kind, version: seen + 1, template: template, note: said, madeBy: actor.id, madeAt: world.now())
            try tx.run(
                """
                INSERT INTO book_template (kind, version, content, note, made_by, made_at)
                VALUES (\(kind.rawValue), \(kept.version), \(template.json), \(said), \(actor.id), \(world.now()))
                """)
            try tx.record(
                Event(
                    "book_template.changed", of: Reference(BookTemplates.kindName, kind.rawValue), sequence: kept.version, by: actor,
                    in: world, details: ["version": "\(kept.version)"], digest: try tx.bookTemplateDigest(kind)))
            return kept
        }
    }
}

extension Transaction {
    /// The one that holds now.
    package func bookTemplate(_ kind: TemplateKind) throws -> KeptTemplate {
        try bookTemplates(kind, limit: 1).first
            ?? KeptTemplate(kind: kind, version: 0, template: .usual(kind), note: "", madeBy: "", madeAt: nil)
    }

    /// A certain version; `nil` when there is none.
    package func bookTemplate(_ kind: TemplateKind, version: Int) throws -> BookTemplate? {
        if version == 0 { return .usual(kind) }
        return try row("SELECT content FROM book_template WHERE kind = \(kind.rawValue) AND version = \(version)")
            .flatMap { BookTemplate(json: $0.text("content")) }
    }

    /// The one that held at a moment, or holds now; `nil` while the regency had none of its own.
    func bookTemplate(_ kind: TemplateKind, at moment: Instant?) throws -> BookTemplate? {
        let until: SQL = moment.map { "made_at <= \($0)" } ?? "1 = 1"
        return try row("SELECT content FROM book_template WHERE kind = \(kind.rawValue) AND \(until) ORDER BY version DESC LIMIT 1")
            .flatMap { BookTemplate(json: $0.text("content")) }
    }

    func bookTemplates(_ kind: TemplateKind, limit: Int = 200) throws -> [KeptTemplate] {
        try rows("SELECT * FROM book_template WHERE kind = \(kind.rawValue) ORDER BY version DESC LIMIT \(limit)").map { row in
            KeptTemplate(
                kind: kind, version: row.int("version"), template: BookTemplate(json: row.text("content")) ?? .usual(kind),
                note: row.text("note"),
                madeBy: row.text("made_by"), madeAt: row.instant("made_at"))
        }
    }

    /// Over every version, so that none can be changed in silence.
    func bookTemplateDigest(_ kind: TemplateKind) throws -> String {
        let rows = try rows("SELECT version, content, note FROM book_template WHERE kind = \(kind.rawValue) ORDER BY version")
        return Seal.digest([kind.rawValue] + rows.flatMap { ["\($0.int("version"))", $0.text("content"), $0.text("note")] })
    }
}
