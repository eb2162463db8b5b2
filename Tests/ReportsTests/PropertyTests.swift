import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// Random lives of many reports, all invariants of a case checked on each (anchors: reports-and-permits §6c).
@Suite struct PropertyTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func `whatever happens, the state follows from the events and the figures from the reports`(
        seed: UInt64
    ) async throws {
        let world = try await ReportFixtures()
        var chance = TestChance(seed: seed)
        var receipts: [Receipt] = []
        for _ in 0..<12 {
            var submission = world.submission()
            submission.disclosure = chance.pick([.open, .open, .anonymous, .confidential])
            receipts.append(try await world.desk.submit(submission, by: .visitor))
        }
        for step in 0..<300 {
            let receipt = chance.pick(receipts)
            try await randomAct(world, receipt, receipts, &chance)
            if chance.number(below: 6) == 0 { world.time.pass(days: 1 + chance.number(below: 4)) }
            // Now and then nobody does anything until clocks have run out.
            if chance.number(below: 60) == 0 {
                world.time.pass(days: 20)
                try await world.escalateAll()
            }
            if chance.number(below: 25) == 0 { try await changeCalendar(world, step, &chance) }
            if chance.number(below: 8) == 0 { _ = try await world.desk.escalate() }
            if chance.number(below: 20) == 0 { try await world.database.write { tx in _ = try tx.foldTallies(limit: 50) } }
        }
        world.time.pass(days: 60)
        // No case, however it came to where it is, keeps an alert from being given.
        try await world.escalateAll()
        for receipt in receipts { try await checkInvariants(world, receipt) }
        // What `pendopo verify` computes anew, in pieces that end in the middle.
        for derivation in ReportsDerivations.all(offsetHours: 7) {
            var after: String? = ""
            while let start = after {
                let look = try await world.database.read { tx in try derivation.look(tx, start, 5) }
                #expect(look.differing == [] && look.missing == [], "\(derivation.kind)")
                after = look.last
            }
        }
        for dimension in ReportStatistics.Dimension.allCases {
            let kept = try await world.desk.statistics(by: dimension)
            let counted = try await world.desk.recount(by: dimension)
            #expect(kept == counted)
        }
    }

    /// Tries one act with somebody; refusals by rule are part of life, other errors are not.
    private func randomAct(_ world: ReportFixtures, _ receipt: Receipt, _ all: [Receipt], _ chance: inout TestChance) async throws {
        let report = try await world.database.read { tx in
            try tx.row("SELECT * FROM report WHERE id = \(receipt.id)").map(Report.init(row:))!
        }
        let disclosure = chance.pick(Report.Disclosure.allCases)
        let acts: [any ReportAct] = [
            try await world.verify(disclosure), try await world.verify(report.disclosure), AskReporter(question: "Di mana tepatnya?"),
            AssignReport(agency: chance.pick([ReportFixtures.publicWorks, ReportFixtures.transport])), AcceptReport(), AcceptReport(),
            ReturnReport(of: report, reason: "Bukan kami"), RuleOnReport(agency: ReportFixtures.publicWorks, text: "PU"),
            NoteProgress(text: "Sedang dikerjakan", isPublic: chance.number(below: 2) == 0),
            ClaimDone(text: "Selesai", photos: [world.photo("x\(chance.number(below: 1000))")]),
            ClaimDone(text: "Selesai", photos: [world.photo()]),
            ConfirmWork(), ConfirmWork(), SendBack(text: "Belum"), CompleteReport(text: "Di depan pasar"), AddToReport(text: "Tambahan"),
            AcceptResult(of: report, stars: 1 + chance.number(below: 5)), ReopenReport(of: report, text: "Rusak lagi"), WithdrawReport(),
            RejectReport(reason: .unclear, text: "Mohon kirim lagi dengan foto."), MergeReport(into: chance.pick(all).code, reason: "Sama"),
            UnmergeReport(reason: "Ternyata lain"),
            ScheduleReport(until: soon(world, 2 + chance.number(below: 30)), text: "Masuk rencana bulan depan"),
            PostponeReport(until: soon(world, 1 + chance.number(below: 40)), reason: "Menunggu aspal"), ResumeReport(), ResumeReport(),
            ReferReport(authority: "PLN", number: "7", text: "Tiang milik PLN", agency: chance.pick(["", ReportFixtures.transport])),
            AssignReport(agency: ReportFixtures.publicWorks, isOutside: true),
            PublishReport(publicText: chance.pick([nil, "Jalan berlubang."]), publicPhotos: []),
            HandOverReport(from: ReportFixtures.publicWorks, to: ReportFixtures.transport),
        ]
        let cast = [
            world.triage, world.coordinator, world.clerk, world.otherClerk, world.villageHead, world.reporter(receipt), .system,
        ]
        var (act, actor) = (chance.pick(acts), chance.pick(cast))
        // Mostly what can be done, by somebody who may: lives that get nowhere show little.
        let possible = acts.filter { Workflow.report.act($0.name)?.from.contains(report.state) == true }
        if chance.number(below: 4) > 0, !possible.isEmpty {
            act = chance.pick(possible)
            let able = cast.filter { ReportPolicy.may(Workflow.report.act(act.name)!, on: report, $0) }
            if !able.isEmpty { actor = chance.pick(able) }
        }
        do {
            try await world.desk.perform(act, on: receipt.id, by: actor)
        } catch let error as AppError {
            #expect([.forbidden, .conflict, .invalid, .notFound].contains(error.kind))
        }
    }

    private func soon(_ world: ReportFixtures, _ days: Int) -> Day {
        world.time.now.parts(offsetHours: 7).day.adding(days)
    }

    /// A calendar is published that counts other days for one of the units.
    private func changeCalendar(_ world: ReportFixtures, _ step: Int, _ chance: inout TestChance) async throws {
        let free = (0..<5).map { _ in soon(world, chance.number(below: 30)) }
        let calendar = WorkCalendar(version: "2026.\(step + 2)", holidays: Set(free))
        _ = try await world.desk.recompute(
            calendar, unit: chance.pick(["regency", ReportFixtures.publicWorks, ReportFixtures.transport]))
    }

    private func checkInvariants(_ world: ReportFixtures, _ receipt: Receipt) async throws {
        try await world.database.read { tx in
            let report = try tx.row("SELECT * FROM report WHERE id = \(receipt.id)").map(Report.init(row:))!
            let events = try tx.events(of: report.reference)
            #expect(Workflow.report.fold(events.dropFirst().map { String($0.kind.dropFirst("report.".count)) }) == report.state)
            #expect(events.map(\.sequence) == Array(1...events.count) && events.count == report.version)
            #expect(try ReportsDigests.report.digests(tx, [receipt.id.text])[receipt.id.text] == events.last?.digest)
            #expect(report.checkedBy == nil || report.checkedBy != report.claimedBy)
            #expect(!(report.disclosure == .confidential && report.isPublic))
            let obligations = try tx.obligations(of: report.reference)
            let owed = Workflow.report.state(report.state)?.owedBy
            #expect(obligations.count == (owed == nil ? 0 : 1))
            let clocks = try tx.clocks(of: report.reference)
            for name in Set(clocks.map(\.name)) { #expect(clocks.count { $0.name == name && $0.stoppedAt == nil } <= 1) }
            let state = try #require(Workflow.report.state(report.state))
            if state.isFinal { #expect(clocks.allSatisfy { $0.stoppedAt != nil }, "\(report.state)") }
            // Whoever owes something is held to a clock that runs, and is somebody.
            if !state.isFinal, let name = state.clock {
                #expect(clocks.contains { $0.name == name && $0.stoppedAt == nil && $0.pausedAt == nil }, "\(report.state) \(name)")
            }
            #expect(state.owedBy != .handleReports || report.agency != nil, "\(report.state) is nobody's")
            if let agency = report.agency {
                for clock in clocks where clock.stoppedAt == nil && ["finish", "answer", "acceptance"].contains(clock.name) {
                    #expect(clock.unit == agency)
                }
            }
            for clock in clocks where clock.stoppedAt == nil {
                #expect(clock.promisedDueAt.map { clock.dueAt >= $0 } ?? true)
            }
            if let into = report.mergedInto {
                #expect(try tx.count("SELECT count(*) FROM report WHERE id = \(into) AND merged_into IS NULL") == 1)
            }
            let tellings = try tx.count("SELECT count(*) FROM notification")
            let distinct = try tx.count("SELECT count(*) FROM (SELECT DISTINCT event_id, recipient, channel FROM notification) AS d")
            #expect(tellings == distinct)
        }
    }
}
