import Kernel
import Storage
import Web
import Work

extension Transaction {
    /// Every version of the form, first to last.
    package func sheetForms() throws -> [SheetForm] {
        try rows("SELECT * FROM innovation_form ORDER BY version").map(SheetForm.init(row:))
    }

    package func sheetForm(_ version: Int) throws -> SheetForm? {
        try row("SELECT * FROM innovation_form WHERE version = \(version)").map(SheetForm.init(row:))
    }

    /// The version new sheets get.
    package func currentSheetForm() throws -> SheetForm? {
        try row("SELECT * FROM innovation_form ORDER BY version DESC LIMIT 1").map(SheetForm.init(row:))
    }

    /// Kinds of all fields there ever were.
    func answerKinds() throws -> [String: SheetField.Kind] {
        var kinds: [String: SheetField.Kind] = [:]
        for form in try sheetForms() { for field in form.fields { kinds[field.name] = field.kind } }
        return kinds
    }

    func insert(_ form: SheetForm) throws {
        let definition = String(decoding: JSONValue.array(form.fields.map(\.json)).bytes, as: UTF8.self)
        try run(
            """
            INSERT INTO innovation_form (version, definition, note, published_at, published_by)
            VALUES (\(form.version), \(definition), \(form.note), \(form.publishedAt), \(form.publishedBy))
            """)
    }

    /// How many sheets have something in each field.
    func sheetFieldUses() throws -> [String: Int] {
        var uses: [String: Int] = [:]
        try each("SELECT answers FROM innovation_sheet WHERE state <> 'dropped'") { row in
            for name in (try? JSONValue(parsing: Array(row.text("answers").utf8)).members)?.keys ?? [:].keys { uses[name, default: 0] += 1 }
            return true
        }
        return uses
    }
}

extension SheetForm {
    init(row: Row) {
        let items = (try? JSONValue(parsing: Array(row.text("definition").utf8)).array) ?? []
        self.init(
            version: row.int("version"), fields: items.compactMap(SheetField.init(json:)), note: row.text("note"),
            publishedAt: row.instant("published_at"), publishedBy: row.text("published_by"))
    }

    static let kind = "innovation_form"
    var reference: Reference { Reference(Self.kind, "\(version)") }
    var digest: String {
        Seal.digest([
            "\(version)", String(decoding: JSONValue.array(fields.map(\.json)).bytes, as: UTF8.self), note, publishedAt.description,
            publishedBy,
        ])
    }
}
