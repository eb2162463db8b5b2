import Directory
import Kernel
import Storage
import Web
import Work

/// Tells applicants by mail, where they left an address, and officers in the application.
package struct InformationNotifier: Sendable {
    let cases: CaseDesk

    package init(_ cases: CaseDesk) { self.cases = cases }

    package var subscriber: Outbox.Subscriber {
        { event, tx in
            guard event.subject.kind == InformationRequest.kind, let request = try InformationRequest.find(event.subject.id, tx) else {
                return
            }
            let act = String(event.kind.dropFirst("\(InformationRequest.kind).".count))
            let values = ["number": request.registerNumber, "percent": event.details["percent"] ?? ""]
            if ["submit", "extend", "answer", "settle"].contains(act) {
                let hasMail = try tx.count("SELECT count(*) FROM information_applicant WHERE request_id = \(request.id) AND has_mail") == 1
                if hasMail {
                    try notify(event, "applicant:\(request.id)", .mail, Message(TextKey("told.applicant.\(act)"), values), request, tx)
                }
            }
            let audience: [(Permission, String?)] =
                switch act {
                case "pass_on": request.holder.map { [(.answerInformation, $0)] } ?? []
                case "alert":
                    request.state == "objected"
                        ? [(.settleInformation, nil)]
                        : [(.handleInformation, nil)] + (request.holder.map { [(Permission.answerInformation, $0)] } ?? [])
                case "object", "object_late": [(.settleInformation, nil), (.handleInformation, nil)]
                default: []
                }
            for (permission, agency) in audience {
                for account in try tx.holders(of: permission, agency: agency, on: cases.directory.today) where account != event.actorID {
                    try notify(event, account, .app, Message(TextKey("told.officer.\(act)"), values), request, tx)
                }
            }
        }
    }

    private func notify(
        _ event: Event, _ recipient: String, _ channel: Notification.Channel, _ message: Message, _ request: InformationRequest,
        _ tx: Transaction
    ) throws {
        try tx.notify(
            Notification(
                id: cases.world.newID(), event: event.id, recipient: recipient, channel: channel, message: message,
                url: InformationPaths.one(request.code), createdAt: cases.world.now()), in: cases.world)
    }

    /// The address of an applicant, opened by Pendopo itself for the one purpose for which she gave it.
    package var finder: NotificationMailer.Finder {
        { notification, tx in
            guard notification.recipient.hasPrefix("applicant:") else { return nil }
            let id = Identifier<InformationRequest>(String(notification.recipient.dropFirst("applicant:".count)))
            guard let request = try InformationRequest.find(id.text, tx), let applicant = try tx.applicant(of: id, cases.vault),
                !applicant.mail.isEmpty
            else { return nil }
            return NotificationMailer.Address(
                mail: applicant.mail, language: request.language, path: InformationPaths.follow(request.code, cases.secret(of: request)))
        }
    }
}
