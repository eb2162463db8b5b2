import Kernel
import Storage

extension Transaction {
    /// The smart-city plan that is worked on: the youngest draft, else the youngest that has not run out.
    func workedOnPlan(_ actor: Actor, _ today: Day) throws -> PlanEdition? {
        let year = today.civil.year
        let plans = try planEditions(.masterplan).filter { plan in
            plan.status != .replaced && plan.maySee(actor) && (plan.isDraft || plan.toYear >= year)
        }
        let drafts = plans.filter(\.isDraft)
        return (drafts.isEmpty ? plans : drafts).max { $0.id < $1.id }
    }

    /// The plan that is worked on, where it begins anew beside an older one: workshops that were held before it was begun, commitments and
    /// books were made for the other. Ids sort by their time. `nil` for the first plan there is, and for a further edition of one, which
    /// carries on with what there is.
    package func freshPlan(_ actor: Actor, _ today: Day) throws -> PlanEdition? {
        guard let plan = try workedOnPlan(actor, today), plan.replaces == nil else { return nil }
        return try planEditions(.masterplan).contains { !$0.isDraft && $0.id < plan.id } ? plan : nil
    }
}
