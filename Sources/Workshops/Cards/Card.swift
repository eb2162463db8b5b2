import Directory
import Kernel
import Masterplan
import Storage
import Work

/// What one can be put down on in a workshop.
package enum CardKind: String, Sendable, CaseIterable, Codable {
    /// A strength, weakness, opportunity or threat.
    case swot
    /// How far something that the masterplan needs is there: good, fair, poor, with evidence and what is missing.
    case readiness
    /// A word for the vision.
    case keyword
    /// An innovation that might become a sheet.
    case candidate
    /// A programme that exists in the RPJMD or a Renstra already.
    case programme

    package var label: TextKey { TextKey("workshop.card.\(rawValue)") }

    /// Fields in the order of their form; the first is what the card is called.
    package var fields: [CardField] {
        switch self {
        case .swot: [CardField("text", .text), CardField("quadrant", .choice(["strength", "weakness", "opportunity", "threat"]))]
        case .readiness:
            [
                CardField("text", .line), CardField("condition", .choice(["good", "fair", "poor"])), CardField("evidence", .optional),
                CardField("gap", .optional),
            ]
        case .keyword: [CardField("text", .line)]
        case .candidate: [CardField("text", .line), CardField("idea", .text), CardField("pillar", .pillar)]
        case .programme:
            [
                CardField("text", .line), CardField("agency", .optional), CardField("horizon", .choice(["short", "medium", "long"])),
                CardField("code", .optional),
            ]
        }
    }

    /// Whether it belongs to the five elements of readiness rather than to the six dimensions.
    package var isOfElements: Bool { self == .swot || self == .readiness || self == .keyword }

    /// What is worked on in a round (*Bimtek*), the newest first; the rest stays readable.
    static func work(in round: Int) -> [CardKind] {
        switch round {
        case 1: [.swot, .readiness, .keyword, .candidate]
        case 2: [.programme, .candidate, .readiness, .swot, .keyword]
        default: [.candidate, .programme]
        }
    }
}

/// One thing that a card of a kind says.
package struct CardField: Sendable, Equatable {
    /// How a field is filled in.
    package enum Kind: Sendable, Equatable {
        case line, text, optional, pillar
        case choice([String])
    }

    package var name: String
    package var kind: Kind

    init(_ name: String, _ kind: Kind) {
        self.name = name
        self.kind = kind
    }

    package var label: TextKey { TextKey("workshop.field.\(name)") }
}

/// What groups there are: by element in the first round, by dimension in all.
package enum RoomGroup {
    package static let elements = ["nature", "structure", "infrastructure", "superstructure", "culture"]
    package static var dimensions: [String] { CityDimension.all.map(\.id) }

    /// Those that sit together in a round first; the others' cards stay at hand.
    package static func groups(in round: Int) -> [String] { round == 1 ? elements + dimensions : dimensions + elements }
    package static func isGroup(_ code: String) -> Bool { elements.contains(code) || CityDimension.find(code) != nil }
    package static func label(_ code: String) -> TextKey {
        elements.contains(code) ? TextKey("workshop.element.\(code)") : TextKey("plan.dimension.\(code)")
    }
}

/// One card of a cycle. It goes on from round to round; every version of it is kept, so that nobody's words are ever lost.
package struct RoomCard: Sendable, Equatable, Identifiable {
    package static let kind = "workshop_card"

    package var id: Identifier<RoomCard>
    package var cycle: Identifier<Cycle>
    package var kind: CardKind
    package var group: String
    /// By name of the kind's fields; besides for candidates `from_year`, `to_year`, `quick_win`, `sheet` and `initiative`.
    package var fields: [String: String]
    package var isRemoved: Bool
    package var version: Int
    /// The round in which it was written first and last.
    package var createdIn: Int
    package var updatedIn: Int
    package var author: String
    package var updatedAt: Instant

    package var reference: Reference { Reference(Self.kind, id) }
    package var text: String { fields["text"] ?? "" }
    package var years: ClosedRange<Int>? {
        guard let from = fields["from_year"].flatMap({ Int($0) }) else { return nil }
        return from...max(from, fields["to_year"].flatMap { Int($0) } ?? from)
    }
    package var isQuickWin: Bool { fields["quick_win"] == "yes" }

    package var digest: String {
        Seal.digest([
            id.text, cycle.text, kind.rawValue, group, flatJSON(fields), String(isRemoved), String(version), String(createdIn),
            String(updatedIn), author, updatedAt.description,
        ])
    }

    init(row: Row) {
        id = row.id("id")
        cycle = row.id("cycle_id")
        kind = CardKind(rawValue: row.text("kind")) ?? .keyword
        group = row.text("group_code")
        fields = parseFlatJSON(row.text("fields"))
        isRemoved = row.bool("is_removed")
        version = row.int("version")
        createdIn = row.int("created_in")
        updatedIn = row.int("updated_in")
        author = row.text("author")
        updatedAt = row.instant("updated_at")
    }

    init(
        id: Identifier<RoomCard>, cycle: Identifier<Cycle>, kind: CardKind, group: String, fields: [String: String], round: Int,
        author: String,
        at now: Instant
    ) {
        self.id = id
        self.cycle = cycle
        self.kind = kind
        self.group = group
        self.fields = fields
        isRemoved = false
        version = 1
        createdIn = round
        updatedIn = round
        self.author = author
        updatedAt = now
    }

    /// What is wrong with its words.
    var issues: [Issue] {
        var issues: [Issue] = []
        if !RoomGroup.isGroup(group) { issues.append(Issue("group", "error.not_offered")) }
        for field in kind.fields {
            let value = fields[field.name] ?? ""
            if value.isEmpty {
                if field.kind != .optional { issues.append(Issue(field.name, "error.missing")) }
                continue
            }
            switch field.kind {
            case .line where value.count > 300, .optional where value.count > 300:
                issues.append(Issue(field.name, Message("error.too_long", ["max": "300", "length": "\(value.count)"])))
            case .text where value.count > 2000:
                issues.append(Issue(field.name, Message("error.too_long", ["max": "2000", "length": "\(value.count)"])))
            case .choice(let offered) where !offered.contains(value): issues.append(Issue(field.name, "error.not_offered"))
            case .pillar where CityDimension.of(subPillar: value)?.id != group: issues.append(Issue(field.name, "error.workshop_pillar"))
            default: break
            }
        }
        return issues
    }
}

/// A card as it was at one version.
package struct CardVersion: Sendable, Equatable {
    package var card: Identifier<RoomCard>
    package var version: Int
    package var round: Int
    package var fields: [String: String]
    package var isRemoved: Bool
    package var author: String
    package var at: Instant

    init(row: Row) {
        card = row.id("card_id")
        version = row.int("version")
        round = row.int("round")
        fields = parseFlatJSON(row.text("fields"))
        isRemoved = row.bool("is_removed")
        author = row.text("author")
        at = row.instant("at")
    }
}
