import Directory
import Kernel
import Storage
import Web
import Work

/// Tells people of what became of data: the sender of her file, stewards and trustees of what waits, an agency of what it owes.
package struct CatalogueNotifier: Sendable {
    /// Events older than this are history: nobody is told of them any more.
    package static let staleAfterDays = 30

    let desk: CatalogueDesk

    package init(_ desk: CatalogueDesk) { self.desk = desk }

    package var subscriber: Outbox.Subscriber {
        { event, tx in
            guard desk.world.now() < event.at.adding(days: Self.staleAfterDays) else { return }
            switch event.subject.kind {
            case "submission": try tell(event, submission: Identifier(event.subject.id), tx)
            case "dataset_due": try tell(event, due: Identifier(event.subject.id), tx)
            case "dataset_review": try tell(event, review: Identifier(event.subject.id), tx)
            case "dataset" where event.kind == "dataset.villages_invited": try tellVillages(event, tx)
            case "contribution" where event.kind == "contribution.refused":
                try tell(event, refused: Identifier(event.subject.id), tx)
            default: return
            }
        }
    }

    private func tell(_ event: Event, review id: Identifier<Dataset>, _ tx: Transaction) throws {
        guard let dataset = try tx.dataset(id), event.kind == "dataset.review_due" else { return }
        let values = ["dataset": dataset.title, "day": Self.digits(event.details["review"])]
        for person in Set(try holders(.stewardData, nil, tx)) {
            try notify(event, person, .app, Message("told.data.review", values), CataloguePaths.manage(dataset.name), tx)
        }
    }

    private func tell(_ event: Event, submission id: Identifier<Submission>, _ tx: Transaction) throws {
        guard let submission = try tx.submission(id), let dataset = try tx.dataset(submission.dataset) else { return }
        let act = String(event.kind.dropFirst("submission.".count))
        let sender = [submission.submittedBy ?? submission.createdBy]
        let agency = submission.producer.text
        let (told, people): (String, [String]) =
            switch act {
            case "read", "refuse": (act, sender)
            case "submit":
                (act, try holders(.stewardData, nil, tx) + holders(.supportData, agency, tx))
            case "return", "object": ("returned", try sender + holders(.produceData, agency, tx))
            case "publish", "confirm": ("published", sender)
            case "forward": (act, try holders(.trusteeData, nil, tx))
            case "alert": (act, try owing(submission, tx))
            default: ("", [])
            }
        guard !told.isEmpty else { return }
        let values = ["dataset": dataset.title, "percent": event.details["percent"] ?? ""]
        for person in Set(people) where !person.isEmpty && person != event.actorID {
            try notify(event, person, .app, Message(TextKey("told.data.\(told)"), values), CataloguePaths.submission(id.text), tx)
            if told == "returned" {
                try notify(event, person, .mail, Message("told.data.returned", values), CataloguePaths.submission(id.text), tx)
            }
        }
    }

    /// Whoever owes the next act.
    private func owing(_ submission: Submission, _ tx: Transaction) throws -> [String] {
        guard let permission = try desk.submissionWorkflow(submission.workflowVersion, tx).state(submission.state)?.owedBy else {
            return []
        }
        return try holders(permission, permission == .produceData ? submission.producer.text : nil, tx)
    }

    private func tell(_ event: Event, due id: Identifier<Dataset>, _ tx: Transaction) throws {
        guard let dataset = try tx.dataset(id), let level = event.details["level"].flatMap({ Int($0) }) else { return }
        let agency = dataset.producer.text
        var people = try holders(.produceData, agency, tx)
        if level >= 2 { people += try holders(.supportData, agency, tx) }
        if level >= 3 { people += try holders(.stewardData, nil, tx) }
        let values = ["dataset": dataset.title, "day": Self.digits(event.details["due"]), "days": event.details["days"] ?? ""]
        let message = Message(level == 0 ? "told.data.due" : "told.data.overdue", values)
        for person in Set(people) {
            try notify(event, person, .app, message, CataloguePaths.manage(dataset.name), tx)
            if level >= 1 { try notify(event, person, .mail, message, CataloguePaths.manage(dataset.name), tx) }
        }
    }

    func notify(
        _ event: Event, _ recipient: String, _ channel: Notification.Channel, _ message: Message, _ url: String, _ tx: Transaction
    ) throws {
        try tx.notify(
            Notification(
                id: desk.world.newID(), event: event.id, recipient: recipient, channel: channel, message: message, url: url,
                createdAt: desk.world.now()),
            in: desk.world)
    }

    private func holders(_ permission: Permission, _ agency: String?, _ tx: Transaction) throws -> [String] {
        try tx.holders(of: permission, agency: agency, on: desk.directory.today)
    }
}
