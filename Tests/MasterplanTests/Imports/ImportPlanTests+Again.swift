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

/// Plans that are brought again: what changed, what replaces an adopted one, and what it must not lose.
extension ImportPlanTests {
    @Test("the same file again changes nothing, a changed one only what is different")
    func idempotent() async throws {
        let plans = try await PlanSite()
        _ = try await keep(plans)
        let before = try #require(try await Self.edition(plans, plans.worksID))
        let again = try await keep(plans)
        #expect(again.plans.isSame && again.plans.matched == 7)
        #expect(try await Self.edition(plans, plans.worksID) == before)
        let other = Self.csv.replacing("12,5;km", with: "11;km").replacing("1.000.000.000", with: "1.200.000.000")
            .replacing("1.03.10.2.01.0006;Pelebaran", with: "1.03.10.2.01.0007;Pelebaran")
        let changed = try await keep(plans, other)
        #expect(changed.plans.changed == 1 && changed.plans.added == 1 && changed.plans.gone == 1)
        let now = try #require(try await Self.edition(plans, plans.worksID))
        #expect(now.version == before.version + 1)
        let outline = try await plans.database.read { try $0.storedOutline(now, agency: Identifier(plans.worksID)).outline }
        #expect(outline.nodes.map(\.code.text).last == "1.03.10.2.01.0007" && outline.totals == [2027: 3_200_000_000])
        #expect(outline.nodes[2].indicators.first?.targets == [2027: "11"])
        // The other agency's plan was the same and has not been touched.
        #expect(try await Self.edition(plans, plans.hospitalID)?.version == 2)
        #expect(try await plans.faults() == [])
    }

    @Test("an adopted plan stays as it is: the file becomes a draft that replaces it, things keep their keys")
    func adopted() async throws {
        let plans = try await PlanSite()
        _ = try await keep(plans)
        var old = try #require(try await Self.edition(plans, plans.worksID))
        try await plans.database.write { [world = plans.world, old] tx in
            var adopted = old
            adopted.status = .adopted
            adopted.adoptedOn = Day("2026-12-01")
            try tx.keep(&adopted, "plan_edition.adopted", by: .system, in: world)
        }
        let id = old.id
        let kept = try await plans.database.read { tx in try tx.planEdition(id) }
        old = try #require(kept)
        let report = try await keep(plans, Self.csv.replacing("2.000.000.000", with: "1.500.000.000"))
        #expect(report.plans.changed == 1 && report.plans.added == 0)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        #expect(draft.replaces == old.id)
        let (before, after) = try await plans.database.read { [old] tx in (try tx.planNodes(of: old.id), try tx.planNodes(of: draft.id)) }
        #expect(before.map(\.key) == after.map(\.key) && before.map(\.id) != after.map(\.id))
        let still = try await plans.database.read { [old] in try $0.storedOutline(old, agency: Identifier(plans.worksID)).outline.totals }
        #expect(still == [2027: 3_000_000_000])
        #expect(try await plans.faults() == [])
    }

