import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

extension AlignmentTests {
    /// RPJMD, Renstra and Renja of public works that are joined by nothing but codes, and a master plan with two points.
    struct Chain {
        let plans: PlanSite
        let city: PlanEdition
        let point: PlanNode
        let hole: PlanNode
        let subActivity: PlanNode
        let objective: PlanNode
        let rpjmd: PlanEdition

        init() async throws {
            plans = try await PlanSite()
            let (desk, planner, works) = (plans.plans.desk, plans.planner, plans.works)
            rpjmd = try await desk.draft(DeskTests.rpjmd, by: planner)
            objective = try await desk.add(NodeDraft(.objective, title: "Jalan mantap"), to: rpjmd.id, by: planner)
            try await desk.add(
                NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan", parent: objective.id), to: rpjmd.id, by: planner)
            let renstra = try await desk.draft(
                EditionDraft(.strategic, title: "Renstra DPU", fromYear: 2025, toYear: 2029, agency: plans.worksID), by: works)
            try await desk.add(NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan"), to: renstra.id, by: works)
            let renja = try await desk.draft(
                EditionDraft(.annualWork, title: "Renja DPU 2026", fromYear: 2026, toYear: 2026, agency: plans.worksID), by: works)
            let programme = try await desk.add(
                NodeDraft(.programme, code: "1.03.10", title: "Penyelenggaraan jalan"), to: renja.id, by: works)
            subActivity = try await desk.add(
                NodeDraft(.subActivity, code: "1.03.10.2.01.0005", title: "Pemeliharaan rutin jalan", parent: programme.id), to: renja.id,
                by: works)
            for edition in [rpjmd, renstra, renja] {
                try await desk.adopt(edition.id, legalBasis: "Perbup 1/2026", on: Day("2026-01-05")!, by: planner)
            }
            city = try await desk.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2025, toYear: 2034), by: planner)
            let dimension = try await desk.add(
                NodeDraft(.dimension, title: "Hidup cerdas", dimension: "living"), to: city.id, by: planner)
            point = try await desk.add(
                NodeDraft(.initiative, title: "Lapor jalan rusak", parent: dimension.id, agency: plans.worksID), to: city.id, by: planner)
            hole = try await desk.add(NodeDraft(.initiative, title: "Gagasan baru", dimension: "economy"), to: city.id, by: planner)
        }

        func rows(_ filter: AlignmentFilter = AlignmentFilter()) async throws -> [Alignment] {
            try await plans.plans.alignment.refresh()
            return try await plans.database.read { [city] tx in try tx.alignments(in: city.id, filter, limit: 50) }
        }
    }
}
