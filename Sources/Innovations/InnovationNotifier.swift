import Directory
import Kernel
import Storage
import Web
import Work

/// Tells people in the application what happened to what is theirs.
struct InnovationNotifier: Sendable {
    let desk: InnovationDesk

    var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.subject.kind {
            case InnovationSheet.kind:
                guard let sheet = try InnovationSheet.find(event.subject.id, tx) else { return }
                let act = String(event.kind.dropFirst("\(InnovationSheet.kind).".count))
                let values = ["code": sheet.code, "title": sheet.title, "percent": event.details["percent"] ?? ""]
                let audience: [(Permission, String?)] =
                    switch act {
                    case "submit": [(.decideInnovations, nil)]
                    case "return", "accept", "include", "replan": [(.editInnovations, sheet.lead.text)]
                    case "alert": sheet.state == "submitted" ? [(.decideInnovations, nil)] : [(.editInnovations, sheet.lead.text)]
                    default: []
                    }
                try tell(event, audience, Message(TextKey("told.sheet.\(act)"), values), InnovationsPaths.sheet(sheet.code), tx)
            case QuickWin.kind:
                guard event.kind == "quick_win.choose", let win = try QuickWin.find(event.subject.id, tx) else { return }
                let message = Message("told.quick_win.choose", ["code": win.code, "title": win.title])
                try tell(event, [(.editInnovations, win.agency.text)], message, InnovationsPaths.quickWin(win.code), tx)
            case Idea.kind:
                guard let idea = try Idea.find(event.subject.id, tx) else { return }
                let act = String(event.kind.dropFirst("\(Idea.kind).".count))
                let holders: [(Permission, String?)] =
                    idea.holder.map { [(.editInnovations, $0)] } ?? [(.answerIdeas, nil)]
                let message = Message(TextKey("told.idea.\(act)"), ["code": idea.code, "percent": event.details["percent"] ?? ""])
                switch act {
                case "created", "pass_on", "alert": try tell(event, holders, message, InnovationsPaths.staffIdea(idea.code), tx)
                case "accept", "decline":
                    guard let account = idea.account else { return }
                    try notify(event, account, message, InnovationsPaths.idea(idea.code, desk.secret(of: idea)), tx)
                default: return
                }
            case Innovation.kind:
                guard event.kind == "innovation.created", let first = event.details["replicates"],
                    let original = try Innovation.find(first, tx), let copy = try Innovation.find(event.subject.id, tx)
                else { return }
                let values = ["title": original.title, "agency": desk.directory.agencies.name(copy.agency.text)]
                let message = Message("told.innovation.replicated", values)
                try tell(event, [(.editInnovations, original.agency.text)], message, InnovationsPaths.entry(copy.code), tx)
            default: return
            }
        }
    }

    private func tell(
        _ event: Event, _ audience: [(Permission, String?)], _ message: Message, _ url: String, _ tx: Transaction
    ) throws {
        for (permission, agency) in audience {
            for account in try tx.holders(of: permission, agency: agency, on: desk.directory.today) where account != event.actorID {
                try notify(event, account, message, url, tx)
            }
        }
    }

    private func notify(_ event: Event, _ account: String, _ message: Message, _ url: String, _ tx: Transaction) throws {
        try tx.notify(
            Notification(
                id: desk.world.newID(), event: event.id, recipient: account, channel: .app, message: message, url: url,
                createdAt: desk.world.now()), in: desk.world)
    }
}
