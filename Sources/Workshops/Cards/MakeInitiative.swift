import Innovations
import Kernel
import Masterplan
import Storage

extension WorkshopDesk {
    /// Puts a candidate into a draft of the masterplan as an initiative, below its dimension and in the years it was put on; a sheet that was
    /// made of it is connected with it.
    /// - Parameter dimension: what its dimension is called in a plan that has not written it yet; where it is `nil`, the initiative waits
    ///   unconnected then.
    /// - Throws: `.forbidden` for guests and whoever may not change that plan.
    package func makeInitiative(
        _ id: String, in edition: String, dimension: String? = nil, round number: Int, of cycle: Cycle, by seat: Seat
    ) async throws -> PlanNode {
        guard let plans, seat.guest == nil else { throw AppError.forbidden }
        return try await change(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            var card = try find(id, cycle, tx)
            guard card.kind == .candidate else { throw AppError.conflict("error.workshop_no_candidate") }
            guard card.fields["initiative"] == nil else { throw AppError.conflict("error.workshop_has_initiative") }
            guard let plan = Identifier<PlanEdition>(checking: edition), try tx.planEdition(plan)?.kind == .masterplan else {
                throw AppError.invalid("edition", "error.not_offered")
            }
            let sheet = try card.fields["sheet"].flatMap { try tx.innovationSheet(code: $0) }
            var above = try tx.planNodes(of: plan, level: .dimension).first { $0.dimension == card.group }
            if above == nil, let dimension {
                let vision = try tx.planNodes(of: plan, level: .vision).first?.id
                above = try plans.add(
                    NodeDraft(.dimension, title: dimension, parent: vision, dimension: card.group), to: plan, by: seat.actor, in: tx)
            }
            let draft = NodeDraft(
                .initiative, title: card.text, note: card.fields["idea"] ?? "", parent: above?.id, agency: sheet?.lead.text,
                dimension: card.group, subPillar: card.fields["pillar"])
            let node = try plans.add(draft, to: plan, by: seat.actor, in: tx)
            if let years = card.years {
                let activities = Dictionary(uniqueKeysWithValues: years.map { ($0, card.text) })
                try tx.keepSchedule(
                    PlanSchedule(subject: node.reference, activities: activities), agency: node.agency, by: seat.actor, in: world)
            }
            if let sheet { try innovations.perform(ConnectSheet(node.id), on: sheet.id.text, by: seat.actor, in: tx) }
            card.fields["initiative"] = node.id.text
            try save(&card, "workshop_card.initiative", number, by: seat, tx)
            return node
        }
    }
}
