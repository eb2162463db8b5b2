import Crypto
import Directory
import Foundation
import Kernel
import Storage
import Work

/// Whoever sits in a room: a colleague with her account, or somebody invited by a link.
package struct Seat: Sendable {
    package var actor: Actor
    /// Of her votes and cards: the account's or participant's id.
    package var id: String { actor.id }
    /// Opens, closes, invites.
    package var mayHold: Bool { actor.may(.holdWorkshops) || actor.kind == .system }
    /// The participant, for whoever came by a link.
    package var guest: Participant?

    package init(actor: Actor, guest: Participant? = nil) {
        self.actor = actor
        self.guest = guest
    }

    /// Whether she may be in rooms of this cycle at all.
    package func mayEnter(_ cycle: Cycle) -> Bool {
        if let guest { return guest.isActive && guest.cycle == cycle.id && actor.kind == .reporter && actor.id == guest.id.text }
        return mayHold || actor.mayAnywhere(.joinWorkshops)
    }
}

extension WorkshopDesk {
    /// The secret of an invitation: 128 bits that only this installation can compute.
    package func secret(of participant: Participant) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(participant.id.text.utf8), using: vault.key(for: "workshop-invitation"))
        return base64URL(Array(code).prefix(16))
    }

    /// The seat of whoever bears an invitation.
    /// - Throws: `.notFound` alike for a wrong id, a wrong secret, and one that was withdrawn.
    package func guest(_ id: String, secret shown: String) async throws -> Seat {
        guard let guest = try await database.read({ tx in try tx.workshopParticipant(id) }), guest.isActive else { throw AppError.notFound }
        let secret = secret(of: guest)
        guard secret.utf8.count == shown.utf8.count, zip(secret.utf8, shown.utf8).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else {
            throw AppError.notFound
        }
        return Seat(actor: Actor(kind: .reporter, id: guest.id.text, name: guest.name), guest: guest)
    }
}
