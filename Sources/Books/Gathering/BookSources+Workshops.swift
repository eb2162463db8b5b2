import Directory
import Kernel
import Masterplan
import Storage
import Workshops

extension BookSource {
    /// What the plan's newest cycle of workshops put down about readiness, and the council and teams that hold today.
    static let workshops = BookSource { data, at in
        let tx = at.tx
        data.bodies = try tx.workshopBodies().filter { $0.isValid(on: at.today) }.map { body in
            var said = BookData.Body()
            said.name = body.name
            said.legalBasis = at.t(
                "workshop.decree", ["number": body.decree, "day": Format(language: at.language).day(body.decreeOn)])
            said.members = body.members.map { member in
                var one = BookData.Body.Member()
                one.name = member.name
                one.institution = at.t(member.institution.label)
                one.role = at.t(member.role.label)
                return one
            }
            return said
        }
        let cycles = try tx.workshopCycles().filter { cycle in
            guard Seat(actor: at.actor).mayEnter(cycle) else { return false }
            return at.way?.owns(cycle.years, madeAt: cycle.createdAt, isOfWholePlan: true) ?? true
        }
        // A cycle that has only just begun says less than the one before it.
        let held = try cycles.first { try tx.workshopRounds(of: $0.id).contains { $0.state == .closed } }
        guard let cycle = held ?? cycles.first else { return }
        var words: [String: Int] = [:]
        for card in try tx.workshopCards(of: cycle.id) {
            switch card.kind {
            case .readiness:
                var item = BookData.Readiness()
                item.element = at.t(RoomGroup.label(card.group))
                item.item = card.text
                item.condition = card.fields["condition"] ?? ""
                item.gap = card.fields["gap"] ?? ""
                data.readiness.append(item)
            case .swot:
                var point = BookData.Point()
                point.element = at.t(RoomGroup.label(card.group))
                point.quadrant = card.fields["quadrant"] ?? ""
                point.text = card.text
                data.points.append(point)
            case .keyword: words[card.text.lowercased(), default: 0] += 1
            default: break
            }
        }
        data.keywords = words.map { BookData.Keyword(word: $0.key, count: $0.value) }.sorted { ($1.count, $0.word) < ($0.count, $1.word) }
    }
}
