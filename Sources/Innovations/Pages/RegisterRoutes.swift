import Directory
import Kernel
import Storage
import Web
import Work

/// Pages of the register of innovations.
enum RegisterRoutes {
    private static let pageSize = 50

    static let all: [PageRoute] = [
        .get(InnovationsPaths.register) { request in
            let query = query(request)
            let after = request.query["lanjut"]
            let entries = try await request.database.read { tx in try tx.innovations(query, after: after, limit: pageSize + 1) }
            return .page(
                RegisterPages.list(request.page, entries, query, request.innovations.directory, pageSize: pageSize, isFirst: after == nil))
        },
        .get(InnovationsPaths.registerCSV) { request in try await table(request).csv(filename: "daftar-inovasi.csv") },
        .get(InnovationsPaths.registerXLSX) { request in try await table(request).xlsx(filename: "daftar-inovasi.xlsx") },
        .get(InnovationsPaths.iidCSV) { request in try await iid(request).csv(filename: "iid.csv") },
        .get(InnovationsPaths.iidXLSX) { request in try await iid(request).xlsx(filename: "iid.xlsx") },
        .get(InnovationsPaths.renjaCSV) { request in
            try await renja(request).csv(filename: "renja-inovasi-\(try request.parameter("year")).csv")
        },
        .get(InnovationsPaths.renjaXLSX) { request in
            try await renja(request).xlsx(filename: "renja-inovasi-\(try request.parameter("year")).xlsx")
        },
        .get(InnovationsPaths.newEntry, permission: .editInnovations) { request in
            try request.requireAccount()
            return .page(try await form(request, try await blank(request), nil, isNew: true))
        },
        .post(InnovationsPaths.newEntry, permission: .editInnovations) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await RegisterRoutes.form(request, form, error, isNew: true) }) {
                data in
                let entry = try await request.innovations.register(try await draft(data, request), by: request.actor)
                return .redirect(InnovationsPaths.entry(entry.code), flash: request.t("innovation.did.registered", ["code": entry.code]))
            }
        },
        .get(InnovationsPaths.entry) { request in .page(try await one(request)) },
        .get(InnovationsPaths.editEntry) { request in
            try request.requireAccount()
            return .page(try await edit(request, nil, nil))
        },
        .post(InnovationsPaths.editEntry) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in try await edit(request, form, error) }) { data in
                let entry = try await find(request)
                let draft = try await draft(data, request)
                try await request.innovations.perform(
                    EditInnovation(draft), on: entry.recordID, by: request.actor, expecting: data.neededVersion)
                return .redirect(InnovationsPaths.entry(entry.code), flash: request.t("innovation.did.saved"))
            }
        },
        .post(InnovationsPaths.entryAct) { request in
            try request.requireAccount()
            let noun = try request.parameter("noun")
            return try await request.act(again: { form, error in try await one(request, form, noun, error) }) { data in
                let code = try await act(noun, data, request)
                return .redirect(InnovationsPaths.entry(code), flash: request.t(TextKey("innovation.did.\(noun)")))
            }
        },
    ]

    static func query(_ request: Request) -> RegisterQuery {
        RegisterQuery(
            state: request.query["tahap"], agency: request.query["instansi"], initiator: request.query.choice("inisiator"),
            isDigital: request.query["digital"].map { $0 == "ya" }, words: request.query["kata"] ?? "")
    }

    static func table(_ request: Request, _ query: RegisterQuery? = nil) async throws -> PlainTable {
        let query = query ?? self.query(request)
        let entries = try await request.database.read { tx in try tx.innovations(query, limit: 100_000) }
        return .register(entries, request.page, request.innovations.directory.agencies)
    }

    static func iid(_ request: Request) async throws -> PlainTable {
        let entries = try await request.database.read { tx in try tx.innovations(RegisterQuery(), limit: 100_000) }
        return .iid(entries, request.page, request.innovations.directory.agencies)
    }

    static func renja(_ request: Request) async throws -> PlainTable {
        guard let year = Int(try request.parameter("year")), (2000...2100).contains(year) else { throw AppError.notFound }
        let query = RegisterQuery(agency: request.query["instansi"] ?? request.query["agency"])
        let entries = try await request.database.read { tx in try tx.innovations(query, limit: 100_000) }
        return .renja(entries, year: year, request.page, request.innovations.directory.agencies)
    }

    /// Does what the form of a noun asks for.
    /// - Returns: code of the entry to go on at.
    private static func act(_ noun: String, _ data: FormData, _ request: Request) async throws -> String {
        let desk = request.innovations
        let entry = try await find(request)
        let (id, actor, version) = (entry.recordID, request.actor, data.neededVersion)
        var checker = Checker(data)
        switch noun {
        case "uji-coba", "penerapan":
            let on = checker.day("on")
            try checker.check()
            if noun == "uji-coba" {
                try await desk.perform(TryInnovation(on: on), on: id, by: actor, expecting: version)
            } else {
                try await desk.perform(ApplyInnovation(on: on), on: id, by: actor, expecting: version)
            }
        case "penghentian": try await desk.perform(StopInnovation(data["text"] ?? ""), on: id, by: actor, expecting: version)
        case "lanjutan": try await desk.perform(ResumeInnovation(data["text"] ?? ""), on: id, by: actor, expecting: version)
        case "tiruan":
            let agency = checker.id("agency", Agency.self)
            try checker.check()
            return try await desk.replicate(code: entry.code, for: agency!, by: actor).code
        default: throw AppError.notFound
        }
        return entry.code
    }

    static func find(_ request: Request) async throws -> Innovation {
        let code = try request.parameter("code")
        guard let entry = try await request.database.read({ tx in try tx.innovation(code: code) }) else { throw AppError.notFound }
        return entry
    }

    private static func draft(_ data: FormData, _ request: Request) async throws -> InnovationDraft {
        var checker = Checker(data)
        var draft = InnovationDraft()
        draft.title = checker.line("title", max: 200)
        draft.agency = checker.id("agency")
        draft.initiator = checker.choice("initiator") ?? .agency
        draft.form = checker.choice("form") ?? .other
        draft.isDigital = checker.choice("digital", among: ["ya", "tidak"]) == "ya"
        draft.function = checker.lineIfAny("function", max: 4) ?? ""
        draft.theme = checker.lineIfAny("theme", max: 200) ?? ""
        draft.design = checker.textIfAny("design", max: 20_000) ?? ""
        draft.purpose = checker.textIfAny("purpose", max: 5000) ?? ""
        draft.benefit = checker.textIfAny("benefit", max: 5000) ?? ""
        draft.result = checker.textIfAny("result", max: 5000) ?? ""
        draft.beneficiaries = checker.intIfAny("beneficiaries", in: 0...100_000_000)
        draft.criteria = Set(checker.all("criteria").compactMap(Innovation.Criterion.init(rawValue:)))
        for indicator in IndexIndicator.all { draft.proofs[indicator.id] = checker.lineIfAny("proof.\(indicator.id)", max: 500) }
        if let code = checker.lineIfAny("sheet", max: 12) {
            draft.sheet = try await request.database.read { tx in try tx.innovationSheet(code: code)?.id }
            if draft.sheet == nil { checker.add("sheet", "error.innovation_sheet") }
        }
        try checker.check()
        return draft
    }

    private static func form(_ request: Request, _ form: Form, _ error: AppError?, isNew: Bool) async throws -> HTML {
        RegisterPages.form(
            request.page, form, agencies: InnovationWords.agencies(request.innovations.directory, request.actor),
            action: InnovationsPaths.newEntry(), back: InnovationsPaths.register(), isNew: isNew, error: error)
    }

    /// The empty form; of a sheet (`?lembar=L-0007`) what that says already.
    private static func blank(_ request: Request) async throws -> Form {
        let empty = Form(["initiator": "agency", "form": "service", "digital": "tidak"])
        guard let code = request.query["lembar"] else { return empty }
        let sheet = try await request.innovations.sheetFile(code: code, for: request.actor).sheet
        guard sheet.mayTell(request.actor) else { return empty.setting("sheet", sheet.code) }
        var draft = InnovationDraft()
        draft.takeOver(sheet)
        return empty.setting("sheet", sheet.code).setting("title", draft.title).setting("agency", sheet.lead.text)
            .setting("digital", draft.isDigital ? "ya" : "tidak").setting("function", draft.function).setting("design", draft.design)
            .setting("purpose", draft.purpose).setting("benefit", draft.benefit)
    }

    private static func edit(_ request: Request, _ form: Form?, _ error: AppError?) async throws -> HTML {
        let view = try await view(request)
        guard view.acts.contains("edit") else { throw AppError.forbidden }
        let entry = view.entry
        var filled =
            form
            ?? Form([
                "title": entry.title, "agency": entry.agency.text, "initiator": entry.initiator.rawValue, "form": entry.form.rawValue,
                "digital": entry.isDigital ? "ya" : "tidak", "function": entry.function, "theme": entry.theme, "design": entry.design,
                "purpose": entry.purpose, "benefit": entry.benefit, "result": entry.result,
                "beneficiaries": entry.beneficiaries.map(String.init) ?? "", "sheet": view.sheet?.code ?? "",
            ]).setting("criteria", all: entry.criteria.map(\.rawValue))
        if form == nil { for (number, proof) in entry.proofs { filled = filled.setting("proof.\(number)", proof) } }
        if form == nil || error != nil { filled = filled.setting("version", "\(entry.version)") }
        return RegisterPages.form(
            request.page, filled, agencies: InnovationWords.agencies(request.innovations.directory, request.actor),
            action: InnovationsPaths.editEntry(entry.code), back: InnovationsPaths.entry(entry.code), isNew: false, error: error)
    }

    static func view(_ request: Request) async throws -> RegisterPages.View {
        let entry = try await find(request)
        let desk = request.innovations
        let (acts, notes, sheet, original, copies) = try await request.database.read { [actor = request.actor] tx in
            let sheet = try entry.sheet.flatMap { try tx.innovationSheet($0) }
            return (
                try desk.acts(on: entry, for: actor, tx), try tx.innovationNotes(of: entry.reference),
                try sheet.flatMap { try $0.maySee(actor, tx) ? $0 : nil },
                try entry.replicates.flatMap { try Innovation.find($0.text, tx) },
                try tx.replications(of: entry.id)
            )
        }
        let people = request.actor.kind == .account ? try await request.people(notes.map(\.author)) : [:]
        let taken = Set(copies.filter { $0.state != "stopped" }.map(\.agency.text) + [entry.agency.text])
        let adopters: [Choice] =
            request.actor.mayAnywhere(.editInnovations)
            ? InnovationWords.agencies(desk.directory, request.actor).filter { choice in
                !taken.contains(choice.value) && request.actor.may(.editInnovations, agency: choice.value)
            } : []
        return RegisterPages.View(
            entry: entry, acts: acts, notes: notes, people: people, sheet: sheet, original: original, copies: copies, adopters: adopters,
            agencies: desk.directory.agencies)
    }

    private static func one(_ request: Request, _ form: Form = .empty, _ noun: String = "", _ error: AppError? = nil) async throws -> HTML {
        var view = try await view(request)
        view.form = form
        view.noun = noun
        view.error = error
        return RegisterPages.one(request.page, view)
    }
}
