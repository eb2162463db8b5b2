import Directory
import Kernel
import Storage

/// Somebody who took part in a round.
package struct Attendee: Sendable, Equatable {
    package var name: String
    /// Agency, campus, company; empty where nobody knows.
    package var from: String
    /// Of whoever came by an invitation.
    package var institution: Participant.Institution?
    /// On how many cards she wrote in this round.
    package var cards: Int
}

extension Outcome {
    /// Everybody who wrote in the round, and all who are invited whether they wrote or not: the list on which people sign is printed before
    /// anybody has written. In the order of names.
    package func attendance(_ tx: Transaction, _ agencies: AgencyTree) throws -> [Attendee] {
        let guests = try tx.workshopParticipants(of: cycle.id)
        let invited = Set(guests.map(\.id.text))
        let accounts = Set(written.keys).subtracting(invited)
        let names = try tx.actorNames(accounts)
        var offices: [String: String] = [:]
        if !accounts.isEmpty {
            let rows = try tx.rows(
                """
                SELECT account_id, agency_id FROM account_role WHERE account_id IN (\(SQL.list(accounts.sorted()))) AND agency_id IS NOT NULL
                ORDER BY id
                """)
            for row in rows where offices[row.text("account_id")] == nil {
                offices[row.text("account_id")] = agencies.name(row.text("agency_id"))
            }
        }
        var all = guests.filter { $0.isActive || written[$0.id.text] != nil }.map {
            Attendee(name: $0.name, from: $0.from, institution: $0.institution, cards: written[$0.id.text] ?? 0)
        }
        for id in accounts {
            guard let name = names[id] else { continue }
            all.append(Attendee(name: name, from: offices[id] ?? "", institution: nil, cards: written[id] ?? 0))
        }
        return all.sorted { ($0.name, $0.from) < ($1.name, $1.from) }
    }
}
