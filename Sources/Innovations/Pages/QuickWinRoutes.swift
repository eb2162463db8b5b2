import Directory
import Kernel
import Storage
import Web
import Work

/// Pages of quick wins.
enum QuickWinRoutes {
    static let all: [PageRoute] = [
        .get(InnovationsPaths.quickWins) { request in
            let wins = try await request.database.read { [actor = request.actor] tx in try tx.quickWins(for: actor) }
            return .page(QuickWinPages.list(request.page, wins, request.innovations.directory.agencies))
        },
        .get(InnovationsPaths.quickWinsCSV) { request in
            let wins = try await request.database.read { [actor = request.actor] tx in try tx.quickWins(for: actor) }
            return PlainTable.quickWins(wins, request.page, request.innovations.directory.agencies).csv(filename: "quick-win.csv")
        },
        .get(InnovationsPaths.quickWinsXLSX) { request in
            let wins = try await request.database.read { [actor = request.actor] tx in try tx.quickWins(for: actor) }
            return try await PlainTable.quickWins(wins, request.page, request.innovations.directory.agencies).reply(
                "xlsx", name: "quick-win")
        },
        .get(InnovationsPaths.quickWin) { request in
            if try request.parameter("code") == "baru" { return .page(try await new(request, nil, nil)) }
            return .page(try await one(request))
        },
        .post(InnovationsPaths.quickWin) { request in
            guard try request.parameter("code") == "baru" else { throw AppError.notFound }
            return try await request.act(again: { form, error in try await new(request, form, error) }) { data in
                let desk = request.innovations
                let sheet = try await desk.sheetFile(code: data["sheet"] ?? "", for: request.actor).sheet
                let draft = try await draft(data, request)
                let win = try await desk.proposeQuickWin(draft, on: sheet.id, by: request.actor)
                return .redirect(
                    InnovationsPaths.quickWin(win.code), flash: request.t("quick_win.did.proposed"), sent: "quick-win-\(sheet.code)")
            }
        },
        .get(InnovationsPaths.quickWinAct) { request in
            switch try request.parameter("noun") {
            case "ubah": return .page(try await edit(request, nil, nil))
            case "paparan": return try await Presentation.reply(try await find(request), request.installation.files)
            default: throw AppError.notFound
            }
        },
        .post(InnovationsPaths.quickWinAct, limits: Presentation.limits) { request in
            let noun = try request.parameter("noun")
            let code = try request.parameter("code")
            if noun == "ubah" {
                return try await request.act(again: { form, error in try await edit(request, form, error) }) { data in
                    let win = try await find(request)
                    let draft = try await draft(data, request, editing: win)
                    try await request.innovations.perform(
                        EditQuickWin(draft), on: win.recordID, by: request.actor, expecting: data.neededVersion)
                    return .redirect(
                        InnovationsPaths.quickWin(code), flash: request.t("innovation.did.saved"), sent: "quick-win-\(win.code)")
                }
            }
            return try await request.act(again: { form, error in try await one(request, form, noun, error) }) { data in
                try await act(noun, data, request)
                return .redirect(InnovationsPaths.quickWin(code), flash: request.t(TextKey("quick_win.did.\(noun)")))
            }
        },
    ]

    private static func act(_ noun: String, _ data: FormData, _ request: Request) async throws {
        let desk = request.innovations
        let (id, actor, version) = (try await find(request).recordID, request.actor, data.neededVersion)
        switch noun {
        case "pemilihan": try await desk.perform(ChooseQuickWin(), on: id, by: actor, expecting: version)
        case "mulai": try await desk.perform(StartQuickWin(), on: id, by: actor, expecting: version)
        case "paparan": try await present(data, request, expecting: version)
        case "pencoretan": try await desk.perform(DropQuickWin(data["text"] ?? ""), on: id, by: actor, expecting: version)
        case "pengukuran", "pengukuran-ulang":
            var checker = Checker(data)
            let on = checker.day("after_on")
            let typed = checker.line("after", max: 20)
            let after = SheetNumber.decimal(typed)
            if after == nil, !typed.isEmpty { checker.add("after", Message("error.sheet_number", ["value": typed])) }
            let (found, missing) = try await desk.database.read { tx in try desk.findEvidence(data["evidence"] ?? "", for: actor, tx) }
            for what in missing { checker.add("evidence", Message("error.sheet_evidence", ["what": what])) }
            try checker.check()
            let act = MeasureQuickWin(
                after, on: on, evidence: found, note: data["text"] ?? "", again: noun == "pengukuran-ulang")
            try await desk.perform(act, on: id, by: actor, expecting: version)
        default: throw AppError.notFound
        }
    }

    /// Takes a file in for whoever may put it, or takes the one that is there away.
    static func present(_ data: FormData, _ request: Request, expecting version: Int?) async throws {
        let (desk, win) = (request.innovations, try await find(request))
        // Asked before anything is kept, and again where it is written.
        let acts = try await request.database.read { [actor = request.actor] tx in try desk.acts(on: win, for: actor, tx) }
        guard acts.contains("present") else { throw AppError.forbidden }
        let file = data["hapus"] == "1" ? nil : try await Presentation.take(data, in: request.installation.files)
        try await desk.perform(PresentQuickWin(file), on: win.recordID, by: request.actor, expecting: version)
    }

