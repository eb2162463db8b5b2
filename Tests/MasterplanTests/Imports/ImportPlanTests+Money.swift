import Directory
import Foundation
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

/// Money that comes with plans, and what was spent of it.
extension ImportPlanTests {
    @Test("the Renja's money stands beside what the roadmap plans")
    func renja() async throws {
        let plans = try await PlanSite()
        _ = try await keep(plans)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        let nodes = try await plans.database.read { try $0.planNodes(of: draft.id) }
        let initiative = try await ScheduleTests.initiative(plans)
        _ = try await plans.links.link(LinkDraft(from: nodes[2].id, to: initiative.id, kind: .finances), by: plans.works)
        try await ScheduleTests.keep(
            plans, initiative, [MoneyLine(year: 2027, source: .regency, amount: 2_500_000_000)], years: [2027], by: plans.works)
        let view = try await ScheduleTests.board(plans).budget(year: 2027, filter: RoadmapFilter(), for: plans.planner)
        #expect(view.lines.first?.item.subActivities == ["1.03.10.2.01.0005"])
        #expect(view.inRenja == 2_000_000_000 && view.notInRenja == 500_000_000)
        #expect(view.warnings.map(\.kind) == [.lessInRenja])
        // Strangers know nothing of drafts.
        let outside = try await ScheduleTests.board(plans).budget(year: 2027, filter: RoadmapFilter(), for: .visitor)
        #expect(outside.lines.isEmpty && outside.inRenja == 0)
    }

    @Test("what was spent stands beside the Renja, codes it does not have are named, and the same file again changes nothing")
    func spending() async throws {
        let plans = try await PlanSite()
        let scope = PlanScope(kind: .annualWork, years: 2027...2027, isSpending: true)
        let csv = """
            Nama SKPD;Kode Kegiatan;Kode Sub Kegiatan;Pagu;Realisasi Keuangan
            Dinas Pekerjaan Umum;1.03.10.2.01;1.03.10.2.01.0005;2.000.000.000;1.250.000.000
            Dinas Pekerjaan Umum;1.03.10.2.01;1.03.10.2.01.0099;5;7
            """
        await #expect { try await keep(plans, csv, scope) } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "plan.import.no_renja"
        }
        _ = try await keep(plans)
        let kept = try await keep(plans, csv, scope)
        #expect(kept.plans.flatMap(\.unknown) == ["1.03.10.2.01.0099"])
        let entries = try await plans.database.read { tx in
            try tx.renjaEntries(["1.03.10.2.01.0005"], year: 2027, withDrafts: true)
        }
        #expect(entries.values.first?.map(\.spent) == [1_250_000_000] && entries.values.first?.map(\.planned) == [2_000_000_000])
        #expect(try await keep(plans, csv, scope).plans.isSame)
        let totals = try await plans.database.read { try $0.renjaTotals(year: 2027, withDrafts: true) }
        #expect(totals[Identifier(plans.worksID)]?.spent == 1_250_000_000)
        #expect(totals[Identifier(plans.worksID)]?.planned == 3_000_000_000)
        let wrong = try await keep(plans, csv.replacing("1.250.000.000", with: "-1"), scope)
        #expect(wrong.reading.problems.map(\.problem.key.id) == ["plan.money.negative"])
        #expect(
            try await plans.database.read { try $0.renjaTotals(year: 2027, withDrafts: true) }[Identifier(plans.worksID)]?.spent
                == 1_250_000_000)
        #expect(try await plans.faults() == [])
    }
}
