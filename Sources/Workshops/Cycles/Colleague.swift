import Directory
import Kernel
import Storage

/// Somebody who takes part with an account of her own: an official of an agency or a village who has written or voted in a room.
package struct Colleague: Sendable, Equatable, Identifiable {
    package var id: String
    package var name: String
    package var agency: Agency?
    /// Groups she has written in, in the order in which they sit.
    package var groups: [String]

    package var institution: Participant.Institution {
        agency?.kind == .village || agency?.kind == .urbanVillage ? .village : .agency
    }
}

extension Transaction {
    /// Everybody with an account who has taken part in a cycle, by name.
    package func workshopColleagues(of cycle: Identifier<Cycle>, _ agencies: AgencyTree) throws -> [Colleague] {
        let written = try rows(
            """
            SELECT DISTINCT v.author, c.group_code FROM workshop_card_version v JOIN workshop_card c ON c.id = v.card_id
            WHERE c.cycle_id = \(cycle)
            """)
        let voted = try rows(
            "SELECT DISTINCT w.voter FROM workshop_vote w JOIN workshop_card c ON c.id = w.card_id WHERE c.cycle_id = \(cycle)")
        let groups = Dictionary(grouping: written) { $0.text("author") }.mapValues { Set($0.map { $0.text("group_code") }) }
        let ids = Set(groups.keys).union(voted.map { $0.text("voter") }).sorted()
        guard !ids.isEmpty else { return [] }
        let people = try ids.chunks(of: 500).flatMap { some in
            try rows(
                """
                SELECT account.id, person.name, person.agency_id FROM account JOIN person ON person.id = account.person_id
                WHERE account.id IN (\(SQL.list(some)))
                """)
        }
        let order = RoomGroup.elements + RoomGroup.dimensions
        return people.map { row in
            let hers = groups[row.text("id")] ?? []
            return Colleague(
                id: row.text("id"), name: row.text("name"), agency: row.textIfAny("agency_id").flatMap { agencies[$0] },
                groups: order.filter(hers.contains))
        }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}
