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
    /// Most places told of one programme.
    private static var mostPlaces: Int { 5 }

    /// Programmes that exist, by code; the RPJMD's first. Codes that no plan has are left out.
    func standingProgrammes(_ codes: Set<String>) throws -> [String: [StandingProgramme]] {
        var found: [String: [StandingProgramme]] = [:]
        for some in codes.sorted().chunks(of: 400) {
            let standing = try rows(
                """
                SELECT n.*, e.title AS plan_title FROM plan_edition e JOIN plan_node n ON n.edition_id = e.id
                    AND n.code IN (\(SQL.list(some)))
                WHERE e.status = 'adopted' AND e.kind IN ('medium_term', 'strategic') ORDER BY e.kind, n.id
                """)
            for row in standing where found[row.text("code"), default: []].count < Self.mostPlaces {
                found[row.text("code"), default: []].append(StandingProgramme(node: PlanNode(row: row), plan: row.text("plan_title")))
            }
        }
        return found
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
