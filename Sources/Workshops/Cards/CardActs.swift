import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Work

extension WorkshopDesk {
    /// A round that is open for this seat, with its cycle.
    func open(_ number: Int, of cycle: Cycle, for seat: Seat, _ tx: Transaction) throws -> Round {
        guard seat.mayEnter(cycle), let round = try tx.workshopRounds(of: cycle.id).first(where: { $0.number == number }) else {
            throw AppError.notFound
        }
        guard round.state == .open else { throw AppError.conflict("error.workshop_not_open") }
        return round
    }

    /// A programme that exists has the nomenclature's code: zeros that were lost, and codes that it has replaced, are told with the right one.
    private func codeIssues(_ card: RoomCard, _ tx: Transaction) throws -> [Issue] {
        guard card.kind == .programme, let code = card.fields["code"], !code.isEmpty else { return [] }
        let known = NomenclatureCode(code)?.kind ?? .programme
        let fault = try NomenclatureCode.fault(code, known) ?? tx.nomenclatureFault(code, on: directory.today)
        return fault.map { [Issue("code", $0)] } ?? []
    }

    private func clean(_ fields: [String: String], _ kind: CardKind) -> [String: String] {
        var clean: [String: String] = [:]
        for field in kind.fields {
            let value = fields[field.name].map { field.kind == .text ? Plain.text($0) : Plain.line($0) } ?? ""
            if !value.isEmpty { clean[field.name] = value }
        }
        return clean
    }

    /// Puts a card down.
    package func add(
        _ kind: CardKind, in group: String, _ fields: [String: String], round number: Int, of cycle: Cycle, by seat: Seat
    ) async throws -> RoomCard {
        try await changeCard(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            let card = RoomCard(
                id: world.newID(), cycle: cycle.id, kind: kind, group: group, fields: clean(fields, kind), round: number, author: seat.id,
                at: world.now())
            let issues = try card.issues + codeIssues(card, tx)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            guard try tx.count("SELECT count(*) FROM workshop_card WHERE cycle_id = \(cycle.id)") < 5000 else {
                throw AppError.conflict("error.workshop_full")
            }
            try tx.insert(card)
            try record("workshop_card.added", card, by: seat, tx)
            return card
        }
    }

    /// Writes on a card.
    /// - Parameter version: the one that was open on the screen. When somebody else was quicker, what both did to different fields is
    ///   joined; what both did to the same field is refused with what stands there now, and nothing of either is lost: every version is
    ///   kept, and the page comes back with what was typed.
    package func edit(
        _ id: String, _ fields: [String: String], seen version: Int, round number: Int, of cycle: Cycle, by seat: Seat
    ) async throws -> RoomCard {
        try await changeCard(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            let before = try find(id, cycle, tx)
            let mine = clean(fields, before.kind)
            guard let base = try tx.workshopCardVersion(before.id, version), version <= before.version else {
                throw AppError.conflict("error.changed_meanwhile")
            }
            // A field that was emptied is a change like any other.
            let said = Dictionary(uniqueKeysWithValues: before.kind.fields.map { ($0.name, mine[$0.name] ?? "") })
            let merge = CardMerge(base: base.fields, now: before.fields, mine: said)
            guard merge.disputed.isEmpty else {
                let issues = merge.disputed.sorted { $0.key < $1.key }.map { name, other in
                    Issue(name, Message("error.workshop_disputed", ["other": other]))
                }
                throw AppError(.conflict, "error.workshop_both", issues: issues)
            }
            var card = before
            card.fields = merge.fields.filter { !$0.value.isEmpty }
            let issues = try card.issues + (card.fields["code"] == before.fields["code"] ? [] : codeIssues(card, tx))
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            if card.fields != before.fields { try save(&card, "workshop_card.edited", number, by: seat, tx) }
            return card
        }
    }

