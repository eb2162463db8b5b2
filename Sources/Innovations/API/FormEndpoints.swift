import HTTPTypes
import Kernel
import Storage
import Web

/// What sheets ask, for machines.
enum FormEndpoints {
    static let all = [list, one, publish]

    private static let schema = Schema.named(
        "InnovationForm",
        .object(
            .required("version", .integer), .required("note", .string), .required("publishedAt", .instant),
            .required("fields", .array(of: SheetField.schema)), .required("sheets", .integer.about("Sheets that live by this version."))))

    static let list = Endpoint(
        .get, InnovationsPaths.apiForms, "Every version of what sheets ask, first to last",
        response: .object(.required("items", .array(of: schema)))
    ) { request in
        let (forms, uses) = try await all(request)
        return .json(["items": .array(forms.map { json($0, uses) })] as JSONValue)
    }

    static let one = Endpoint(.get, InnovationsPaths.apiForm, "One version of what sheets ask", response: schema) { request in
        let (forms, uses) = try await all(request)
        guard let form = forms.first(where: { (try? request.parameter("version")) == "\($0.version)" }) else { throw AppError.notFound }
        return .json(json(form, uses))
    }

    static let publish = Endpoint(
        .post, InnovationsPaths.apiForms, "Publish the next version of what sheets ask",
        about:
            "Sheets begun before keep theirs. A field in use is dropped only when `letting` names it; what stands in it stays visible on its sheets.",
        permission: .shapeSheets,
        request: .object(
            .required("base", .integer.about("The version this one is made of.")),
            .required("fields", .array(of: SheetField.schema, max: 60)),
            .optional("note", .string(max: 1000)), .optional("letting", .array(of: .string(max: 40), max: 60))),
        response: schema, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let letting = Set((body["letting"]?.array ?? []).compactMap(\.string))
        let form = try await request.innovations.publishForm(
            (body["fields"]?.array ?? []).compactMap(SheetField.init(json:)), note: body["note"]?.string ?? "",
            base: body["base"]?.integer ?? -1, letting: letting, by: request.actor)
        return .created(json(form, [:]), at: InnovationsPaths.apiForm("\(form.version)"))
    }

    private static func all(_ request: Request) async throws -> ([SheetForm], [Int: Int]) {
        try await request.database.read { tx in
            let counts = try tx.rows("SELECT form_version, count(*) AS sheets FROM innovation_sheet GROUP BY form_version")
            return (try tx.sheetForms(), Dictionary(uniqueKeysWithValues: counts.map { ($0.int("form_version"), $0.int("sheets")) }))
        }
    }

    private static func json(_ form: SheetForm, _ uses: [Int: Int]) -> JSONValue {
        [
            "version": .integer(form.version), "note": .string(form.note), "publishedAt": .string(form.publishedAt.description),
            "fields": .array(form.fields.map(\.json)), "sheets": .integer(uses[form.version] ?? 0),
        ]
    }
}
