import Kernel
import Storage
import Web
import Work

/// How other capabilities name records of `Workshops` and lead to them.
package enum WorkshopsReferences {
    package static let all = [cycle, round, card, body, participant]

    private static func mayRead(_ actor: Actor) -> Bool {
        actor.kind == .system || actor.mayAnywhere(.joinWorkshops) || actor.may(.holdWorkshops)
    }

    static let cycle = ReferenceKind(
        Cycle.kind,
        views: { tx, ids, actor in
            guard mayRead(actor) else { return [:] }
            let found = try tx.workshopCycles().filter { ids.contains($0.id.text) }
            return Dictionary(
                uniqueKeysWithValues: found.map { ($0.id.text, ReferenceView(title: $0.title, url: WorkshopsPaths.cycle($0.code))) })
        }, find: { tx, typed in try tx.workshopCycle(code: typed)?.id.text })

    static let round = ReferenceKind(
        Round.kind,
        views: { tx, ids, actor in
            guard mayRead(actor) else { return [:] }
            var views: [String: ReferenceView] = [:]
            for row in try tx.rows("SELECT * FROM workshop_round WHERE id IN (\(SQL.list(ids)))") {
                let round = Round(row: row)
                guard let cycle = try tx.workshopCycle(round.cycle) else { continue }
                views[round.id.text] = ReferenceView(
                    title: "\(cycle.title), Bimtek \(RoomPage.roman(round.number))",
                    url: WorkshopsPaths.outcome(cycle.code, "\(round.number)"))
            }
            return views
        })

    static let card = ReferenceKind(
        RoomCard.kind,
        views: { tx, ids, actor in
            guard mayRead(actor) else { return [:] }
            var views: [String: ReferenceView] = [:]
            for id in ids {
                guard let card = try tx.workshopCard(id), let cycle = try tx.workshopCycle(card.cycle) else { continue }
                views[id] = ReferenceView(
                    title: card.text, url: WorkshopsPaths.room(cycle.code, "\(card.updatedIn)", query: [("kelompok", card.group)]))
            }
            return views
        })

    static let body = ReferenceKind(
        WorkshopBody.kind,
        views: { tx, ids, _ in
            let found = try tx.workshopBodies().filter { ids.contains($0.id.text) }
            return Dictionary(uniqueKeysWithValues: found.map { ($0.id.text, ReferenceView(title: $0.name, url: WorkshopsPaths.bodies())) })
        })

    static let participant = ReferenceKind(
        Participant.kind,
        views: { tx, ids, actor in
            guard mayRead(actor) else { return [:] }
            var views: [String: ReferenceView] = [:]
            for id in ids {
                guard let guest = try tx.workshopParticipant(id) else { continue }
                views[id] = ReferenceView(title: "\(guest.name), \(guest.from)")
            }
            return views
        })
}
