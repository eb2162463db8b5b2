import Kernel
import Reports
import Storage
import TestSupport
import Testing
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
