import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Innovation sheets for machines: reading, writing, and the acts of those who work on them.
enum SheetEndpoints {
    static let all = [list, one, create, edit, act, history] + files

    private static let writers: (Permission, [Permission]) = (.editInnovations, [.decideInnovations])

    static let list = Endpoint(
        .get, InnovationsPaths.apiSheets, "Innovation sheets by code",
        about: "Everyone sees what is accepted or in the plan; drafts are shown to the lead agency and the planning agency.",
        parameters: [
            .init("dimension", .choice(CityDimension.all.map(\.id)), "Code of a dimension."),
            .init("state", .string(max: 20), "State of the sheet."),
            .init("agency", .id, "Leads it or takes part."), .init("year", .integer(2000...2099), "Runs in this year."),
            .init("q", .string(max: 200), "Words of the title."),
        ] + Endpoint.Parameter.paging, response: .page(of: SheetJSON.sheet)
    ) { request in
        let query = SheetQuery(
            dimension: request.query["dimension"], state: request.query["state"], agency: request.query["agency"],
            year: request.query.int("year"), words: request.query["q"] ?? "")
        let after = try request.cursor("innovation-sheets")?.values.first
        let lines = try await request.innovations.sheets(query, for: request.actor, after: after, limit: request.pageLimit + 1)
        return try .json(request.page("innovation-sheets", lines, SheetJSON.json) { Cursor([$0.sheet.code]) })
    }

    static let files = Endpoint.files(InnovationsPaths.apiSheets.template, "Innovation sheets, one a row") { request, format in
        try await SheetRoutes.table(request, SheetQuery()).reply(format, name: "innovation-sheets")
    }

    static let one = Endpoint(.get, InnovationsPaths.apiSheet, "One sheet", response: SheetJSON.sheet) { request in
        .json(SheetJSON.json(try await line(request)))
    }

    static let create = Endpoint(
        .post, InnovationsPaths.apiSheets, "Begin a sheet", permission: writers.0, or: writers.1, request: .object(SheetJSON.members),
        response: SheetJSON.sheet, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let sheet = try await SheetJSON.naming {
            guard let form = try await request.database.read({ tx in try tx.currentSheetForm() }) else {
                throw AppError.unavailable("error.sheet_no_form")
            }
            let draft = try await SheetJSON.draft(body, SheetDraft(), form, request)
            return try await request.innovations.createSheet(draft, by: request.actor)
        }
        let made = SheetLine(sheet: sheet, supporters: [])
        return .created(SheetJSON.json(made), at: InnovationsPaths.apiSheet(sheet.code))
    }

    static let edit = Endpoint(
        .patch, InnovationsPaths.apiSheet, "Change a sheet",
        about: "`answers` names the fields that change; `null` empties one. `version` is the one that was seen.", permission: writers.0,
        or: writers.1, request: .object(SheetJSON.members + [.required("version", .integer)]), response: SheetJSON.sheet
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        try await SheetJSON.naming {
            let file = try await desk.sheetFile(code: try request.parameter("code"), for: request.actor)
            let draft = try await SheetJSON.draft(body, SheetDraft(file.sheet), file.form, request)
            try await desk.perform(EditSheet(draft), on: file.sheet.recordID, by: request.actor, expecting: body["version"]?.integer)
        }
        return .json(SheetJSON.json(try await line(request)))
    }

    private static let names = [
        "submit", "take_back", "return", "accept", "include", "connect", "shift", "renew_form", "drop",
    ]

    static let act = Endpoint(
        .post, InnovationsPaths.apiSheetActs,
        "Hand in, take back, return, accept, include, connect, shift, renew the form of, or drop a sheet",
        about: "Agencies are invited and answer under the plans' participations.", permission: writers.0, or: writers.1,
        request: .object(
            .required("act", .choice(names)), .optional("text", .string(max: 5000)), .optional("node", .id.orNull),
            .optional("years", .integer(-50...50)), .optional("version", .integer)),
        response: SheetJSON.sheet
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let id = try await desk.sheetFile(code: try request.parameter("code"), for: request.actor).sheet.recordID
        let (actor, version, text) = (request.actor, body["version"]?.integer, body["text"]?.string ?? "")
        try await SheetJSON.naming {
            switch body["act"]?.string {
            case "submit": try await desk.perform(SubmitSheet(), on: id, by: actor, expecting: version)
            case "take_back": try await desk.perform(TakeSheetBack(), on: id, by: actor, expecting: version)
            case "return": try await desk.perform(ReturnSheet(text), on: id, by: actor, expecting: version)
            case "accept": try await desk.perform(AcceptSheet(note: text), on: id, by: actor, expecting: version)
            case "include": try await desk.perform(IncludeSheet(), on: id, by: actor, expecting: version)
            case "connect":
                let node = body["node"]?.string.map { Identifier<PlanNode>($0) }
                try await desk.perform(ConnectSheet(node), on: id, by: actor, expecting: version)
            case "shift": try await desk.perform(ShiftSheet(by: body["years"]?.integer ?? 0), on: id, by: actor, expecting: version)
            case "renew_form": try await desk.perform(RenewSheetForm(), on: id, by: actor, expecting: version)
            default: try await desk.perform(DropSheet(text), on: id, by: actor, expecting: version)
            }
        }
        return .json(SheetJSON.json(try await line(request)))
    }

    static let history = Endpoint(
        .get, InnovationsPaths.apiSheetHistory, "What became of a sheet, the newest first", permission: writers.0, or: writers.1,
        response: .object(
            .required(
                "versions",
                .array(
                    of: .object(
                        .required("version", .integer), .required("at", .instant), .required("by", .string),
                        .required("fields", .map(of: .string))))))
    ) { request in
        let file = try await request.innovations.sheetFile(code: try request.parameter("code"), for: request.actor)
        let versions = try await request.database.read { tx in try tx.versions(of: file.sheet.reference) }
        let items = versions.map { version -> JSONValue in
            [
                "version": .integer(version.version), "at": .string(version.at.description), "by": .string(version.actorID),
                "fields": .object(version.fields.mapValues(JSONValue.string)),
            ]
        }
        return .json(["versions": .array(items)] as JSONValue)
    }

    private static func line(_ request: Request) async throws -> SheetLine {
        let file = try await request.innovations.sheetFile(code: try request.parameter("code"), for: request.actor)
        return SheetJSON.line(file)
    }
}
