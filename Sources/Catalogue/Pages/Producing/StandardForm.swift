import Directory
import Foundation
import Ingest
import Kernel
import Storage
import Web

/// The form of a data standard: its columns are taken from a table that has them, or written as a Table Schema.
enum StandardForm {
    /// Characters of a schema.
    private static let longestSchema = 500_000

    static func form(_ standard: DataStandard) -> Form {
        Form([
            "code": standard.code ?? "", "name": standard.name, "description": standard.description,
            "valid_from": standard.validFrom.description, "valid_to": standard.validTo?.description ?? "",
            "schema": pretty(standard.schema), "version": "\(standard.version)",
        ])
    }

    private static func pretty(_ schema: TableSchema) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(schema)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// - Throws: `invalid` naming the fields; whether the schema can be used is the desk's to say.
    static func draft(_ data: FormData, _ request: Request) throws -> (draft: DataStandardDraft, version: Int) {
        var checker = Checker(data)
        let name = checker.line("name", max: 200)
        let code = checker.lineIfAny("code", max: 20)?.uppercased()
        let description = checker.textIfAny("description", max: 10_000) ?? ""
        let from = checker.day("valid_from")
        let to = checker.dayIfAny("valid_to")
        let dataset = checker.lineIfAny("dataset", max: 100)
        let text = data.raw("schema") ?? ""
        var schema = TableSchema()
        if let dataset {
            let entry = request.catalogueIndex.find(dataset)
            if let found = entry?.distributions.lazy.map(\.schema).first(where: { !$0.fields.isEmpty }) {
                schema = found
            } else {
                checker.add("dataset", "error.standard_no_table")
            }
        } else if text.count > longestSchema {
            checker.add("schema", "error.standard_large")
        } else if let read: TableSchema = fromJSON(text) {
            schema = read
            for issue in read.problems() { checker.add("schema", issue.message) }
        } else {
            checker.add("schema", "error.standard_json")
        }
        try checker.check()
        guard let from else { throw AppError.invalid("valid_from", "error.missing") }
        return (
            DataStandardDraft(code: code, name: name, description: description, schema: schema, validFrom: from, validTo: to),
            data.neededVersion
        )
    }

    static func page(_ request: Request, _ form: Form, _ standard: DataStandard?, _ error: AppError? = nil) -> HTML {
        let page = request.page
        let fields = Fields(page, form)
        let title = standard?.name ?? page.t("standard.new")
        let back = standard.map { CataloguePaths.standard($0.id.text) } ?? CataloguePaths.standards()
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("standard.title"), CataloguePaths.standards())], title: title))<h1>\(title)</h1>
                \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(fields.summary)
                \(PostForm(page, standard.map { CataloguePaths.editStandard($0.id.text) } ?? CataloguePaths.standards(), """
                \(fields.hidden("version"))\(fields.line("name", "standard.field.name", max: 200))
                \(fields.line("code", "catalogue.field.standard_code", need: .optional, hint: "catalogue.hint.standard_code", max: 20, width: .code))
                \(fields.area("description", "standard.field.description", need: .optional, rows: 4, max: 10_000))
                \(fields.day("valid_from", "standard.valid_from"))\(fields.day("valid_to", "standard.valid_to", need: .optional))
                \(fields.line("dataset", "standard.field.dataset", need: .optional, hint: "standard.hint.dataset", max: 100))
                \(fields.area("schema", "standard.field.schema", need: .optional, hint: "standard.hint.schema", rows: 12, max: longestSchema))
                <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: back))</p>
                """))
                """)
    }
}
