import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// The way from the room into the master plan: words become its vision. Nothing is typed twice.
extension WorkshopDesk {
    /// The draft that a cycle's cards go into: the one that was worked on last.
    private func plan(_ tx: Transaction) throws -> PlanEdition {
        let drafts = try tx.planEditions(.masterplan).filter(\.isDraft)
        guard let plan = drafts.max(by: { $0.updatedAt < $1.updatedAt }) else { throw AppError.conflict("error.workshop_no_plan") }
        return plan
    }

    private func planner(_ seat: Seat, _ cycle: Cycle) throws -> PlanDesk {
        guard seat.mayEnter(cycle) else { throw AppError.notFound }
        guard let plans, seat.guest == nil, seat.actor.kind == .system || seat.actor.may(.stewardPlans) else { throw AppError.forbidden }
        return plans
    }

    /// Writes the vision of the plan's draft, as the group has put it together from its key words.
    /// - Throws: `.conflict` where there is no draft, or it has a vision already.
    @discardableResult
    package func writeVision(_ typed: String, of cycle: Cycle, by seat: Seat) async throws -> PlanNode {
        let plans = try planner(seat, cycle)
        let text = Plain.line(typed)
        guard (10...500).contains(text.count) else { throw AppError.invalid("vision", "error.workshop_vision") }
        return try await database.write { tx in
            let plan = try plan(tx)
            guard try tx.planNodes(of: plan.id, level: .vision).isEmpty else { throw AppError.conflict("error.workshop_has_vision") }
            return try plans.add(NodeDraft(.vision, title: text), to: plan.id, by: seat.actor, in: tx)
        }
    }
}

/// What of a room's pages leads into the plan, for the planning agency.
enum IntoPlan {
    /// Below a round's key words: the vision to be put together from them.
    static func vision(_ page: Page, _ outcome: Outcome) -> HTML {
        guard page.actor.may(.stewardPlans), page.actor.may(.holdWorkshops), !outcome.keywords.isEmpty else { return .empty }
        let words = outcome.keywords.prefix(12).map(\.word).joined(separator: ", ")
        let fields = Fields(page, Form(["vision": words]))
        return """
            <details class="card"><summary>\(page.t("workshop.vision"))</summary><p>\(page.t("workshop.vision.about"))</p>\(PostForm(
                page, WorkshopsPaths.roundAct(outcome.cycle.code, "\(outcome.round.number)", "visi"),
                "\(fields.area("vision", "workshop.field.vision", rows: 3, max: 500))<p>\(Button(page.t("workshop.vision.write"), kind: .quiet))</p>"))</details>
            """
    }

    /// On a candidate that was chosen for it: the quick win to be proposed of its sheet.
    static func quickWin(_ page: Page, _ card: RoomCard, _ view: RoomView) -> HTML {
        guard view.seat.guest == nil, card.isQuickWin, let sheet = card.fields["sheet"] else { return .empty }
        let link = InnovationsPaths.quickWin("baru") + "?lembar=\(sheet)"
        return "<p><a href=\"\(link)\">\(page.t("workshop.propose_quick_win"))</a></p>"
    }
}
