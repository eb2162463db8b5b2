import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// The way from the room into the master plan: words become its vision. Nothing is typed twice.
extension WorkshopDesk {
    private func planner(_ seat: Seat, _ cycle: Cycle) throws -> PlanDesk {
        guard seat.mayEnter(cycle) else { throw AppError.notFound }
        guard let plans, seat.guest == nil, seat.actor.kind == .system || seat.actor.may(.stewardPlans) else { throw AppError.forbidden }
        return plans
    }

    /// Writes the vision of a draft of the master plan, as the group has put it together from its key words.
    /// - Throws: `.invalid` where there is no such plan, `.conflict` where it has a vision already.
    @discardableResult
    package func writeVision(_ typed: String, in edition: String, of cycle: Cycle, by seat: Seat) async throws -> PlanNode {
        let plans = try planner(seat, cycle)
        let text = Plain.line(typed)
        guard (10...500).contains(text.count) else { throw AppError.invalid("vision", "error.workshop_vision") }
        return try await database.write { tx in
            guard let plan = Identifier<PlanEdition>(checking: edition), try tx.planEdition(plan)?.kind == .masterplan else {
                throw AppError.invalid("edition", "error.not_offered")
            }
            guard try tx.planNodes(of: plan, level: .vision).isEmpty else { throw AppError.conflict("error.workshop_has_vision") }
            return try plans.add(NodeDraft(.vision, title: text), to: plan, by: seat.actor, in: tx)
        }
    }
}

/// What of a room's pages leads into the plan, for the planning agency.
enum IntoPlan {
    /// Drafts of the master plan that somebody may write in, to choose one of.
    static func drafts(_ database: Database, for actor: Actor) async throws -> [Choice] {
        guard actor.mayAnywhere(.stewardPlans) else { return [] }
        return try await database.read { tx in
            try tx.planEditions(.masterplan).filter { $0.isDraft && $0.mayEdit(actor) }.map { Choice($0.id.text, $0.title) }
        }
    }

    /// Below a round's key words: the vision to be put together from them.
    static func vision(_ page: Page, _ outcome: Outcome, _ plans: [Choice]) -> HTML {
        guard page.actor.may(.stewardPlans), page.actor.may(.holdWorkshops), !outcome.keywords.isEmpty else { return .empty }
        let words = outcome.keywords.prefix(12).map(\.word).joined(separator: ", ")
        guard !plans.isEmpty else {
            return
                "<details class=\"card\"><summary>\(page.t("workshop.vision"))</summary><p>\(page.t("error.workshop_no_plan"))</p></details>"
        }
        let fields = Fields(page, Form(["vision": words, "edition": plans.count == 1 ? plans[0].value : ""]))
        let form = PostForm(
            page, WorkshopsPaths.roundAct(outcome.cycle.code, "\(outcome.round.number)", "visi"),
            """
            \(fields.area("vision", "workshop.field.vision", rows: 3, max: 500))\
            \(fields.select("edition", "workshop.field.edition", plans, prompt: "directory.choose"))\
            <p>\(Button(page.t("workshop.vision.write"), kind: .quiet))</p>
            """)
        return """
            <details class="card"><summary>\(page.t("workshop.vision"))</summary><p>\(page.t("workshop.vision.about"))</p>\(form)</details>
            """
    }

    /// On a candidate that was chosen for it: the quick win to be proposed of its sheet.
    static func quickWin(_ page: Page, _ card: RoomCard, _ view: RoomView) -> HTML {
        guard view.seat.guest == nil, card.isQuickWin, let sheet = card.fields["sheet"] else { return .empty }
        let link = InnovationsPaths.quickWin("baru") + "?lembar=\(sheet)"
        return "<p><a href=\"\(link)\">\(page.t("workshop.propose_quick_win"))</a></p>"
    }
}
