import Directory
import Kernel
import Storage
import Web
import Work

/// Tells those who are to sign, those whose claim came back, and successors in office; in the application.
struct CommitmentNotifier: Sendable {
    let desk: CommitmentDesk

    var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.kind {
            case "commitment.opened":
                guard let commitment = try tx.kept(Commitment.self, event.subject.id) else { return }
                for signatory in try tx.signatories(of: commitment.id) {
                    try tell(signatory.account, event, "told.commitment.sign", commitment, CommitmentPaths.sign(commitment.code), tx)
                }
            case "commitment.in_force":
                guard let commitment = try tx.kept(Commitment.self, event.subject.id) else { return }
                for signatory in try tx.signatories(of: commitment.id) {
                    try tell(
                        signatory.account, event, "told.commitment.in_force", commitment, CommitmentPaths.commitment(commitment.code), tx)
                }
            case "milestone.returned", "milestone.verified":
                guard let milestone = try tx.kept(Milestone.self, event.subject.id), let clause = try tx.clause(milestone.clause),
                    let claimer = milestone.submittedBy
                else { return }
                try notify(
                    claimer, event,
                    Message(TextKey("told.\(event.kind)"), ["step": milestone.name, "promise": clause.promise]),
                    CommitmentPaths.workPledge(clause.code), tx)
            case "inheritance.named":
                guard let inheritance = try tx.kept(Inheritance.self, event.subject.id),
                    let commitment = try tx.kept(Commitment.self, inheritance.commitment.text)
                else { return }
                try tell(
                    inheritance.account, event, "told.commitment.inherit", commitment, CommitmentPaths.succession(commitment.code), tx)
            default: return
            }
        }
    }

    private func tell(_ account: String, _ event: Event, _ key: TextKey, _ commitment: Commitment, _ url: String, _ tx: Transaction) throws
    {
        try notify(account, event, Message(key, ["title": commitment.titleIndonesian]), url, tx)
    }

    private func notify(_ account: String, _ event: Event, _ message: Message, _ url: String, _ tx: Transaction) throws {
        guard !account.isEmpty, account != event.actorID else { return }
        try tx.notify(
            Notification(
                id: desk.world.newID(), event: event.id, recipient: account, channel: .app, message: message, url: url,
                createdAt: desk.world.now()), in: desk.world)
    }
}
