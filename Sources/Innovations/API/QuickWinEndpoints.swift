import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Quick wins for machines.
enum QuickWinEndpoints {
    static let all = [list, one, propose, act, presentation, present] + files

    private static let schema = Schema.named(
        "QuickWin",
        .object(
            .required("code", .string.example("Q-0001")), .required("sheet", .string), .required("dimension", .string),
            .required("agency", .id),
            .required("state", .string), .required("title", .string), .required("service", .string), .required("contact", .string),
            .required("startOn", .day), .required("endOn", .day), .required("measure", .string), .required("unit", .string),
            .required("before", .string), .required("beforeOn", .day), .required("after", .string.orNull),
            .required("afterOn", .day.orNull),
            .required("evidence", .array(of: .any)), .required("presentation", .string),
            .required(
                "presentationFile",
                Schema.object(.required("name", .string), .required("bytes", .integer), .required("sha256", .string)).orNull.about(
                    "The file that is presented; at /api/quick-wins/{code}/presentation.")),
            .required("version", .integer)))

    private static let members: [Schema.Member] = [
        .required("title", .string(max: 200)), .required("service", .string(max: 2000)), .required("contact", .string(max: 2000)),
        .required("startOn", .day), .required("endOn", .day), .required("measure", .string(max: 300)), .required("unit", .string(max: 60)),
        .required("before", .string(max: 20).about("Decimal text: 12.5")), .required("beforeOn", .day),
        .required("isExisting", .boolean.about("That it sharpens a service that is there and builds nothing new; only then it is one.")),
        .optional("evidence", .array(of: .string(max: 500).about("As people name a record: dataset:NAME, an address or a code."), max: 40)),
        .optional("presentation", .string(max: 500)),
    ]

    static let list = Endpoint(
        .get, InnovationsPaths.apiQuickWins, "Quick wins by code", response: .object(.required("items", .array(of: schema)))
    ) { request in
        let wins = try await request.database.read { [actor = request.actor] tx in try tx.quickWins(for: actor) }
        return .json(["items": .array(wins.map { json($0.quickWin, $0.sheet) })] as JSONValue)
    }

    static let files = Endpoint.files(InnovationsPaths.apiQuickWins.template, "Quick wins, one a row") { request, format in
        let wins = try await request.database.read { [actor = request.actor] tx in try tx.quickWins(for: actor) }
        return try await PlainTable.quickWins(wins, request.page, request.innovations.directory.agencies).reply(format, name: "quick-wins")
    }

    static let one = Endpoint(.get, InnovationsPaths.apiQuickWin, "One quick win", response: schema) { request in
        let view = try await QuickWinRoutes.view(request)
        return .json(json(view.win, view.sheet))
    }

    static let propose = Endpoint(
        .post, InnovationsPaths.apiQuickWins, "Propose a part of a sheet as its quick win",
        about: "Six months to a year, an existing service made better, felt by citizens, measured before and after.",
        permission: .editInnovations, or: [.decideInnovations], request: .object([.required("sheet", .string(max: 12))] + members),
        response: schema, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let win = try await SheetJSON.naming {
            let sheet = try await desk.sheetFile(code: body["sheet"]?.string ?? "", for: request.actor).sheet
            return (try await desk.proposeQuickWin(try await draft(body, request), on: sheet.id, by: request.actor), sheet)
        }
        return .created(json(win.0, win.1), at: InnovationsPaths.apiQuickWin(win.0.code))
    }

    static let act = Endpoint(
        .post, InnovationsPaths.apiQuickWinActs, "Edit, choose, start, measure or drop a quick win", permission: .editInnovations,
        or: [.decideInnovations],
        request: .object(
            .required("act", .choice(["edit", "choose", "start", "measure", "remeasure", "drop"])), .optional("text", .string(max: 5000)),
            .optional("after", .string(max: 20)), .optional("afterOn", .day),
            .optional(
                "evidence",
                .array(of: .string(max: 500), max: 40).about("Records that show what was measured, as in a quick win; one at least.")),
            .optional("quickWin", .object(members)),
            .optional("version", .integer)),
        response: schema
    ) { request in
        let body = try await request.jsonValue()
        let desk = request.innovations
        let id = try await QuickWinRoutes.view(request).win.recordID
        let (actor, version, text) = (request.actor, body["version"]?.integer, body["text"]?.string ?? "")
        try await SheetJSON.naming {
            switch body["act"]?.string {
            case "edit":
                guard let content = body["quickWin"] else { throw AppError.invalid("quickWin", "error.missing") }
                try await desk.perform(EditQuickWin(try await draft(content, request)), on: id, by: actor, expecting: version)
            case "choose": try await desk.perform(ChooseQuickWin(), on: id, by: actor, expecting: version)
            case "start": try await desk.perform(StartQuickWin(), on: id, by: actor, expecting: version)
            case "measure", "remeasure":
                let act = MeasureQuickWin(
                    body["after"]?.string.flatMap(SheetNumber.decimal), on: body["afterOn"]?.string.flatMap { Day($0) },
                    evidence: try await evidence(body, request), note: text,
                    again: body["act"]?.string == "remeasure")
                try await desk.perform(act, on: id, by: actor, expecting: version)
            default: try await desk.perform(DropQuickWin(text), on: id, by: actor, expecting: version)
            }
        }
        let view = try await QuickWinRoutes.view(request)
        return .json(json(view.win, view.sheet))
    }