    static func find(_ request: Request) async throws -> QuickWin {
        let code = try request.parameter("code")
        return try await request.database.read { [actor = request.actor] tx in
            guard let win = try tx.quickWin(code: code), try win.maySee(actor, tx) else { throw AppError.notFound }
            return win
        }
    }

    private static func draft(_ data: FormData, _ request: Request, editing win: QuickWin? = nil) async throws -> QuickWinDraft {
        let desk = request.innovations
        let marks = win.map { EvidenceMarks(desk.vault, record: $0.recordID) }
        var checker = Checker(data)
        var draft = QuickWinDraft()
        draft.title = checker.line("title", max: 200)
        draft.service = checker.text("service", max: 2000)
        draft.contact = checker.text("contact", max: 2000)
        draft.startOn = checker.day("start_on")
        draft.endOn = checker.day("end_on")
        draft.measure = checker.line("measure", max: 300)
        draft.unit = checker.line("unit", max: 60)
        let before = checker.line("before", max: 20)
        draft.before = SheetNumber.decimal(before)
        if draft.before == nil, !before.isEmpty { checker.add("before", Message("error.sheet_number", ["value": before])) }
        draft.beforeOn = checker.day("before_on")
        draft.presentation = checker.lineIfAny("presentation", max: 500) ?? ""
        draft.isExisting = data["is_existing"] == "1"
        let read = try await request.database.read { [actor = request.actor] tx in
            try AnswerForm.read(
                data, [SheetField("evidence", .evidence, Bilingual())], years: 2000...2000,
                kept: ["evidence": .evidence(win?.evidence ?? [])], marks
            ) {
                try desk.findEvidence($0, for: actor, tx)
            }
        }
        if case .evidence(let rows)? = read.answers["evidence"] { draft.evidence = rows }
        checker.add(read.issues)
        guard checker.isFine else { throw AppError.invalid(checker.issues) }
        return draft
    }

    private static func new(_ request: Request, _ form: Form?, _ error: AppError?) async throws -> HTML {
        try request.requireAccount()
        let code = form?.value("sheet") ?? request.query["lembar"] ?? ""
        let file = try await request.innovations.sheetFile(code: code, for: request.actor)
        let today = request.innovations.directory.today
        // What the sheet says already is not typed again: its first outcome is what a quick win shows.
        var measure: SheetIndicator?
        if case .indicators(let rows)? = file.sheet.answers["outcomes"] { measure = rows.first }
        let filled =
            form
            ?? Form([
                "title": file.sheet.title, "start_on": today.description, "end_on": today.adding(300).description,
                "before_on": today.description, "measure": measure?.name ?? "", "unit": measure?.unit ?? "",
                "before": (measure?.baseline ?? "").replacing(".", with: ","),
            ])
        return QuickWinPages.form(
            request.page, filled, sheet: file.sheet, action: InnovationsPaths.quickWin("baru"),
            back: InnovationsPaths.sheet(file.sheet.code),
            evidence: file.evidence, error: error)
    }

    private static func edit(_ request: Request, _ form: Form?, _ error: AppError?) async throws -> HTML {
        try request.requireAccount()
        let view = try await view(request)
        guard view.acts.contains("edit") else { throw AppError.forbidden }
        let win = view.win
        let marks = EvidenceMarks(request.innovations.vault, record: win.recordID)
        var filled =
            form
            ?? AnswerForm.fill(
                Form([
                    "title": win.title, "service": win.service, "contact": win.contact, "start_on": win.startOn.description,
                    "end_on": win.endOn.description, "measure": win.measure, "unit": win.unit,
                    "before": win.before.replacing(".", with: ","),
                    "before_on": win.beforeOn.description, "presentation": win.presentation,
                    "is_existing": win.isExisting == true ? "1" : "",
                ]), [SheetField("evidence", .evidence, Bilingual())], ["evidence": .evidence(win.evidence)], marks)
        if form == nil || error != nil { filled = filled.setting("version", "\(win.version)") }
        return QuickWinPages.form(
            request.page, filled, sheet: view.sheet, win: win.code, action: InnovationsPaths.quickWinAct(win.code, "ubah"),
            back: InnovationsPaths.quickWin(win.code), kept: win.evidence, evidence: view.evidence, marks: marks,
            error: error)
    }

    static func view(_ request: Request) async throws -> QuickWinPages.View {
        let win = try await find(request)
        let desk = request.innovations
        let (sheet, acts, notes, evidence) = try await request.database.read { [actor = request.actor] tx in
            guard let sheet = try tx.innovationSheet(win.sheet) else { throw AppError.notFound }
            return (
                sheet, try desk.acts(on: win, for: actor, tx), try tx.innovationNotes(of: win.reference),
                try desk.references.views(of: win.evidence.map(\.reference), for: actor, tx)
            )
        }
        let people = request.actor.kind == .account ? try await request.people(notes.map(\.author)) : [:]
        return QuickWinPages.View(
            win: win, sheet: sheet, acts: acts, notes: notes, evidence: evidence, people: people,
            agency: desk.directory.agencies.name(win.agency.text))
    }

    private static func one(_ request: Request, _ form: Form = .empty, _ noun: String = "", _ error: AppError? = nil) async throws -> HTML {
        var view = try await view(request)
        view.form = form
        view.noun = noun
        view.error = error
        return QuickWinPages.one(request.page, view, places: request.innovations.directory.places.now)
    }
}
