import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Sheets as the API has them, both ways.
package enum SheetJSON {
    package static let sheet = Schema.named(
        "InnovationSheet",
        .object(
            .required("code", .string.example("L-0007")), .required("title", .string),
            .required("dimension", .string.example("governance")),
            .required("pillar", .string.example("pelayanan")), .required("lead", .id), .required("supporters", .array(of: .string)),
            .required("isOneAgencysOwn", .boolean.about("No second agency has accepted a part in it.")), .required("state", .string),
            .required("fromYear", .integer), .required("toYear", .integer), .required("node", .id.orNull),
            .required("formVersion", .integer),
            .required("version", .integer),
            .required("answers", .map(of: .any).about("By field of the form's version; see /api/innovation-forms/{version}.")),
            .required("rupiah", .integer), .required("isMoneyWhole", .boolean.about("Whether every row has an amount.")),
            .required("isUnbudgeted", .boolean), .required("createdAt", .instant), .required("updatedAt", .instant),
            .required("submittedAt", .instant.orNull), .required("decidedAt", .instant.orNull)))

    package static func json(_ line: SheetLine) -> JSONValue {
        let sheet = line.sheet
        return [
            "code": .string(sheet.code), "title": .string(sheet.title), "dimension": .string(sheet.dimension),
            "pillar": .string(sheet.pillar),
            "lead": .string(sheet.lead.text), "supporters": .array(line.supporters.map(JSONValue.string)),
            "isOneAgencysOwn": .bool(line.isOneAgencysOwn), "state": .string(sheet.state), "fromYear": .integer(sheet.fromYear),
            "toYear": .integer(sheet.toYear), "node": text(sheet.node?.text), "formVersion": .integer(sheet.formVersion),
            "version": .integer(sheet.version), "answers": .object(sheet.answers.mapValues(\.json)), "rupiah": .integer(sheet.money.rupiah),
            "isMoneyWhole": .bool(sheet.money.isWhole), "isUnbudgeted": .bool(sheet.subActivities.isUnbudgeted),
            "createdAt": .string(sheet.createdAt.description), "updatedAt": .string(sheet.updatedAt.description),
            "submittedAt": text(sheet.submittedAt?.description), "decidedAt": text(sheet.decidedAt?.description),
        ]
    }

    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    package static let members: [Schema.Member] = [
        .optional("title", .string(min: 5, max: 200)), .optional("pillar", .string(max: 40)), .optional("lead", .id),
        .optional("fromYear", .integer(2000...2099)), .optional("toYear", .integer(2000...2099)), .optional("answers", .map(of: .any)),
    ]

    /// The JSON path of a field that an act complains of.
    static func path(_ field: String) -> String {
        if field.hasPrefix("f.") { return "answers." + field.dropFirst(2) }
        return [
            "from_year": "fromYear", "to_year": "toYear", "start_on": "startOn", "end_on": "endOn", "before_on": "beforeOn",
            "after_on": "afterOn",
        ][field] ?? field
    }

    /// Does something and names what it complains of as the body does.
    package static func naming<T: Sendable>(_ act: () async throws -> T) async throws -> T {
        do {
            return try await act()
        } catch var error as AppError {
            error.issues = error.issues.map { Issue(path($0.field), $0.message) }
            throw error
        }
    }

    /// Answers of a body laid over those that are there; `null` empties a field. Evidence may be named by `text`, as people type it.
    static func answers(
        _ body: JSONValue?, over before: [String: Answer], _ form: SheetForm,
        find: (String) throws -> (found: [Evidence], missing: [String])
    ) throws -> [String: Answer] {
        var answers = before
        var issues: [Issue] = []
        for (name, value) in (body?.members ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let field = form[name] else {
                issues.append(Issue("f.\(name)", "error.sheet_unknown_field"))
                continue
            }
            if value == .null {
                answers[name] = nil
                continue
            }
            var value = value
            if field.kind == .evidence, let items = value.array {
                value = .array(
                    try items.map { item in
                        guard let typed = item["text"]?.string else { return item }
                        let (found, missing) = try find(typed)
                        issues += missing.map { Issue("f.\(name)", Message("error.sheet_evidence", ["what": $0])) }
                        guard let one = found.first else { return ["kind": "", "id": "", "note": ""] }
                        let note = item["note"]?.string ?? one.note
                        return ["kind": .string(one.reference.kind), "id": .string(one.reference.id), "note": .string(note)]
                    })
            }
            guard let answer = Answer(json: value, field.kind) else {
                issues.append(Issue("f.\(name)", Message("error.sheet_answer", ["kind": field.kind.rawValue])))
                continue
            }
            answers[name] = answer
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return answers
    }
}

extension SheetJSON {
    package static func line(_ file: SheetFile) -> SheetLine {
        SheetLine(sheet: file.sheet, supporters: SheetPage.supporters(file).map(\.agency))
    }

    /// A sheet as a body has it, laid over what it said before.
    package static func draft(_ body: JSONValue, _ before: SheetDraft, _ form: SheetForm, _ request: Request) async throws -> SheetDraft {
        var draft = before
        if let title = body["title"]?.string { draft.title = Plain.line(title) }
        if let pillar = body["pillar"]?.string {
            draft.pillar = pillar
            draft.dimension = CityDimension.of(subPillar: pillar)?.id ?? ""
        }
        if let lead = body["lead"]?.string { draft.lead = Identifier(lead) }
        if let year = body["fromYear"]?.integer { draft.fromYear = year }
        if let year = body["toYear"]?.integer { draft.toYear = year }
        let desk = request.innovations
        draft.answers = try await request.database.read { [actor = request.actor, answers = draft.answers] tx in
            try SheetJSON.answers(body["answers"], over: answers, form) { try desk.findEvidence($0, for: actor, tx) }
        }
        return draft
    }
}
