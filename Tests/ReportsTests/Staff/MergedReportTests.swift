import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

/// Whoever said the same thing second is kept informed, as her page promises, and loses nothing when the two are parted again.
@Suite struct MergedReportTests {
    @Test func `the reporter of a joined report hears how the other one goes on`() async throws {
        let world = try await ReportFixtures()
        let (main, twin) = (try await world.inProgress(), try await world.desk.submit(world.submission(), by: .visitor))
        try await world.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: world.triage)
        try await world.desk.perform(NoteProgress(text: "Antre aspal.", isPublic: false), on: main.id, by: world.clerk)
        try await world.desk.perform(NoteProgress(text: "Aspal dipesan.", isPublic: true), on: main.id, by: world.clerk)
        try await world.desk.perform(ClaimDone(text: "Sudah.", photos: [world.photo()]), on: main.id, by: world.clerk)
        try await world.desk.perform(ConfirmWork(), on: main.id, by: world.villageHead)
        let report = try await world.desk.file(main.id, for: world.triage).report
        try await world.desk.perform(AcceptResult(of: report, stars: 5), on: main.id, by: world.reporter(main))
        let notifier = ReportNotifier(desk: world.desk)
        try await Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber]).drain()
        let told = try await world.database.read { tx in
            try tx.rows("SELECT message, details FROM notification WHERE recipient = \("reporter:\(twin.id)") ORDER BY id")
        }
        #expect(
            told.map { $0.text("message") } == [
                "told.reporter.submit", "told.reporter.merge", "told.joined.news", "told.joined.news", "told.joined.confirm",
                "told.joined.closed",
            ])
        // Under her own code: the other one may be confidential.
        #expect(told.allSatisfy { $0.text("details").contains(twin.code) && !$0.text("details").contains(main.code) })
        let file = try await world.desk.file(twin.id, for: world.reporter(twin))
        #expect(file.mergedIntoCode == main.code && file.isMergedIntoPublic)
    }

    /// A report in public, done and checked, and one that was joined to it.
    private func joined(_ world: ReportFixtures) async throws -> (main: Receipt, twin: Receipt) {
        let (main, twin) = (try await world.inProgress(), try await world.desk.submit(world.submission(), by: .visitor))
        try await world.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: world.triage)
        return (main, twin)
    }

    private func check(_ world: ReportFixtures, _ main: Receipt) async throws {
        try await world.desk.perform(ClaimDone(text: "Sudah.", photos: [world.photo()]), on: main.id, by: world.clerk)
        try await world.desk.perform(ConfirmWork(), on: main.id, by: world.villageHead)
    }

    @Test func `the reporter of a joined report judges the result on her own, once there is one`() async throws {
        let world = try await ReportFixtures()
        let (main, twin) = try await joined(world)
        let reporter = world.reporter(twin)
        let early = try await world.desk.file(twin.id, for: reporter)
        #expect(early.acts.isEmpty && early.followed?.state == "in_progress")
        await #expect(throws: AppError.conflict("error.joined_not_done")) {
            try await world.desk.perform(AcceptResult(of: early.report, stars: 5), on: twin.id, by: reporter)
        }
        try await check(world, main)
        let own = try await world.desk.file(twin.id, for: reporter)
        #expect(Set(own.acts) == ["judge", "reopen"])
        let judged = try await world.desk.perform(AcceptResult(of: own.report, stars: 2, text: "Masih miring"), on: twin.id, by: reporter)
        #expect(judged.rating == 2 && judged.state == "merged" && judged.closure == .merged && judged.acceptedAt == nil)
        // The other one waits for its own reporter as before, and the figures count two people.
        let other = try await world.desk.file(main.id, for: world.triage).report
        #expect(other.state == "checked" && other.rating == nil)
        try await world.desk.perform(AcceptResult(of: other, stars: 4), on: main.id, by: world.reporter(main))
        let (kept, counted) = (try await world.desk.statistics(by: .agency), try await world.desk.recount(by: .agency))
        #expect(kept == counted)
    }

    @Test func `when it is not done she opens the report that hers follows, one level higher, and neither reads the other's words`()
        async throws
    {
        let world = try await ReportFixtures()
        let (main, twin) = try await joined(world)
        try await check(world, main)
        let own = try await world.desk.file(twin.id, for: world.reporter(twin)).report
        let act = ReopenReport(of: own, text: "Lubangnya masih ada di sisi kiri.")
        #expect(world.desk.target(of: act, by: own) == main.id)
        let stranger = try await world.desk.submit(world.submission("Lampu mati."), by: .visitor)
        await #expect(throws: AppError.forbidden) {
            try await world.desk.perform(act, on: main.id, by: world.reporter(stranger))
        }
        let reopened = try await world.desk.perform(act, on: main.id, by: world.reporter(twin))
        #expect(reopened.state == "in_progress" && reopened.level == 1 && reopened.reopenings == 1)
        await #expect(throws: AppError.self) { try await world.desk.perform(act, on: main.id, by: world.reporter(twin)) }
        let seen = try await world.desk.file(main.id, for: world.reporter(main))
        #expect(seen.timeline.last?.act == "reopen" && seen.timeline.last?.texts.isEmpty == true)
        #expect(seen.timeline.last?.details["joined"] == "1")
        let worked = try await world.desk.file(main.id, for: world.clerk)
        #expect(worked.timeline.last?.texts.map(\.text) == ["Lubangnya masih ada di sisi kiri."])

        let notifier = ReportNotifier(desk: world.desk)
        try await Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber]).drain()
        let told = try await world.database.read { tx in
            try tx.rows("SELECT recipient, message FROM notification ORDER BY id").map {
                "\($0.text("recipient")) \($0.text("message"))"
            }
        }
        #expect(told.contains("reporter:\(main.id) told.reporter.reopened_by_joined"))
        #expect(told.last { $0.hasPrefix("reporter:\(twin.id)") } == "reporter:\(twin.id) told.joined.confirm")

        // Parted again she is the reporter of her own report only.
        try await check(world, main)
        try await world.desk.perform(UnmergeReport(reason: "Ternyata lain"), on: twin.id, by: world.triage)
        await #expect(throws: AppError.forbidden) { try await world.desk.perform(act, on: main.id, by: world.reporter(twin)) }
    }

    @Test func `her page says how far the other one has come, and has the forms for it`() async throws {
        let site = try await ReportTestSite()
        let main = try await site.checked()
        let twin = try await site.desk.submit(site.submission("Lubang yang sama di depan pasar."), by: .visitor)
        try await site.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: site.triage)
        let (browser, path) = (site.site.browser(), "/ikuti/\(twin.code)/\(twin.secret)")
        let page = try await browser.get(path)
        #expect(page.text.contains("/laporan/\(main.code)"))
        #expect(Accessibility.faults(page.text, isPage: true).isEmpty)
        let empty = try await browser.submit(page.form(to: "\(path)/nilai"))
        #expect(empty.status == 422)
        #expect(try await browser.submit(empty.form(to: "\(path)/nilai"), filling: ["nilai_stars": "3"]).status == 303)
        let wordless = try await browser.submit(try await browser.get(path).form(to: "\(path)/belum-beres"))
        #expect(wordless.status == 422)
        let said = try await browser.submit(
            wordless.form(to: "\(path)/belum-beres"), filling: ["belum-beres_text": "Sisi kirinya masih berlubang."])
        #expect(said.status == 303)
        let states = try await site.desk.database.read { tx in
            try [main.id, twin.id].map { try tx.row("SELECT state FROM report WHERE id = \($0)")!.text("state") }
        }
        #expect(states == ["in_progress", "merged"])
        let after = try await browser.get(path)
        #expect(after.text.contains("Begitu selesai dan dicek") && !after.text.contains("\(path)/belum-beres"))
    }

    @Test func `she sends photos along when it is not done, and the other reporter sees them only once triage has approved them`()
        async throws
    {
        let site = try await ReportTestSite()
        let main = try await site.checked()
        let twin = try await site.desk.submit(site.submission("Lubang yang sama di depan pasar."), by: .visitor)
        try await site.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: site.triage)
        let (browser, path) = (site.site.browser(), "/ikuti/\(twin.code)/\(twin.secret)")
        let said = try await browser.submit(
            try await browser.get(path).form(to: "\(path)/belum-beres"), filling: ["belum-beres_text": "Sisi kirinya masih berlubang."],
            files: [
                UploadedFile(
                    field: "belum-beres_photos", filename: "kiri.jpg", claimedType: "image/jpeg", bytes: Pictures.scene(3))
            ])
        #expect(said.status == 303)
        let seen = try await site.desk.file(main.id, for: site.clerk)
        let photo = try #require(seen.timeline.last?.photos.first)
        #expect(seen.timeline.last?.act == "reopen" && photo.role == .before && !photo.isPublic)

        let other = Actor(kind: .reporter, id: main.id.text)
        let hers = try await site.desk.file(main.id, for: other)
        #expect(hers.timeline.last?.act == "reopen" && hers.timeline.last?.photos == [] && !hers.photos.contains { $0.id == photo.id })
        await #expect(throws: AppError.notFound) { try await site.desk.mayShow(photo: photo.id, to: other) }
        await #expect(throws: AppError.notFound) { try await site.desk.mayShow(photo: photo.id, to: .visitor) }
        #expect(try await site.desk.mayShow(photo: photo.id, to: site.clerk).id == photo.id)

        try await site.desk.perform(
            PublishReport(publicText: "Lubang di depan pasar.", publicPhotos: [photo.id]), on: main.id, by: site.triage)
        let approved = try await site.desk.file(main.id, for: other)
        #expect(approved.timeline.contains { $0.act == "reopen" && $0.photos.map(\.id) == [photo.id] })
        #expect(try await site.desk.mayShow(photo: photo.id, to: other).id == photo.id)
    }

    @Test func `her stars go when the two are parted, because they were for the other one`() async throws {
        let world = try await ReportFixtures()
        let (main, twin) = try await joined(world)
        try await check(world, main)
        let own = try await world.desk.file(twin.id, for: world.reporter(twin)).report
        try await world.desk.perform(AcceptResult(of: own, stars: 2), on: twin.id, by: world.reporter(twin))
        let parted = try await world.desk.perform(UnmergeReport(reason: "Ternyata lain"), on: twin.id, by: world.triage)
        #expect(parted.state == "received" && parted.rating == nil)
        let (kept, counted) = (try await world.desk.statistics(by: .agency), try await world.desk.recount(by: .agency))
        #expect(kept == counted && counted.total.rated == 0)
    }

    @Test func `her page does not let her wait for one that has ended without a result`() async throws {
        let site = try await ReportTestSite()
        let (main, twin) = (
            try await site.desk.submit(site.submission(), by: .visitor), try await site.desk.submit(site.submission(), by: .visitor)
        )
        try await site.verify(main)
        try await site.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: site.triage)
        let path = "/ikuti/\(twin.code)/\(twin.secret)"
        #expect(try await site.site.browser().get(path).text.contains("Begitu selesai dan dicek"))
        try await site.desk.perform(RejectReport(reason: .unclear, text: "Kurang jelas."), on: main.id, by: site.triage)
        let page = try await site.site.browser().get(path)
        #expect(page.text.contains("berakhir tanpa dikerjakan") && !page.text.contains("Begitu selesai dan dicek"))
        #expect(!page.text.contains("Yang ditunggu sekarang"))
    }

    @Test func `of a report that is not public she knows no more than that hers follows it`() async throws {
        let world = try await ReportFixtures()
        let (main, twin) = try await joined(world)
        try await check(world, main)
        try await world.database.write { tx in _ = try tx.run("UPDATE report SET is_public = \(false) WHERE id = \(main.id)") }
        let own = try await world.desk.file(twin.id, for: world.reporter(twin))
        #expect(own.acts == ["judge"] && own.followed == nil && own.mergedIntoCode == main.code)
        await #expect(throws: AppError.notFound) {
            try await world.desk.perform(ReopenReport(of: own.report, text: "Belum"), on: main.id, by: world.reporter(twin))
        }
    }

    @Test func `a report taken out of a merger is nobody's again, and its time runs from receipt`() async throws {
        let world = try await ReportFixtures()
        let (main, twin) = (try await world.inProgress(), try await world.inProgress())
        let due = try await world.desk.file(twin.id, for: world.triage).report.dueAt
        try await world.desk.perform(MergeReport(into: main.code, reason: "Sama"), on: twin.id, by: world.triage)
        world.time.pass(days: 2)
        var report = try await world.desk.perform(UnmergeReport(reason: "Ternyata lain"), on: twin.id, by: world.triage)
        #expect(report.state == "received" && report.agency == nil && report.checker == nil && report.mergedInto == nil)
        try await world.desk.perform(try await world.verify(), on: twin.id, by: world.triage)
        report = try await world.desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: twin.id, by: world.triage)
        #expect(report.dueAt == due)
    }

    @Test func `after an objection the time runs from the objection`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.desk.submit(world.submission(), by: .visitor)
        try await world.desk.perform(RejectReport(reason: .unclear, text: "Kurang jelas."), on: receipt.id, by: world.triage)
        world.time.pass(days: 14)
        let rejected = try await world.desk.file(receipt.id, for: world.triage).report
        try await world.desk.perform(ReopenReport(of: rejected, text: "Ini fotonya."), on: receipt.id, by: world.reporter(receipt))
        world.time.pass(days: 1)
        try await world.desk.perform(try await world.verify(), on: receipt.id, by: world.triage)
        let report = try await world.desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: receipt.id, by: world.triage)
        // Fourteen working days after Monday 16 March.
        #expect(report.dueAt == Instant("2026-04-03T16:59:59Z"))
    }
}
