import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Pages on which sheets are written.
enum SheetEditRoutes {
    static let all: [PageRoute] = [
        .get(InnovationsPaths.newSheet) { request in
            try mayWrite(request)
            let today = request.innovations.directory.today.civil.year
            return .page(
                new(request, Form(["from_year": "\(today + 1)", "to_year": "\(today + 5)", "pillar": request.query["subpilar"] ?? ""])))
        },
        .post(InnovationsPaths.newSheet) { request in
            try mayWrite(request)
            return try await request.act(again: { form, _ in new(request, form) }) { data in
                let (draft, issues) = SheetWriting.core(data, SheetDraft())
                guard issues.isEmpty else { throw AppError.invalid(issues) }
                let sheet = try await request.innovations.createSheet(draft, by: request.actor)
                return .redirect(
                    InnovationsPaths.editSheet(sheet.code), flash: request.t("innovation.did.created", ["code": sheet.code]),
                    sent: "lembar-baru")
            }
        },
        .get(InnovationsPaths.editSheet) { request in .page(try await edit(request, nil, nil)) },
        .post(InnovationsPaths.editSheet) { request in
            if let more = SheetWriting.more(try await request.form()) { return .page(try await edit(request, more, nil)) }
            return try await request.act(again: { form, error in try await edit(request, form, error) }) { data in
                try await save(request, data)
            }
        },
        .post(InnovationsPaths.sheetAct) { request in
            let noun = try request.parameter("noun")
            try request.requireAccount()
            return try await request.act(again: { form, error in try await SheetRoutes.page(request, form: form, noun: noun, error: error) }
            ) {
                data in
                let code = try request.parameter("code")
                try await SheetNoun(noun: noun, data: data).perform(on: code, request)
                return .redirect(InnovationsPaths.sheet(code), flash: request.t(TextKey("innovation.did.\(noun)")))
            }
        },
    ]

    private static func mayWrite(_ request: Request) throws {
        try request.requireAccount()
        try request.require([.editInnovations, .decideInnovations])
    }

    private static func save(_ request: Request, _ data: FormData) async throws -> Reply {
        let desk = request.innovations
        let code = try request.parameter("code")
        let file = try await desk.sheetFile(code: code, for: request.actor)
        let draft = try await writing(file, request).draft(data, for: request.actor, desk)
        try await desk.perform(EditSheet(draft), on: file.sheet.recordID, by: request.actor, expecting: data.neededVersion)
        return .redirect(
            InnovationsPaths.sheet(code), flash: request.t("innovation.did.saved"), sent: "lembar-\(file.sheet.code)")
    }

    private static func writing(_ file: SheetFile, _ request: Request) -> SheetWriting {
        let (directory, lead) = (request.innovations.directory, file.sheet.lead.text)
        var leads = InnovationWords.agencies(directory, request.actor)
        if !leads.contains(where: { $0.value == lead }) { leads.append(Choice(lead, directory.agencies.name(lead))) }
        return SheetWriting(file, places: directory.places.now, leads: leads)
    }

    private static func new(_ request: Request, _ form: Form) -> HTML {
        let page = request.page
        let title = page.t("innovation.new_sheet")
        let agencies = InnovationWords.agencies(request.innovations.directory, request.actor)
        let filled = form.value("lead").isEmpty && agencies.count == 1 ? form.setting("lead", agencies[0].value) : form
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.sheets"), InnovationsPaths.sheets())], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("innovation.new_sheet.lead"))</p>\(ErrorSummary(page, filled))\
                \(PostForm(page, InnovationsPaths.newSheet(), draft: "lembar-baru", "\(SheetWriting.core(page, filled, agencies))<p>\(Button(page.t("innovation.begin")))</p>"))</div>
                """)
    }

    private static func edit(_ request: Request, _ form: Form?, _ error: AppError?) async throws -> HTML {
        try request.requireAccount()
        let desk = request.innovations
        let file = try await desk.sheetFile(code: try request.parameter("code"), for: request.actor)
        let (page, sheet) = (request.page, file.sheet)
        guard file.acts.contains("edit") else {
            throw file.acts.isEmpty ? AppError.forbidden : AppError.conflict("error.sheet_not_open")
        }
        let form = writing(file, request).form(
            page, form, error, action: InnovationsPaths.editSheet(sheet.code), draft: "lembar-\(sheet.code)",
            back: InnovationsPaths.sheet(sheet.code))
        return Layout.page(
            page, title: sheet.code,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.sheets"), InnovationsPaths.sheets()), (sheet.code, InnovationsPaths.sheet(sheet.code))], title: page.t("innovation.edit")))\
                <div class="stack"><h1>\(page.t("innovation.edit_sheet", ["code": sheet.code]))</h1>\(form)</div>
                """)
    }
}

/// Reads the form of one noun as the act it asks for.
struct SheetNoun {
    let noun: String
    let data: FormData

    func perform(on code: String, _ request: Request) async throws {
        let desk = request.innovations
        let sheet = try await desk.sheetFile(code: code, for: request.actor).sheet
        let (id, actor, version, text) = (sheet.recordID, request.actor, data.neededVersion, data["text"] ?? "")
        switch noun {
        case "pengajuan": try await desk.perform(SubmitSheet(), on: id, by: actor, expecting: version)
        case "penarikan": try await desk.perform(TakeSheetBack(), on: id, by: actor, expecting: version)
        case "pengembalian": try await desk.perform(ReturnSheet(text), on: id, by: actor, expecting: version)
        case "penerimaan": try await desk.perform(AcceptSheet(note: text), on: id, by: actor, expecting: version)
        case "penetapan": try await desk.perform(IncludeSheet(), on: id, by: actor, expecting: version)
        case "formulir": try await desk.perform(RenewSheetForm(), on: id, by: actor, expecting: version)
        case "pencoretan": try await desk.perform(DropSheet(text), on: id, by: actor, expecting: version)
        case "kaitan":
            var checker = Checker(data)
            let node = checker.idIfAny("node", PlanNode.self)
            try checker.check()
            try await desk.perform(ConnectSheet(node), on: id, by: actor, expecting: version)
        case "geser":
            var checker = Checker(data)
            let years = checker.int("years", in: -50...50) ?? 0
            try checker.check()
            try await desk.perform(ShiftSheet(by: years), on: id, by: actor, expecting: version)
        case "ajakan":
            var checker = Checker(data)
            let agency = checker.id("agency", Agency.self)
            let share = checker.intIfAny("share", in: 1...100)
            try checker.check()
            let links = request.plans.links
            try await links.propose(
                ParticipationDraft(sheet.reference, agency: agency!.text, share: share, note: data["note"] ?? ""), by: actor)
        case "jawaban":
            let links = request.plans.links
            guard let part = data["part"], let act = data["act"], ["accept", "decline", "ask"].contains(act) else {
                throw AppError.notFound
            }
            try await links.perform(act, on: Participation.self, part, text: text, by: actor, expecting: version)
        default: throw AppError.notFound
        }
    }
}
