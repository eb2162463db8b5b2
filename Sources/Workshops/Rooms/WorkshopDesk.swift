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

/// A cycle as it is prepared: its title, its years, and the days of its four rounds.
package struct CycleDraft: Sendable {
    package var title: String
    package var fromYear: Int
    package var toYear: Int
    package var rounds: [(fromOn: Day, toOn: Day, place: String)]

    package init(title: String, fromYear: Int, toYear: Int, rounds: [(fromOn: Day, toOn: Day, place: String)]) {
        self.title = Plain.line(title)
        self.fromYear = fromYear
        self.toYear = toYear
        self.rounds = rounds
    }

    package var issues: [Issue] {
        var issues: [Issue] = []
        if !(5...200).contains(title.count) { issues.append(Issue("title", "error.workshop_title")) }
        if !(2000...2099).contains(fromYear) || toYear < fromYear || toYear - fromYear > 14 {
            issues.append(Issue("to_year", "error.workshop_years"))
        }
        if rounds.count != 4 { issues.append(Issue("rounds", "error.workshop_rounds")) }
        for (index, round) in rounds.enumerated() {
            if round.toOn < round.fromOn { issues.append(Issue("to_on_\(index + 1)", "error.workshop_days")) }
            if index > 0, round.fromOn <= rounds[index - 1].toOn { issues.append(Issue("from_on_\(index + 1)", "error.workshop_order")) }
            if round.place.count > 200 {
                issues.append(Issue("place_\(index + 1)", Message("error.too_long", ["max": "200", "length": "\(round.place.count)"])))
            }
        }
        return issues
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

    /// Invites somebody without an account; her link is good for all four rounds.
    /// - Parameters:
    ///   - element: the group she sits in in the first round.
    ///   - dimension: that of the later rounds.
    package func invite(
        _ name: String, _ institution: Participant.Institution, from: String, element: String? = nil, dimension: String? = nil,
        to cycle: Cycle, by actor: Actor
    ) async throws -> Participant {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        let (name, from) = (Plain.line(name), Plain.line(from))
        var issues: [Issue] = []
        if !(2...100).contains(name.count) { issues.append(Issue("name", "error.workshop_name")) }
        if !(2...150).contains(from.count) { issues.append(Issue("from", "error.workshop_from")) }
        issues += groupIssues(element, dimension)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return try await database.write { tx in
            var guest = Participant(id: world.newID(), cycle: cycle.id, name: name, institution: institution, from: from, at: world.now())
            (guest.element, guest.dimension) = (element, dimension)
            try tx.run(
                """
                INSERT INTO workshop_participant (id, cycle_id, name, institution, from_name, is_active, version, invited_at, element,
                    dimension)
                VALUES (\(guest.id), \(guest.cycle), \(guest.name), \(guest.institution.rawValue), \(guest.from), \(guest.isActive),
                    \(guest.version), \(guest.invitedAt), \(guest.element), \(guest.dimension))
                """)
            try record("workshop_participant.invited", guest, by: actor, tx)
            return guest
        }
    }

    /// Ends an invitation: the link opens nothing any more; what she wrote stays.
    package func withdraw(invitation id: String, of cycle: Cycle, by actor: Actor) async throws {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        try await database.write { tx in
            guard var guest = try tx.workshopParticipant(id), guest.cycle == cycle.id else { throw AppError.notFound }
            guard guest.isActive else { throw AppError.conflict("error.workshop_withdrawn") }
            guest.isActive = false
            guest.version += 1
            try tx.run("UPDATE workshop_participant SET is_active = \(false), version = \(guest.version) WHERE id = \(guest.id)")
            try record("workshop_participant.withdrawn", guest, by: actor, tx)
        }
    }

    /// Puts a guest into groups, or into none.
    @discardableResult
    package func seat(
        _ id: String, element: String?, dimension: String?, of cycle: Cycle, by actor: Actor
    ) async throws -> Participant {
        guard actor.kind == .system || actor.may(.holdWorkshops) else { throw AppError.forbidden }
        let issues = groupIssues(element, dimension)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return try await change(cycle.id) { tx in
            guard var guest = try tx.workshopParticipant(id), guest.cycle == cycle.id else { throw AppError.notFound }
            guard guest.isActive else { throw AppError.conflict("error.workshop_withdrawn") }
            (guest.element, guest.dimension) = (element, dimension)
            guest.version += 1
            try tx.run(
                """
                UPDATE workshop_participant SET element = \(element), dimension = \(dimension), version = \(guest.version)
                WHERE id = \(guest.id)
                """)
            try record("workshop_participant.seated", guest, by: actor, tx)
            return guest
        }
    }

    private func groupIssues(_ element: String?, _ dimension: String?) -> [Issue] {
        var issues: [Issue] = []
        if let element, !RoomGroup.elements.contains(element) { issues.append(Issue("element", "error.not_offered")) }
        if let dimension, CityDimension.find(dimension) == nil { issues.append(Issue("dimension", "error.not_offered")) }
        return issues
    }

    private func record(_ kind: String, _ guest: Participant, by actor: Actor, _ tx: Transaction) throws {
        try tx.record(
            Event(kind, of: guest.reference, sequence: guest.version, by: actor, in: world, digest: Seal.digest(guest.digested)))
    }
}