    static let presentation = Endpoint(
        .get, InnovationsPaths.apiQuickWinPresentation, "What is presented of a quick win", responseType: "application/octet-stream"
    ) { request in try await Presentation.reply(try await QuickWinRoutes.find(request), request.installation.files) }

    static let present = Endpoint(
        .post, InnovationsPaths.apiQuickWinPresentation, "Put what is presented, in place of what was there",
        about: "`file` up to 20 MB is kept as it is; `hapus` = `1` takes away what is there instead.", permission: .editInnovations,
        or: [.decideInnovations],
        request: .object(.optional("file", .file), .optional("hapus", .string(max: 1)), .optional("version", .string(max: 10))),
        requestType: "multipart/form-data", response: schema, limits: Presentation.limits
    ) { request in
        let data = try await request.form()
        try await QuickWinRoutes.present(data, request, expecting: data.seenVersion)
        let view = try await QuickWinRoutes.view(request)
        return .json(json(view.win, view.sheet))
    }

    private static func draft(_ body: JSONValue, _ request: Request) async throws -> QuickWinDraft {
        func line(_ name: String) -> String { Plain.line(body[name]?.string ?? "") }
        func day(_ name: String) -> Day? { body[name]?.string.flatMap { Day($0) } }
        var draft = QuickWinDraft()
        draft.title = line("title")
        draft.service = Plain.text(body["service"]?.string ?? "")
        draft.contact = Plain.text(body["contact"]?.string ?? "")
        draft.startOn = day("startOn")
        draft.endOn = day("endOn")
        draft.measure = line("measure")
        draft.unit = line("unit")
        draft.before = SheetNumber.decimal(line("before"))
        draft.beforeOn = day("beforeOn")
        draft.presentation = line("presentation")
        if case .bool(let flag)? = body["isExisting"] { draft.isExisting = flag }
        draft.evidence = try await evidence(body, request)
        return draft
    }

    /// The records a body names as people do.
    private static func evidence(_ body: JSONValue, _ request: Request) async throws -> [Evidence] {
        let typed = (body["evidence"]?.array ?? []).compactMap(\.string).joined(separator: "\n")
        let desk = request.innovations
        let (found, missing) = try await request.database.read { [actor = request.actor] tx in
            try desk.findEvidence(typed, for: actor, tx)
        }
        guard missing.isEmpty else { throw AppError.invalid("evidence", Message("error.sheet_evidence", ["what": missing[0]])) }
        return found
    }

    static func json(_ win: QuickWin, _ sheet: InnovationSheet) -> JSONValue {
        [
            "code": .string(win.code), "sheet": .string(sheet.code), "dimension": .string(sheet.dimension),
            "agency": .string(win.agency.text),
            "state": .string(win.state), "title": .string(win.title), "service": .string(win.service), "contact": .string(win.contact),
            "startOn": .string(win.startOn.description), "endOn": .string(win.endOn.description), "measure": .string(win.measure),
            "unit": .string(win.unit), "before": .string(win.before), "beforeOn": .string(win.beforeOn.description),
            "after": SheetJSON.text(win.after), "afterOn": SheetJSON.text(win.afterOn?.description),
            "evidence": Answer.evidence(win.evidence).json, "presentation": .string(win.presentation),
            "presentationFile": win.presentationFile.map { file -> JSONValue in
                ["name": .string(file.name), "bytes": .integer(file.bytes), "sha256": .string(file.hash)]
            } ?? .null, "version": .integer(win.version),
        ]
    }
}
