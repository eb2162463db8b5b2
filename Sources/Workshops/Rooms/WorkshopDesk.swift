import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Where workshops are prepared and held. Nothing else writes to their tables; every change of a room is told to its screens once it is
/// on disk.
package struct WorkshopDesk: Sendable {
    package let database: Database
    package let world: World
    package let vault: Vault
    package let directory: DirectoryIndex
    package let innovations: InnovationDesk
    package let broadcast: ChangeBroadcast
    /// Where candidates and words of the vision go; `nil` where there are no plans.
    package var plans: PlanDesk?

    package init(
        database: Database, world: World, vault: Vault, directory: DirectoryIndex, innovations: InnovationDesk, broadcast: ChangeBroadcast
    ) {
        self.database = database
        self.world = world
        self.vault = vault
        self.directory = directory
        self.innovations = innovations
        self.broadcast = broadcast
    }

    /// Writes something in a cycle's rooms and tells the screens.
    func change<T: Sendable>(_ cycle: Identifier<Cycle>, _ write: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await change(cycle, write, group: { _ in nil })
    }

    /// Writes something on a card and tells the screens that show its group.
    func changeCard(_ cycle: Identifier<Cycle>, _ write: @escaping @Sendable (Transaction) throws -> RoomCard) async throws -> RoomCard {
        try await change(cycle, write, group: \.group)
    }

    private func change<T: Sendable>(
        _ cycle: Identifier<Cycle>, _ write: @escaping @Sendable (Transaction) throws -> T, group: (T) -> String?
    ) async throws -> T {
        let (outcome, number) = try await database.write { tx in
            let outcome = try write(tx)
            return (outcome, try tx.changeWorkshop(cycle))
        }
        broadcast.publish(number, in: cycle.text, part: group(outcome))
        return outcome
    }

    /// Changes of a cycle's rooms from one on, for a screen.
    /// - Parameter group: the one the screen shows; what is none counts as none.
    func stream(of cycle: Cycle, since: Int, group: String? = nil) -> ChangeStream {
        var stream = ChangeStream(cycle.id.text, of: broadcast, since: since) { [database] in
            try await database.read { tx in try tx.workshopChange(of: cycle.id) }
        }
        stream.part = group.flatMap { RoomGroup.isGroup($0) ? $0 : nil }
        return stream
    }
}

extension WorkshopDesk {
    /// Prepares a cycle of four workshops.
    package func prepare(_ draft: CycleDraft, by actor: Actor) async throws -> Cycle {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
        return try await database.write { tx in
            let now = world.now()
            let number = try tx.count("SELECT count(*) FROM workshop_cycle") + 1
            let cycle = Cycle(
                id: world.newID(), code: "BT-\(number)", title: draft.title, fromYear: draft.fromYear, toYear: draft.toYear, at: now)
            try cycle.insert(tx)
            try tx.keep(cycle.reference, version: 1, "workshop_cycle.prepared", fields: cycle.fields, by: actor, in: world)
            for (index, days) in draft.rounds.enumerated() {
                let round = Round(
                    id: world.newID(), cycle: cycle.id, number: index + 1, fromOn: days.fromOn, toOn: days.toOn,
                    place: Plain.line(days.place), at: now)
                try round.insert(tx)
                try tx.keep(round.reference, version: 1, "workshop_round.prepared", fields: round.fields, by: actor, in: world)
            }
            return cycle
        }
    }

    /// Opens a round's room, or closes it. One round of a cycle is open at a time, in their order; a closed one is not opened again.
    package func set(_ state: Round.State, round number: Int, of cycle: Cycle, by actor: Actor) async throws -> Round {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        return try await change(cycle.id) { tx in
            let rounds = try tx.workshopRounds(of: cycle.id)
            guard var round = rounds.first(where: { $0.number == number }) else { throw AppError.notFound }
            switch state {
            case .open:
                guard round.state == .planned else { throw AppError.conflict("error.workshop_not_planned") }
                guard rounds.prefix(number - 1).allSatisfy({ $0.state == .closed }) else {
                    throw AppError.conflict("error.workshop_before")
                }
            case .closed: guard round.state == .open else { throw AppError.conflict("error.workshop_not_open") }
            case .planned: throw AppError.conflict("error.workshop_not_open")
            }
            round.state = state
            round.timer = ""
            round.timerEndsAt = nil
            try save(&round, "workshop_round.\(state.rawValue)", by: actor, tx)
            return round
        }
    }

    /// Sets the timer everyone sees: what is worked on, and for how many minutes; 0 takes it away.
    package func setTimer(_ what: String, minutes: Int, round number: Int, of cycle: Cycle, by actor: Actor) async throws -> Round {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        guard (0...480).contains(minutes) else { throw AppError.invalid("minutes", "error.workshop_minutes") }
        return try await change(cycle.id) { tx in
            guard var round = try tx.workshopRounds(of: cycle.id).first(where: { $0.number == number }) else { throw AppError.notFound }
            guard round.state == .open else { throw AppError.conflict("error.workshop_not_open") }
            round.timer = minutes == 0 ? "" : String(Plain.line(what).prefix(200))
            round.timerEndsAt = minutes == 0 ? nil : world.now().adding(seconds: Double(minutes) * 60)
            try save(&round, "workshop_round.timer", by: actor, tx)
            return round
        }
    }

    private func save(_ round: inout Round, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        let before = round.version
        round.version += 1
        round.updatedAt = max(world.now(), round.updatedAt)
        try round.save(from: before, tx)
        try tx.keep(round.reference, version: round.version, kind, fields: round.fields, by: actor, in: world)
    }
}
