import Catalogue
import Directory
import Kernel
import Storage
import Web
import Work

/// Tells agencies of requests, decisions and agreements that end; in the application, and by mail when something ends or is late.
package struct AgreementNotifier: Sendable {
    let cases: CaseDesk

    package init(_ cases: CaseDesk) { self.cases = cases }

    package var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.subject.kind {
            case AccessRequest.kind: try tellOfRequest(event, tx)
            case "agreement": try tellOfAgreement(event, tx)
            default: return
            }
        }
    }

    private func tellOfRequest(_ event: Event, _ tx: Transaction) throws {
        guard let request = try AccessRequest.find(event.subject.id, tx), let dataset = try tx.dataset(request.dataset) else { return }
        let act = String(event.kind.dropFirst("\(AccessRequest.kind).".count))
        let owner = (Permission.decideSharing, request.owner.text)
        let asker = (Permission.requestData, request.asker.text)
        let audience: [(Permission, String)] =
            switch act {
            case "submit", "reply", "withdraw", "alert": [owner]
            case "ask", "grant", "refuse": [asker]
            default: []
            }
        let late = act == "alert" && (event.details["percent"].flatMap { Int($0) } ?? 0) >= 100
        let message = Message(
            TextKey("told.access.\(act)"),
            [
                "dataset": dataset.title, "agency": cases.directory.agencies.name(request.asker.text),
                "percent": event.details["percent"] ?? "",
                "code": request.code,
            ])
        try tell(event, audience, message, SharingPaths.request(request.code), byMail: late, tx)
    }

    private func tellOfAgreement(_ event: Event, _ tx: Transaction) throws {
        guard let agreement = try tx.agreement(event.subject.id), let dataset = try tx.dataset(agreement.dataset) else { return }
        let act = String(event.kind.dropFirst("agreement.".count))
        guard ["reminded", "expired", "revoked"].contains(act) else { return }
        let user = (Permission.requestData, agreement.user.text)
        let audience = act == "revoked" ? [user] : [user, (.decideSharing, agreement.owner.text)]
        let message = Message(
            TextKey("told.agreement.\(act)"), ["dataset": dataset.title, "days": event.details["days"] ?? "", "code": agreement.code])
        try tell(event, audience, message, SharingPaths.agreement(agreement.code), byMail: true, tx)
    }

    private func tell(
        _ event: Event, _ audience: [(Permission, String)], _ message: Message, _ path: String, byMail: Bool, _ tx: Transaction
    ) throws {
        let today = cases.directory.today
        for (permission, agency) in audience {
            for account in try tx.holders(of: permission, agency: agency, on: today) where account != event.actorID {
                for channel in byMail ? [Notification.Channel.app, .mail] : [.app] {
                    try tx.notify(
                        Notification(
                            id: cases.world.newID(), event: event.id, recipient: account, channel: channel, message: message, url: path,
                            createdAt: cases.world.now()), in: cases.world)
                }
            }
            // Another system reads its messages through the API; it has no mailbox.
            for client in try tx.clients(with: permission, agency: agency, on: today) where client != event.actorID {
                try tx.notify(
                    Notification(
                        id: cases.world.newID(), event: event.id, recipient: client, channel: .app, message: message, url: path,
                        createdAt: cases.world.now()), in: cases.world)
            }
        }
    }
}
