import Kernel
import Storage

/// What came of a round, made of its cards: by group what stands there now, and what the round changed since the one before.
package struct Outcome: Sendable {
    /// A card that came, went or was changed since the outcome before.
    package struct Change: Sendable, Equatable {
        package enum Kind: String, Sendable { case added, edited, removed }
        package var kind: Kind
        package var card: RoomCard
        /// Field, before and after, for those that were edited.
        package var fields: [(name: String, before: String, after: String)]

        package static func == (a: Change, b: Change) -> Bool {
            a.kind == b.kind && a.card == b.card && a.fields.map(\.name) == b.fields.map(\.name)
                && a.fields.map(\.before) == b.fields.map(\.before)
                && a.fields.map(\.after) == b.fields.map(\.after)
        }
    }

    package var cycle: Cycle
    package var round: Round
    /// Cards as they stood at the round's end, or stand now while it is open.
    package var cards: [RoomCard]
    package var votes: [Identifier<RoomCard>: Int]
    package var changes: [Change]
    /// On how many cards each person wrote in this round, by the id of her account or invitation.
    package var written: [String: Int]

    package func cards(_ kind: CardKind, in group: String) -> [RoomCard] { cards.filter { $0.kind == kind && $0.group == group } }

    /// How many readiness items are good, fair and poor.
    package var readiness: [String: Int] {
        Dictionary(cards.filter { $0.kind == .readiness }.map { ($0.fields["condition"] ?? "", 1) }, uniquingKeysWith: +)
    }

    /// Words for the vision, the most frequent first.
    package var keywords: [(word: String, count: Int)] {
        let words = cards.filter { $0.kind == .keyword }.map { $0.text.lowercased() }
        return Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +).map { (word: $0.key, count: $0.value) }.sorted {
            ($1.count, $0.word) < ($0.count, $1.word)
        }
    }

    init(_ cycle: Cycle, _ round: Round, _ tx: Transaction) throws {
        self.cycle = cycle
        self.round = round
        var latest: [String: RoomCard] = [:]
        for row in try tx.rows("SELECT * FROM workshop_card WHERE cycle_id = \(cycle.id)").map(RoomCard.init(row:)) {
            latest[row.id.text] = row
        }
        let versions = Dictionary(grouping: try tx.workshopCardVersions(of: cycle.id), by: \.card)
        var cards: [RoomCard] = []
        var changes: [Change] = []
        written = [:]
        for (id, history) in versions {
            for author in Set(history.filter { $0.round == round.number }.map(\.author)) { written[author, default: 0] += 1 }
            guard var card = latest[id.text], let end = history.last(where: { $0.round <= round.number }) else { continue }
            let start = history.last { $0.round < round.number }
            card.fields = end.fields
            card.version = end.version
            card.updatedIn = end.round
            card.isRemoved = end.isRemoved
            if !card.isRemoved { cards.append(card) }
            switch (start.map { !$0.isRemoved } ?? false, !end.isRemoved) {
            case (false, true): changes.append(Change(kind: .added, card: card, fields: []))
            case (true, false): changes.append(Change(kind: .removed, card: card, fields: []))
            case (true, true):
                let before = start?.fields ?? [:]
                let names = Set(before.keys).union(end.fields.keys).filter { before[$0] != end.fields[$0] }.sorted()
                if !names.isEmpty {
                    changes.append(
                        Change(kind: .edited, card: card, fields: names.map { ($0, before[$0] ?? "", end.fields[$0] ?? "") }))
                }
            case (false, false): continue
            }
        }
        self.cards = cards.sorted { ($0.group, $0.id) < ($1.group, $1.id) }
        self.changes = changes.sorted { ($0.card.group, $0.card.id) < ($1.card.group, $1.card.id) }
        votes = try tx.workshopVotes(of: cycle.id).mapValues(\.count)
    }
}
