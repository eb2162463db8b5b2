import Kernel
import Masterplan
import Storage
import Web

/// A point of the RPJMD or of a Renstra that holds: where a programme that a group has named stands already.
struct StandingProgramme: Sendable, Equatable {
    var node: PlanNode
    /// Title of its plan.
    var plan: String
}

extension Transaction {
    /// Programmes that exist, by code; the RPJMD's first. Codes that no plan has are left out.
    func standingProgrammes(_ codes: Set<String>) throws -> [String: [StandingProgramme]] {
        guard !codes.isEmpty else { return [:] }
        let found = try codes.sorted().prefix(300).reduce(into: [StandingProgramme]()) { all, code in
            all += try rows(
                """
                SELECT n.*, e.title AS plan_title FROM plan_edition e JOIN plan_node n ON n.edition_id = e.id AND n.code = \(code)
                WHERE e.status = 'adopted' AND e.kind IN ('medium_term', 'strategic') ORDER BY e.kind, n.id LIMIT 5
                """
            ).map { StandingProgramme(node: PlanNode(row: $0), plan: $0.text("plan_title")) }
        }
        return Dictionary(grouping: found, by: \.node.code)
    }
}

extension RoomPage {
    /// Whether the programme on a card is in a plan already, and where.
    static func standing(_ page: Page, _ card: RoomCard, _ view: RoomView) -> HTML {
        guard card.kind == .programme, let code = card.fields["code"] else { return .empty }
        guard let found = view.standing[code] else { return "<p>\(Tag(page.t("workshop.programme.nowhere"), .warn))</p>" }
        return """
            <ul class="plain">\(each: found, { one in "<li><a href=\"\(PlanPaths.node(one.node.id.text))\">\(one.node.name)</a> <span class=\"muted\">\(one.plan)</span></li>" })</ul>
            """
    }
}
