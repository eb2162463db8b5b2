import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// The way from the room into the master plan: words become its vision, candidates its initiatives. Nothing is typed twice.
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

    /// Makes an initiative of a candidate in the plan's draft: below its dimension, in the years it was put on, and connected with the sheet
    /// that was made of it. Also after the last room was closed.
    @discardableResult
    package func makeInitiative(_ id: String, round number: Int, of cycle: Cycle, by seat: Seat) async throws -> PlanNode {
        let plans = try planner(seat, cycle)
        return try await change(cycle.id) { tx in
            var card = try find(id, cycle, tx)
            guard card.kind == .candidate else { throw AppError.conflict("error.workshop_no_candidate") }
            guard card.fields["node"] == nil else { throw AppError.conflict("error.workshop_has_initiative") }
            let plan = try plan(tx)
            let sheet = try card.fields["sheet"].flatMap { try tx.innovationSheet(code: $0) }
            let above = try tx.planNodes(of: plan.id, level: .dimension).first { $0.dimension == card.group }
            let node = try plans.add(
                NodeDraft(
                    .initiative, title: card.text, note: card.fields["idea"] ?? "", parent: above?.id, agency: sheet?.lead.text,
                    dimension: card.group, subPillar: card.fields["pillar"]), to: plan.id, by: seat.actor, in: tx)
            if let years = card.years {
                let activities = Dictionary(uniqueKeysWithValues: years.map { ($0, card.text) })
                try tx.keepSchedule(
                    PlanSchedule(subject: node.reference, activities: activities), agency: node.agency, by: seat.actor, in: world)
            }
            card.fields["node"] = node.id.text
            try save(&card, "workshop_card.initiative", number, by: seat, tx)
            if let sheet, sheet.node == nil, sheet.state != "dropped", seat.actor.may(.decideInnovations) {
                try innovations.perform(ConnectSheet(node.id), on: sheet.recordID, by: seat.actor, in: tx)
            }
            return node
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

    /// On a candidate: its initiative, or the button that makes one, and the quick win to be proposed of its sheet.
    static func candidate(_ page: Page, _ card: RoomCard, _ view: RoomView, _ address: String) -> HTML {
        guard view.seat.guest == nil else { return .empty }
        var parts = HTML.empty
        if let node = card.fields["node"] {
            parts += "<p><a href=\"\(PlanPaths.node(node))\">\(page.t("workshop.initiative"))</a></p>"
        } else if page.actor.may(.stewardPlans) {
            parts +=
                PostForm(
                    page, "\(address)/inisiatif", "<p>\(Button(page.t("workshop.make_initiative"), kind: .plain, icon: .document))</p>"
                ).html
        }
        if card.isQuickWin, let sheet = card.fields["sheet"] {
            let link = InnovationsPaths.quickWin("baru") + "?lembar=\(sheet)"
            parts += "<p><a href=\"\(link)\">\(page.t("workshop.propose_quick_win"))</a></p>"
        }
        return parts
    }
}
