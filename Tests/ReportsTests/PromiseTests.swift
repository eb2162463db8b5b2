import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// A day somebody gave their word for stays, whatever is computed anew, and is reminded of one level after the other.
@Suite struct PromiseTests {
    private func finish(_ world: ReportFixtures, _ receipt: Receipt) async throws -> Clock {
        try #require(try await world.clocks(receipt).last { $0.name == "finish" })
    }

    private func alerts(_ world: ReportFixtures, _ receipt: Receipt) async throws -> [String] {
        try await world.database.read { try $0.events(of: Reference("report", receipt.id)) }
            .filter { $0.kind == "report.alert" && $0.details["clock"] == "finish" }.map { $0.details["percent"] ?? "" }
    }

    @Test func `a promised day outlives claiming, sending back and a changed calendar`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        // Another one, to which nobody gave their word.
        _ = try await world.inProgress()
        let end = Instant("2026-04-30T16:59:59Z")!
        try await world.desk.perform(ScheduleReport(until: Day("2026-04-30")!, text: "Masuk rencana."), on: receipt.id, by: world.clerk)
        #expect(try await finish(world, receipt).dueAt == end)
        try await world.desk.perform(ClaimDone(text: "Sudah.", photos: [world.photo()]), on: receipt.id, by: world.clerk)
        try await world.desk.perform(SendBack(text: "Belum."), on: receipt.id, by: world.villageHead)
        #expect(try await finish(world, receipt).dueAt == end)
        // In progress again, a calendar is published with a holiday in between.
        let calendar = WorkCalendar(version: "2026.2", holidays: [Day("2026-03-10")!])
        #expect(try await world.desk.preview(calendar, unit: ReportFixtures.publicWorks).moved == 1)
        _ = try await world.desk.recompute(calendar, unit: ReportFixtures.publicWorks)
        #expect(try await finish(world, receipt).dueAt == end)
        #expect(try await world.desk.file(receipt.id, for: world.clerk).report.dueAt == end)
    }

    @Test func `a day promised before promises were kept apart is kept as one by the upgrade`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        // One to which nobody gave their word stays without.
        let other = try await world.inProgress()
        let end = Instant("2026-04-30T16:59:59Z")!
        try await world.desk.perform(ScheduleReport(until: Day("2026-04-30")!, text: "Masuk rencana."), on: receipt.id, by: world.clerk)
        let said = world.time.now
        world.time.pass(days: 1)
        let step = try #require(ReportsMigrations.all.first { $0.name == "reports.11.promises" })
        try await world.database.write { tx in
            try tx.run("UPDATE clock SET promised_at = NULL, promised_due_at = NULL")
            for statement in step.statements { try tx.run(statement) }
        }
        let clock = try await finish(world, receipt)
        #expect(clock.promisedDueAt == end && clock.promisedAt == said)
        #expect(try await finish(world, other).promisedDueAt == nil)
        let calendar = WorkCalendar(version: "2026.2", holidays: [Day("2026-03-10")!])
        _ = try await world.desk.recompute(calendar, unit: ReportFixtures.publicWorks)
        #expect(try await finish(world, receipt).dueAt == end)
    }

    @Test func `days of checking put a promised day off, as they do any other`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        try await world.desk.perform(ScheduleReport(until: Day("2026-03-05")!, text: "Kamis."), on: receipt.id, by: world.clerk)
        try await world.desk.perform(ClaimDone(text: "Sudah.", photos: [world.photo()]), on: receipt.id, by: world.clerk)
        world.time.pass(days: 2)
        try await world.desk.perform(SendBack(text: "Belum."), on: receipt.id, by: world.villageHead)
        // Thursday 5 March and two working days more.
        #expect(try await finish(world, receipt).dueAt == Instant("2026-03-09T16:59:59Z"))
    }

    @Test func `its alerts come one after the other over the time there is until that day`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        // The first word stops the clock of the answer; what is left is the one of the work.
        try await world.desk.perform(NoteProgress(text: "Diukur.", isPublic: true), on: receipt.id, by: world.clerk)
        try await world.desk.perform(ScheduleReport(until: Day("2026-04-30")!, text: "Masuk rencana."), on: receipt.id, by: world.clerk)
        var seen: [String: Int] = [:]
        for _ in 0..<100 {
            world.time.pass(days: 1)
            try await world.escalateAll()
            for percent in try await alerts(world, receipt) { seen[percent, default: 0] += 1 }
        }
        #expect(try await alerts(world, receipt) == ["50", "80", "100", "150"])
        // Counted in days since: half-way came long before the end, and the end long before half as much again.
        let days = { (percent: String) in 100 - (seen[percent] ?? 0) }
        #expect(days("50") > 25 && days("80") > days("50") + 7 && days("100") > days("80") + 7 && days("150") > days("100") + 20)
        #expect(try await world.desk.file(receipt.id, for: world.clerk).report.level == 3)
    }

    @Test func `what may not be promised is refused in words`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        let today = world.time.now.parts(offsetHours: 7).day
        func refused(_ act: any ReportAct, _ actor: Actor) async throws -> AppError? {
            await #expect(throws: AppError.self) { try await world.desk.perform(act, on: receipt.id, by: actor) }
        }
        let past = try await refused(ScheduleReport(until: today, text: "Hari ini"), world.clerk)
        #expect(past?.issues == [Issue("until", "error.not_in_future")])
        let far = try await refused(PostponeReport(until: today.adding(31), reason: "Aspal"), world.clerk)
        #expect(far?.issues == [Issue("until", Message("error.too_far", ["days": "30"]))])
        try await world.desk.perform(PostponeReport(until: today.adding(30), reason: "Aspal"), on: receipt.id, by: world.clerk)
        try await world.desk.perform(ResumeReport(), on: receipt.id, by: world.clerk)
        let twice = try await refused(PostponeReport(until: today.adding(20), reason: "Lagi"), world.clerk)
        #expect(twice?.message.key == "error.postponed_before")
        let both = Actor(kind: .account, id: "both", grants: world.clerk.grants + world.coordinator.grants)
        try await world.desk.perform(PostponeReport(until: today.adding(20), reason: "Lagi"), on: receipt.id, by: both)
    }

    @Test func `thirty days after closing a case can be reopened, not later`() async throws {
        let world = try await ReportFixtures()
        let (early, late) = (try await world.checked(), try await world.checked())
        for receipt in [early, late] {
            let report = try await world.desk.file(receipt.id, for: world.triage).report
            try await world.desk.perform(AcceptResult(of: report, stars: 4), on: receipt.id, by: world.reporter(receipt))
        }
        func reopen(_ receipt: Receipt) async throws {
            let report = try await world.desk.file(receipt.id, for: world.triage).report
            try await world.desk.perform(ReopenReport(of: report, text: "Rusak lagi."), on: receipt.id, by: world.reporter(receipt))
        }
        world.time.pass(days: 29)
        try await reopen(early)
        world.time.pass(days: 2)
        let error = await #expect(throws: AppError.self) { try await reopen(late) }
        #expect(error?.message.key == "error.reopen_too_late")
    }
}
