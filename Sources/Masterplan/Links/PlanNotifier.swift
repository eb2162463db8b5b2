import Directory
import Kernel
import Storage
import Web
import Work

/// Tells the other side what one agency has proposed, answered or asked, and whoever lets an answer wait that it is awaited.
struct PlanNotifier: Sendable {
    let links: LinkDesk

    var subscriber: Outbox.Subscriber {
        { event, tx in
            switch event.subject.kind {
            case PlanLink.kind: try tell(event, try PlanLink.find(event.subject.id, tx), PlanPaths.link(event.subject.id), tx)
            case Participation.kind: try tell(event, try Participation.find(event.subject.id, tx), PlanPaths.part(event.subject.id), tx)
            default: return
            }
        }
    }

    private func tell<Record: TwoSided>(_ event: Event, _ found: Record?, _ url: String, _ tx: Transaction) throws {
        guard let record = found else { return }
        let act = String(event.kind.dropFirst("\(Record.kind).".count))
        var told: [(permission: Permission, agency: String?)]
        var key = "told.plan.\(act)"
        switch act {
        // What holds at once is nobody's to answer.
        case "proposed" where event.details["state"] == "proposed", "propose": (told, key) = ([side(record.asked)], "told.plan.proposed")
        case "reply", "withdraw", "extend": told = [side(record.asked)]
        case "accept", "decline", "ask": told = [side(record.proposer)]
        case "alert":
            told = [side(record.turn)]
            if (event.details["percent"].flatMap { Int($0) } ?? 0) >= 100, record.turn != nil { told.append(side(nil)) }
        default: return
        }
        let values = [
            "title": try record.subjectTitle(tx), "agency": links.directory.agencies.name(record.turn ?? record.asked ?? ""),
            "percent": event.details["percent"] ?? "",
        ]
        var known: Set<String> = [event.actorID]
        for (permission, agency) in told {
            for account in try tx.holders(of: permission, agency: agency, on: links.directory.today)
            where known.insert(account).inserted {
                try tx.notify(
                    Notification(
                        id: links.world.newID(), event: event.id, recipient: account, channel: .app,
                        message: Message(TextKey(key), values), url: url, createdAt: links.world.now()), in: links.world)
            }
        }
    }

    private func side(_ agency: String?) -> (permission: Permission, agency: String?) {
        (agency == nil ? .stewardPlans : .answerPlans, agency)
    }
}
