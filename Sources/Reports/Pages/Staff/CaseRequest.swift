import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// One request about one report by an official.
struct CaseRequest {
    let request: Request
    let site: ReportSite

    init(_ request: Request) {
        self.request = request
        site = request.reports
    }

    /// The page of the case, with what was typed and what was wrong when an act was refused.
    func page(
        form: Form = .empty, noun: CaseNoun? = nil, photos: [PhotoDraft] = []
    ) async throws -> HTML {
        CasePage.page(request.page, try await view(form: form, noun: noun, photos: photos))
    }

    private func view(form: Form = .empty, noun: CaseNoun? = nil, photos: [PhotoDraft] = []) async throws -> CasePage.View {
        let file = try await site.desk.file(code: try request.parameter("code"), for: request.actor)
        let people = try await request.database.read { [actors = file.actors] tx in try tx.actorNames(actors) }
        let clock = file.currentClock
        return CasePage.View(
            file: file, names: try await site.names(request.language), people: people,
            calendarDaysLeft: clock.map { site.desk.daysLeft(until: $0.dueAt, agency: file.report.agency, now: request.now) },
            form: form, noun: noun, keptPhotos: photos.map(PhotoIntake(request).token),
            mayOpenIdentity: ReportPolicy.mayOpenIdentity(of: file.report, request.actor), tiles: request.installation.tiles)
    }

    /// Does what a form asks, or shows it again with everything typed and what to mend.
    func act() async throws -> Reply {
        try request.requireAccount()
        guard let noun = CaseNoun(rawValue: try request.parameter("noun")) else { throw AppError.notFound }
        let code = try request.parameter("code")
        let data = try await request.form()
        var checker = Checker(data)
        var (photos, refused): ([PhotoDraft], [Issue]) = ([], [])
        do {
            let file = try await site.desk.file(code: code, for: request.actor)
            let tree = try await site.names(request.language).tree
            if noun.takesPhotos { (photos, refused) = try await PhotoIntake(request).take(data, words: request.page) }
            checker.add(refused)
            let act = try CaseActs.act(noun, &checker, photos: photos, file: file, tree: tree)
            try checker.check()
            let version = data.neededVersion
            let flash = request.t(TextKey("staff.did.\(noun.rawValue)"), ["code": file.report.code])
            // Pressed twice it is one note, and nobody is told that somebody was quicker when it was she herself.
            return try await request.once { [desk = site.desk, actor = request.actor] tx in
                let after = try desk.perform(act, on: file.report.id, by: actor, expecting: version, in: tx)
                // Whoever gave the case away may not open it any more.
                let mayReturn = ReportPolicy.mayWorkOn(after, actor)
                return .redirect(mayReturn ? StaffPaths.report(after.code) : StaffPaths.workList(), flash: flash)
            }
        } catch let error as AppError where error.kind == .invalid {
            return .page(try await page(form: checker.form.with(error.issues), noun: noun, photos: photos), status: .unprocessableContent)
        } catch let error as AppError
            where error.kind == .conflict || error.message.key == "error.checker_is_claimer"
            || error.message.key == "error.postponed_before"
        {
            let form = checker.form.with([Issue("", error.inWords(request).message)])
            return .page(try await page(form: form, noun: noun, photos: photos), status: error.kind == .conflict ? .conflict : .forbidden)
        }
    }

    func openIdentity() async throws -> Reply {
        try request.requireAccount()
        let data = try await request.form()
        do {
            let (shut, reason) = (try await view(), data["reason"] ?? "")
            // Pressed twice it was opened once: the reporter reads every opening.
            return try await request.once { [desk = site.desk, actor = request.actor, page = request.page] tx in
                var opened = shut
                opened.identity = try desk.openIdentity(of: shut.file.report.id, by: actor, reason: reason, in: tx)
                return .page(CasePage.page(page, opened))
            }
        } catch let error as AppError where error.kind == .invalid {
            return .page(try await page(form: Form(data, issues: error.issues)), status: .unprocessableContent)
        }
    }
}
