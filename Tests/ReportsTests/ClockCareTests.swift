import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// Clocks run for whoever owes something, stand still while it is somebody else's turn, and end with the case.
@Suite struct ClockCareTests {
    private func running(_ world: ReportFixtures, _ receipt: Receipt) async throws -> Set<String> {
        Set(try await world.clocks(receipt).filter { $0.stoppedAt == nil && $0.pausedAt == nil }.map(\.name))
    }

    private func report(_ world: ReportFixtures, _ receipt: Receipt) async throws -> Report {
        try await world.desk.file(receipt.id, for: world.triage).report
    }

    @Test func `a returned case is on triage's clock again, and a rejection stops all of them`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.returned()
        #expect(try await running(world, receipt) == ["verification", "answer", "finish"])
        let owed = try await world.database.read { try $0.obligations(of: Reference("report", receipt.id)) }
        let verification = try #require(try await world.clocks(receipt).last { $0.name == "verification" })
        #expect(owed.map(\.dueAt) == [verification.dueAt] && owed[0].dueAt > world.time.now.adding(days: 2))
        try await world.desk.perform(RejectReport(reason: .outsideRegency, text: "Jalan provinsi."), on: receipt.id, by: world.triage)
        #expect(try await world.clocks(receipt).allSatisfy { $0.stoppedAt != nil })
    }

    @Test func `the reporter's turn stops every clock of the officials, and silence then ends them all`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.returned()
        world.time.pass(days: 1)
        try await world.desk.perform(AskReporter(question: "Di mana?"), on: receipt.id, by: world.triage)
        #expect(try await running(world, receipt) == ["reply"])
        let paused = try await world.clocks(receipt).filter { $0.pausedAt != nil }.map(\.name)
        #expect(Set(paused) == ["verification", "answer", "finish"])
        world.time.pass(days: 16)
        try await world.escalateAll()
        let closed = try await report(world, receipt)
        #expect(closed.state == "closed_incomplete" && closed.closure == .incomplete && !closed.isOverdue && closed.level == 0)
        #expect(try await world.clocks(receipt).allSatisfy { $0.stoppedAt != nil })
        let due = try await world.database.read { try $0.clocksToEscalate(at: world.time.now.adding(days: 400), limit: 10) }
        #expect(due.isEmpty)
    }

    @Test func `an answer starts them again, later by the working days she took`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.returned()
        let before = try #require(try await world.clocks(receipt).last { $0.name == "finish" })
        try await world.desk.perform(AskReporter(question: "Di mana?"), on: receipt.id, by: world.triage)
        // From Monday to Thursday.
        world.time.pass(days: 3)
        try await world.desk.perform(CompleteReport(text: "Depan pasar."), on: receipt.id, by: world.reporter(receipt))
        let after = try #require(try await world.clocks(receipt).last { $0.name == "finish" })
        #expect(after.pausedDays == 3 && after.pausedAt == nil)
        // Friday 20 March, and three working days more.
        #expect(before.dueAt == Instant("2026-03-20T16:59:59Z") && after.dueAt == Instant("2026-03-25T16:59:59Z"))
        #expect(try await report(world, receipt).dueAt == after.dueAt)
    }

    @Test func `clocks that cannot be raised keep no other from being`() async throws {
        let world = try await ReportFixtures()
        var receipts: [Receipt] = []
        for _ in 0..<5 { receipts.append(try await world.desk.submit(world.submission(), by: .visitor)) }
        let broken = receipts.prefix(3).map(\.id)
        try await world.database.write { tx in
            for id in broken { try tx.run("UPDATE report SET workflow_version = 99 WHERE id = \(id)") }
        }
        world.time.pass(days: 10)
        await #expect(throws: AppError.self) { while try await world.desk.escalate(limit: 2) > 0 {} }
        for receipt in receipts.dropFirst(3) {
            let events = try await world.database.read { try $0.events(of: Reference("report", receipt.id)) }
            #expect(events.count { $0.kind == "report.alert" } == 4)
        }
    }

    @Test func `a clock that an earlier version left running on a closed case is stopped and told to nobody`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.returned()
        try await world.desk.perform(RejectReport(reason: .outsideRegency, text: "Jalan provinsi."), on: receipt.id, by: world.triage)
        let version = try await report(world, receipt).version
        let now = world.time.now
        try await world.database.write { tx in
            try tx.run(
                "UPDATE clock SET stopped_at = NULL, next_alert_at = \(now) WHERE subject_id = \(receipt.id) AND name = 'answer'")
        }
        #expect(try await world.desk.escalate() == 0)
        #expect(try await world.clocks(receipt).allSatisfy { $0.stoppedAt != nil })
        #expect(try await report(world, receipt).version == version)
    }

    @Test func `the agency that has a case now is held to its own week`() async throws {
        let world = try await ReportFixtures(sixDays: [ReportFixtures.transport])
        let receipt = try await world.returned()
        let five = try #require(try await world.clocks(receipt).last { $0.name == "finish" })
        let report = try await world.desk.perform(AssignReport(agency: ReportFixtures.transport), on: receipt.id, by: world.triage)
        let six = try #require(try await world.clocks(receipt).last { $0.name == "finish" })
        #expect(six.id == five.id && five.unit == ReportFixtures.publicWorks && six.unit == ReportFixtures.transport)
        // Fourteen days of six a week from Monday 2 March end on Wednesday 18 March instead of Friday 20 March.
        #expect(six.dueAt == Instant("2026-03-18T16:59:59Z") && report.dueAt == six.dueAt)
        #expect(try await world.clocks(receipt).filter { $0.stoppedAt == nil }.allSatisfy { $0.unit == ReportFixtures.transport })
    }
}
