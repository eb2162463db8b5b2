import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// What lies with an authority outside is somebody's here all the same, and no case gets stuck anywhere.
@Suite struct ReferralTests {
    private func verified(_ world: ReportFixtures) async throws -> Receipt {
        let receipt = try await world.desk.submit(world.submission(), by: .visitor)
        try await world.desk.perform(try await world.verify(), on: receipt.id, by: world.triage)
        return receipt
    }

    @Test func `a referral names the agency that keeps asking, which is held to the deadline and can end it`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await verified(world)
        let nobody = await #expect(throws: AppError.self) {
            try await world.desk.perform(
                ReferReport(authority: "PLN", number: "12", text: "Tiang PLN."), on: receipt.id, by: world.triage)
        }
        #expect(nobody?.issues == [Issue("agency", "error.choose")])
        let report = try await world.desk.perform(
            ReferReport(authority: "PLN", number: "12", text: "Tiang PLN.", agency: ReportFixtures.publicWorks), on: receipt.id,
            by: world.triage)
        #expect(report.state == "referred" && report.agency == ReportFixtures.publicWorks && report.dueAt != nil)
        let owed = try await world.database.read { try $0.obligations(of: report.reference) }
        #expect(owed.map(\.permission) == [.handleReports] && owed.map(\.dueAt) == [report.dueAt])
        try await world.desk.perform(NoteProgress(text: "PLN datang Jumat.", isPublic: true), on: receipt.id, by: world.clerk)
        try await world.desk.perform(ClaimDone(text: "Tiang diganti PLN.", photos: [world.photo()]), on: receipt.id, by: world.clerk)
        let checked = try await world.desk.perform(ConfirmWork(), on: receipt.id, by: world.villageHead)
        #expect(checked.state == "checked" && checked.isInTime == true)
    }

    @Test func `a case that was referred to nobody before can be given to an agency, under its own version too`() async throws {
        let world = try await ReportFixtures()
        // As the first version had it: referred by triage, without an agency and without a clock, and with no act to leave by.
        var old = Workflow.report
        old.version = 2
        old.acts = old.acts.filter { $0.name != "entrust" }
        let workflow = old
        let start = world.time.now
        try await world.database.write { tx in try tx.publish(workflow, validFrom: start, by: .system) }
        world.desk.rules.forget()
        let receipt = try await verified(world)
        try await world.desk.perform(
            ReferReport(authority: "PLN", number: "", text: "Tiang PLN.", agency: ReportFixtures.transport), on: receipt.id,
            by: world.triage)
        try await world.database.write { tx in
            try tx.run("UPDATE report SET agency_id = NULL, checker_id = NULL WHERE id = \(receipt.id)")
            try tx.run("DELETE FROM clock WHERE subject_id = \(receipt.id) AND name = 'finish'")
        }
        #expect(try await world.desk.file(receipt.id, for: world.triage).report.workflowVersion == 2)
        let report = try await world.desk.perform(
            AssignReport(agency: ReportFixtures.publicWorks, isOutside: true), on: receipt.id, by: world.triage)
        #expect(report.state == "referred" && report.dueAt != nil)
        #expect(try await world.desk.perform(ResumeReport(), on: receipt.id, by: world.clerk).state == "in_progress")
    }

    @Test func `every open state can be left by somebody`() async throws {
        let world = try await ReportFixtures()
        let desk = world.desk
        var seen: [String: Receipt] = [:]
        func keep(_ receipt: Receipt) async throws {
            seen[try await desk.file(receipt.id, for: world.coordinator).report.state] = receipt
        }
        func done(_ receipt: Receipt, _ act: any ReportAct, _ actor: Actor) async throws -> Receipt {
            try await desk.perform(act, on: receipt.id, by: actor)
            try await keep(receipt)
            return receipt
        }
        try await keep(try await desk.submit(world.submission(), by: .visitor))
        try await keep(try await verified(world))
        _ = try await done(try await verified(world), AskReporter(question: "Di mana?"), world.triage)
        _ = try await done(try await verified(world), AssignReport(agency: ReportFixtures.publicWorks), world.triage)
        _ = try await done(
            try await verified(world), ReferReport(authority: "PLN", number: "", text: "PLN", agency: ReportFixtures.publicWorks),
            world.triage)
        let disputed = try await world.returned()
        try await desk.perform(AssignReport(agency: ReportFixtures.transport), on: disputed.id, by: world.triage)
        let again = ReturnReport(of: try await desk.file(disputed.id, for: world.triage).report, reason: "Bukan kami")
        _ = try await done(disputed, again, world.otherClerk)
        try await keep(try await world.inProgress())
        let day = world.time.now.parts(offsetHours: 7).day.adding(10)
        _ = try await done(try await world.inProgress(), ScheduleReport(until: day, text: "Bulan depan"), world.clerk)
        _ = try await done(try await world.inProgress(), PostponeReport(until: day, reason: "Aspal"), world.clerk)
        _ = try await done(try await world.inProgress(), ClaimDone(text: "Selesai", photos: [world.photo("c")]), world.clerk)
        try await keep(try await world.checked())

        let cast = [world.triage, world.coordinator, world.clerk, world.otherClerk, world.villageHead]
        for state in Workflow.report.states where !state.isFinal {
            let receipt = try #require(seen[state.name], "\(state.name) was not reached")
            let report = try await desk.file(receipt.id, for: world.coordinator).report
            let ways = Workflow.report.acts(in: state.name).filter { act in
                act.to != nil && (cast + [world.reporter(receipt)]).contains { ReportPolicy.may(act, on: report, $0) }
            }
            #expect(!ways.isEmpty, "nobody can do anything about \(state.name)")
            // And somebody owes it, or it is the reporter's turn and a clock ends it.
            let owed = try await world.database.read { try $0.obligations(of: report.reference) }
            #expect(owed.count == (state.owedBy == nil ? 0 : 1), "\(state.name)")
            let clocks = try await world.clocks(receipt).filter { $0.stoppedAt == nil && $0.pausedAt == nil }
            #expect(clocks.contains { $0.name == state.clock }, "\(state.name) has no clock")
        }
    }
}
