import Directory
import Kernel
import Reports
import Storage
import Tables
import TestSupport
import Web
import Work

/// A whole site with the directory's pages and the reports, on the small regency of ``DirectoryFixtures``: for the pages of
/// officials and administrators.
struct OfficeSite {
    let site: TestSite
    let desk: ReportDesk
    let directory: DirectoryIndex
    let fixtures: DirectoryFixtures
    let triage: Actor
    let coordinator: Actor
    /// Has an account of her own, so that she can be told things.
    let clerk: Actor
    let otherClerk: Actor
    let checker: Actor
    let administrator: Actor

    static let roads = "infrastructure.road"
    static let violence = "violence"
    static let village = "35.09.19.1001"

    init(start: String = "2026-03-02T02:00:00Z") async throws {
        var directoryPart = try Capability.directory(permissions: Permission.ofReports, roles: BuiltinRole.reports)
        // Who is asking is said by the test, not by a sign-in page.
        directoryPart.access = nil
        site = try await TestSite(
            [Capability(name: "ground", migrations: WorkMigrations.all, words: try TableWords.load()), directoryPart, .reports()],
            world: TestWorld(start: start, seed: 2))
        fixtures = try await DirectoryFixtures(start: start, database: site.installation.database)
        desk = site.installation.services.get()
        directory = site.installation.services.get()
        try await directory.refresh()
        let agencies = directory.agencies
        func id(_ code: String) -> String { agencies.find(code: code)!.id.text }
        func official(_ id: String, _ name: String, _ permissions: Set<Permission>, _ agencies: Set<String>? = nil) -> Actor {
            Actor(kind: .account, id: id, name: name, grants: [Grant(permissions: permissions, agencies: agencies)])
        }
        triage = official("triage", "Rina", [.triageReports, .openIdentities, .readReports])
        coordinator = official("coordinator", "Budi", [.coordinateReports, .triageReports, .checkReports, .readReports])
        clerk = official(fixtures.clerk.id, "Agus", [.handleReports, .openIdentities], [id("DPU")])
        otherClerk = official("other", "Dewi", [.handleReports], [id("RSUD")])
        checker = official("checker", "Sutrisno", [.checkReports], [id("KEL-MANGLI")])
        administrator = official(
            fixtures.administrator.id, "Wulan", Set(DirectoryPermission.all + Permission.ofReports))
        let edit = EditCategories(directory, rules: desk.rules)
        let from = Day("2024-01-01")!
        let top = try await edit.create(CategoryDraft(nameIndonesian: "Infrastructure", position: 10, validFrom: from), by: .system)
        try await edit.create(
            CategoryDraft(
                parent: top.id, nameIndonesian: "Road", nameEnglish: "Broken road", agency: id("DPU"), needsEvidence: true, position: 20,
                validFrom: from), by: .system)
        try await edit.create(
            CategoryDraft(nameIndonesian: "Violence", kind: .oversight, rounding: 1000, isSensitive: true, position: 30, validFrom: from),
            by: .system)
    }

    func agency(_ code: String) -> String { directory.agencies.find(code: code)!.id.text }

    func browser(_ actor: Actor) -> TestBrowser {
        let browser = site.browser()
        browser.signIn(actor)
        return browser
    }

    func submission(_ text: String = "Jalan berlubang di depan pasar.", _ disclosure: Report.Disclosure = .open) -> Submission {
        var submission = Submission()
        submission.category = OfficeSite.roads
        submission.text = text
        submission.village = OfficeSite.village
        submission.latitude = -8.181
        submission.longitude = 113.661
        submission.disclosure = disclosure
        submission.identity = ReporterIdentity(name: "Siti Aminah", phone: "0812-3456-7890", mail: "siti@example.org")
        return submission
    }

    func report(_ id: Identifier<Report>) async throws -> Report {
        try await desk.database.read { tx in try tx.row("SELECT * FROM report WHERE id = \(id)").map(Report.init(row:))! }
    }

    @discardableResult
    func verify(_ receipt: Receipt) async throws -> Receipt {
        let report = try await report(receipt.id)
        let tree = try await desk.database.read { CategoryTree(try $0.categories()) }
        try await desk.perform(
            VerifyReport(
                kind: .complaint, category: tree[report.category]!, disclosure: report.disclosure, publicText: report.text, publicPhotos: []
            ),
            on: receipt.id, by: coordinator)
        return receipt
    }

    func received(_ text: String = "Jalan berlubang di depan pasar.", _ disclosure: Report.Disclosure = .open) async throws -> Receipt {
        try await desk.submit(submission(text, disclosure), by: .visitor)
    }

    func assigned(_ text: String = "Jalan berlubang di depan pasar.", to agency: String = "DPU", _ disclosure: Report.Disclosure = .open)
        async throws -> Receipt
    {
        let receipt = try await verify(try await received(text, disclosure))
        try await desk.perform(AssignReport(agency: self.agency(agency)), on: receipt.id, by: coordinator)
        return receipt
    }

    func inProgress(_ text: String = "Jalan berlubang di depan pasar.", _ disclosure: Report.Disclosure = .open) async throws -> Receipt {
        let receipt = try await assigned(text, to: "DPU", disclosure)
        try await desk.perform(AcceptReport(), on: receipt.id, by: clerk)
        return receipt
    }

    func photo(_ name: String) async throws -> PhotoDraft {
        let file = try await site.installation.files.put(Array("picture \(name)".utf8))
        let thumbnail = try await site.installation.files.put(Array("small \(name)".utf8))
        return PhotoDraft(file: file, thumbnail: thumbnail, width: 800, height: 600, look: "look-\(name)")
    }

    func closed() async throws -> Receipt {
        let receipt = try await inProgress()
        try await desk.perform(ClaimDone(text: "Sudah ditambal.", photos: [try await photo("after")]), on: receipt.id, by: clerk)
        try await desk.perform(ConfirmWork(text: "Rata."), on: receipt.id, by: checker)
        try await desk.perform(
            AcceptResult(of: try await report(receipt.id), stars: 5), on: receipt.id, by: Actor(kind: .reporter, id: receipt.id.text))
        return receipt
    }

    /// Tells every waiting event, and does every job that follows.
    func settle() async throws {
        let capability = try Capability.reports()
        let installation = site.installation
        try await Outbox(database: desk.database, world: desk.world, subscribers: capability.subscribers(installation)).drain()
        // Mail is not ours to send here.
        let mail = JobHandler(Notification.mailJob) { _ in }
        try await Queue(
            database: desk.database, world: desk.world, handlers: capability.jobs(installation) + [mail], logger: installation.logger
        ).drain()
    }
}