    @Test(
        "what replaces an adopted plan goes on with links, parts, baselines and polarity, also under a code the nomenclature has replaced")
    func carried() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        _ = try await keep(plans)
        let old = try #require(try await Self.edition(plans, plans.worksID))
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: old.id) }
        let indicator = try await plans.database.read { tx in try tx.planIndicators(of: nodes[2].id)[0] }
        try await desk.changeIndicator(
            indicator.id,
            IndicatorDraft(
                name: indicator.name, unit: indicator.unit, polarity: .lower, baseline: "20", baselineYear: 2026,
                targets: indicator.targets), by: plans.planner)
        let initiative = try await ScheduleTests.initiative(plans)
        try await plans.links.link(LinkDraft(from: nodes[2].id, to: initiative.id, kind: .finances), by: plans.works)
        let part = try await plans.links.propose(ParticipationDraft(nodes[3].reference, agency: plans.hospitalID), by: plans.works)
        try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.hospital)
        try await desk.adopt(old.id, legalBasis: "Perbup 12/2026", on: Day("2026-03-02")!, by: plans.planner)
        let report = try await NomenclatureTests.run(
            plans,
            NomenclatureTests.head + """
                urusan,1,,URUSAN WAJIB,,,,,,,
                bidang,1.03,1,PEKERJAAN UMUM,,,,,,,
                program,1.03.10,1.03,PROGRAM JALAN,,,,,,,
                kegiatan,1.03.10.2.01,1.03.10,Penyelenggaraan Jalan,,,,,,,
                sub_kegiatan,1.03.10.2.01.0006,1.03.10.2.01,Pelebaran Jalan,,,,,,,
                sub_kegiatan,1.03.10.2.01.0015,1.03.10.2.01,Pemeliharaan Jalan,,,,,,1.03.10.2.01.0005,
                """)
        #expect(report.added == 6)

        let csv = Self.csv.replacing("1.03.10.2.01.0005", with: "1.03.10.2.01.0015")
        _ = try await keep(plans, csv)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        try await plans.database.read { tx in
            let new = try tx.planNodes(of: draft.id)
            #expect(new.map(\.code) == ["1.03.10", "1.03.10.2.01", "1.03.10.2.01.0006", "1.03.10.2.01.0015"])
            #expect(new[3].key == nodes[2].key && new[2].key == nodes[3].key)
            let followed = try #require(try tx.planIndicators(of: new[3].id).first)
            #expect(followed.key == indicator.key && followed.polarity == .lower && followed.baseline == "20")
            #expect(followed.baselineYear == 2026 && followed.targets == indicator.targets)
            #expect(try tx.planLinks(from: new[3].id).map(\.to) == [initiative.id])
            #expect(try tx.planLinks(from: new[3].id).map(\.state) == [.accepted])
            #expect(try tx.participations(of: new[2].reference).map(\.state) == [.accepted])
            let found = try PlanComparison(old.id, draft.id, tx)
            #expect(found.count(.added) + found.count(.removed) + found.count(.indicatorAdded) + found.count(.eased) == 0)
        }
        // The same file again carries nothing twice.
        _ = try await keep(plans, csv)
        #expect(try await plans.database.read { tx in try tx.count("SELECT count(*) FROM plan_link") } == 2)
        // Next year's Renja keeps the keys too, without replacing this year's.
        _ = try await keep(plans, csv, PlanScope(kind: .annualWork, years: 2028...2028))
        let next = try await plans.database.read { tx in
            let edition = try tx.planEditions(.annualWork).first { $0.agency == plans.worksID && $0.fromYear == 2028 }
            return try (edition, edition.map { try tx.planNodes(of: $0.id) } ?? [])
        }
        #expect(next.0?.replaces == nil && next.1.map(\.key).contains(nodes[2].key))
        #expect(try await plans.faults() == [])
    }

    @Test("what others are linked with stays when the file no longer has it, and the report says so")
    func linked() async throws {
        let plans = try await PlanSite()
        _ = try await keep(plans)
        let draft = try #require(try await Self.edition(plans, plans.worksID))
        let nodes = try await plans.database.read { try $0.planNodes(of: draft.id) }
        let initiative = try await ScheduleTests.initiative(plans)
        _ = try await plans.links.link(LinkDraft(from: nodes[3].id, to: initiative.id, kind: .finances), by: plans.works)
        let shorter = Self.csv.split(separator: "\n").filter { !$0.contains("0006") }.joined(separator: "\n")
        let report = try await keep(plans, shorter)
        #expect(report.plans.flatMap(\.left) == ["1.03.10.2.01.0006"])
        #expect(try await plans.database.read { try $0.planNode(nodes[3].id) } != nil)
        #expect(try await plans.faults() == [])
    }
}
