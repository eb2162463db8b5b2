import Kernel
import Storage
import Work

/// Somebody who takes part without an account, by a link of her own: from campus, business, community.
package struct Participant: Sendable, Equatable, Identifiable {
    package static let kind = "workshop_participant"

    package enum Institution: String, Sendable, CaseIterable, Codable {
        case agency, village, campus, business, community, media
        package var label: TextKey { TextKey("workshop.institution.\(rawValue)") }
    }

    package var id: Identifier<Participant>
    package var cycle: Identifier<Cycle>
    package var name: String
    package var institution: Institution
    /// Which campus, which company.
    package var from: String
    /// Whether her link still opens anything.
    package var isActive: Bool
    package var version: Int
    package var invitedAt: Instant
    /// The group she sits in: of ``RoomGroup/elements`` in the first round, of the dimensions in the later ones; `nil` where none was said.
    package var element: String?
    package var dimension: String?

    /// Where her link leads in a round.
    package func group(in round: Int) -> String? { round == 1 ? element ?? dimension : dimension ?? element }

    package var reference: Reference { Reference(Self.kind, id) }

    var digested: [String?] {
        var columns: [String?] = [
            id.text, cycle.text, name, institution.rawValue, from, String(isActive), String(version), invitedAt.description,
        ]
        // Those from before there were groups keep their digest.
        if element != nil || dimension != nil { columns += [element, dimension] }
        return columns
    }

    init(id: Identifier<Participant>, cycle: Identifier<Cycle>, name: String, institution: Institution, from: String, at now: Instant) {
        self.id = id
        self.cycle = cycle
        self.name = name
        self.institution = institution
        self.from = from
        isActive = true
        version = 1
        invitedAt = now
    }

    init(row: Row) {
        id = row.id("id")
        cycle = row.id("cycle_id")
        name = row.text("name")
        institution = Institution(rawValue: row.text("institution")) ?? .community
        from = row.text("from_name")
        isActive = row.bool("is_active")
        version = row.int("version")
        invitedAt = row.instant("invited_at")
        element = row.textIfAny("element")
        dimension = row.textIfAny("dimension")
    }
}
