import Kernel
import Masterplan
import Storage
import Web

/// How far the innovation sheets of a plan are on the way to the books.
enum SheetStage {
    @Sendable static func look(_ tx: Transaction, _ way: PlanWay) throws -> PlanStage {
        let states = try tx.sheets(belongingTo: way).values
        let accepted = states.count { ["accepted", "in_plan"].contains($0) }
        if states.isEmpty { return PlanStage(.sheets, .waiting, "innovation.stage.waiting", link: InnovationsPaths.newSheet()) }
        let standing = Message("innovation.stage.accepted", ["accepted": "\(accepted)", "all": "\(states.count)"])
        return PlanStage(.sheets, accepted == states.count ? .done : .begun, standing, link: InnovationsPaths.sheets())
    }
}

extension Transaction {
    /// Sheets of a plan that were not given up, their states by their ids: those of its points, by the points' keys, so that the sheets of
    /// the edition it follows are among them; and those that wait for a place in a plan and, as far as their years and their day tell, were
    /// written for this one.
    package func sheets(belongingTo way: PlanWay) throws -> [String: String] {
        var states: [String: String] = [:]
        if let plan = way.plan {
            let connected = try rows(
                """
                SELECT s.id, s.state FROM innovation_sheet s JOIN plan_node n ON n.id = s.node_id
                    JOIN plan_node p ON p.key = n.key AND p.edition_id = \(plan.id)
                WHERE s.state <> 'dropped'
                """)
            for row in connected { states[row.text("id")] = row.text("state") }
        }
        let waiting = try rows(
            "SELECT id, state, from_year, to_year, created_at FROM innovation_sheet WHERE node_id IS NULL AND state <> 'dropped'")
        for row in waiting {
            let from = row.int("from_year")
            guard way.owns(from...max(from, row.int("to_year")), madeAt: row.instant("created_at")) else { continue }
            states[row.text("id")] = row.text("state")
        }
        return states
    }

    /// Ids of the sheets that are meant for a draft of the master plan while another one is adopted, and for nothing that this one has.
    func sheetsForDraftsAlone() throws -> Set<String> {
        let found = try rows(
            """
            SELECT s.id FROM innovation_sheet s JOIN plan_node n ON n.id = s.node_id JOIN plan_edition e ON e.id = n.edition_id
            WHERE e.status = 'draft'
                AND EXISTS (SELECT 1 FROM plan_edition a WHERE a.kind = 'masterplan' AND a.status = 'adopted')
                AND NOT EXISTS (
                    SELECT 1 FROM plan_edition a JOIN plan_node p ON p.edition_id = a.id AND p.key = n.key
                    WHERE a.kind = 'masterplan' AND a.status = 'adopted')
            """)
        return Set(found.map { $0.text("id") })
    }
}