    /// Takes a card away; its versions stay.
    package func remove(_ id: String, seen version: Int, round number: Int, of cycle: Cycle, by seat: Seat) async throws {
        try await change(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            var card = try find(id, cycle, tx)
            // Nobody takes away what he has not read.
            guard card.version == version else { throw AppError.conflict("error.changed_meanwhile") }
            card.isRemoved = true
            try save(&card, "workshop_card.removed", number, by: seat, tx)
        }
    }

    /// Votes for a candidate, or takes the vote back.
    /// - Returns: how many there are now.
    package func vote(_ id: String, _ isFor: Bool, round number: Int, of cycle: Cycle, by seat: Seat) async throws -> Int {
        try await change(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            let card = try find(id, cycle, tx)
            guard card.kind == .candidate else { throw AppError.conflict("error.workshop_no_candidate") }
            if isFor {
                try tx.run(
                    "INSERT INTO workshop_vote (card_id, voter) VALUES (\(card.id), \(seat.id)) ON CONFLICT (card_id, voter) DO NOTHING")
            } else {
                try tx.run("DELETE FROM workshop_vote WHERE card_id = \(card.id) AND voter = \(seat.id)")
            }
            return try tx.count("SELECT count(*) FROM workshop_vote WHERE card_id = \(card.id)")
        }
    }

    /// Puts a candidate on years of the masterplan; `nil` takes it off them.
    package func place(_ id: String, on years: ClosedRange<Int>?, round number: Int, of cycle: Cycle, by seat: Seat) async throws
        -> RoomCard
    {
        if let years, !(cycle.years.contains(years.lowerBound) && cycle.years.contains(years.upperBound)) {
            throw AppError.invalid("year", Message("error.workshop_year", ["from": "\(cycle.fromYear)", "to": "\(cycle.toYear)"]))
        }
        return try await decide(id, "workshop_card.placed", round: number, of: cycle, by: seat) { card in
            card.fields["from_year"] = years.map { "\($0.lowerBound)" }
            card.fields["to_year"] = years.map { "\($0.upperBound)" }
        }
    }

    /// Chooses a candidate as a quick win of its dimension, or no longer.
    package func chooseQuickWin(_ id: String, _ isChosen: Bool, round number: Int, of cycle: Cycle, by seat: Seat) async throws -> RoomCard
    {
        try await decide(id, "workshop_card.chosen", round: number, of: cycle, by: seat) { $0.fields["quick_win"] = isChosen ? "yes" : nil }
    }

    private func decide(
        _ id: String, _ kind: String, round number: Int, of cycle: Cycle, by seat: Seat, _ set: @escaping @Sendable (inout RoomCard) -> Void
    ) async throws -> RoomCard {
        try await changeCard(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            let before = try find(id, cycle, tx)
            guard before.kind == .candidate else { throw AppError.conflict("error.workshop_no_candidate") }
            var card = before
            set(&card)
            if card.fields != before.fields { try save(&card, kind, number, by: seat, tx) }
            return card
        }
    }

    func find(_ id: String, _ cycle: Cycle, _ tx: Transaction) throws -> RoomCard {
        guard let card = try tx.workshopCard(id), card.cycle == cycle.id else { throw AppError.notFound }
        guard !card.isRemoved else { throw AppError.conflict("error.workshop_removed") }
        return card
    }

    func save(_ card: inout RoomCard, _ kind: String, _ round: Int, by seat: Seat, _ tx: Transaction) throws {
        let before = card.version
        card.version += 1
        card.updatedIn = round
        card.author = seat.id
        card.updatedAt = max(world.now(), card.updatedAt)
        try tx.update(card, from: before)
        try record(kind, card, by: seat, tx)
    }

    private func record(_ kind: String, _ card: RoomCard, by seat: Seat, _ tx: Transaction) throws {
        try tx.record(
            Event(
                kind, of: card.reference, sequence: card.version, by: seat.actor, in: world, visibility: .party,
                details: ["round": "\(card.updatedIn)", "group": card.group, "card": card.kind.rawValue], digest: card.digest))
    }
}
