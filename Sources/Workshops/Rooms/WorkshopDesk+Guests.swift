import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Guests without an account: their invitations and the groups they sit in.
extension WorkshopDesk {
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
