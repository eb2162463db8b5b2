import Catalogue
import Columns
import Directory
import Kernel
import Storage
import Web
import Work

/// What webhooks are told of a new version. Read through the gate as everything else: of restricted data an agency hears what its agreement
/// opens to it, as long as it does, and only when something of that has changed; the reading is counted and written down.
extension WebhookDesk {
    /// Kind of the job that finds out whether one webhook is told of one version; its payload is `webhook`, `event`, `at`, `version`, and
    /// `again` where it has waited for an agreement's rate.
    package static let newsJob = "webhook.news"
    /// Seconds for which news may wait: as long as a message is tried.
    private static let longestWait = 3 * 86_400.0

    package var newsHandler: JobHandler {
        JobHandler(WebhookDesk.newsJob, lane: .comparing) { job in
            guard let webhook = job.payload["webhook"], let event = job.payload["event"],
                let at = job.payload["at"].flatMap({ Instant($0) }), let version = job.payload["version"]
            else { return }
            try await tell(
                webhook, Told(event: event, kind: "dataset.version_published", at: at), Identifier(version),
                hasWaited: job.payload["again"] != nil)
        }
    }

    /// A job for every webhook of the dataset that was there already.
    func enqueueNews(_ event: Event, version: String, _ tx: Transaction) throws {
        for row in try tx.rows(
            """
            SELECT id FROM webhook WHERE dataset_id = \(event.subject.id) AND disabled_at IS NULL AND created_at <= \(event.at) ORDER BY id
            """)
        {
            try enqueueNews(row.text("id"), event.id.text, event.at, version, at: nil, tx)
        }
    }

    private func enqueueNews(_ webhook: String, _ event: String, _ when: Instant, _ version: String, at: Instant?, _ tx: Transaction) throws
    {
        var payload = ["webhook": webhook, "event": event, "at": when.description, "version": version]
        if at != nil { payload["again"] = "1" }
        try tx.enqueue(
            WebhookDesk.newsJob, payload, key: "\(WebhookDesk.newsJob) \(webhook) \(event) \(at?.description ?? "")", at: at, in: world)
    }

    private func tell(_ id: String, _ told: Told, _ version: Identifier<DatasetVersion>, hasWaited: Bool) async throws {
        let found = try await database.read { tx -> (Webhook, DatasetVersion, DatasetVersion?, Distribution, Dataset)? in
            guard let row = try tx.row("SELECT * FROM webhook WHERE id = \(id) AND disabled_at IS NULL"),
                let new = try tx.datasetVersion(version), let table = try tx.distribution(new.distribution),
                let dataset = try tx.dataset(table.dataset), dataset.state == .published
            else { return nil }
            let before = try tx.row(
                "SELECT * FROM dataset_version WHERE distribution_id = \(table.id) AND number = \(new.number - 1)"
            ).map(DatasetVersion.init(row:))
            // What stays shut though the dataset was opened since is told to nobody, not even its hash.
            if dataset.access == .open, new.id != table.currentVersion, try tx.isWithheld(new) { return nil }
            return (Webhook(row: row), new, before, table, dataset)
        }
        guard let (webhook, new, before, table, dataset) = found else { return }
        // What has waited until there is a newer version is news no more: that one has a message of its own.
        let isOld = table.currentVersion != new.id
        if hasWaited, isOld { return }
        var details = ["table": table.id.text, "version": new.id.text, "number": "\(new.number)"]
        if dataset.access == .open, webhook.watch == .version {
            details["hash"] = new.hash
            details["rows"] = "\(new.rows)"
        } else {
            guard let actor = try await readingActor(for: webhook, of: dataset) else { return }
            do {
                let opened = try await reader.open(new, since: before, for: actor, purpose: .event)
                guard try await isNews(webhook, opened.now, opened.before) else { return }
                details["rows"] = "\(opened.now.file.rowCount)"
                if opened.now.rule.isWhole, dataset.access == .open { details["hash"] = new.hash }
            } catch let error as AppError {
                switch error.kind {
                case .tooMany:
                    // The agreement's rate holds for messages too: told when it allows another reading, if that is soon enough.
                    guard !isOld, world.now().seconds(since: told.at) < WebhookDesk.longestWait else { return }
                    try await database.write { [world] tx in
                        let later = world.now().adding(seconds: Double(error.retryAfter ?? 3600))
                        try enqueueNews(id, told.event, told.at, version.text, at: later, tx)
                    }
                    return
                case .unavailable: throw error
                // Nothing is open to it any more, or the terms fit the table no longer.
                default: return
                }
            }
        }
        try await database.write { [details] tx in
            // Asked again after a crash it is told once all the same.
            guard try tx.row("SELECT id FROM webhook_delivery WHERE webhook_id = \(id) AND event_id = \(told.event)") == nil else { return }
            try deliver(told, to: webhook, dataset, details, tx)
        }
    }

    /// Whoever reads for a webhook: of open data everybody, of restricted ones its agency and nothing more than its agency; and that only
    /// while whoever made it may still read for the agency, which she may not who has left it, nor a key that has ended.
    private func readingActor(for webhook: Webhook, of dataset: Dataset) async throws -> Actor? {
        switch dataset.access {
        case .open: return .visitor
        case .closed: return nil
        case .restricted:
            guard let agency = webhook.agency,
                let owner = try await services?.find(PresentActors.self)?.find(webhook.ownerKind, webhook.owner),
                owner.may(.useSharedData, agency: agency)
            else { return nil }
            return Actor(kind: owner.kind, id: owner.id, grants: [Grant(permissions: [.useSharedData], agencies: [agency])])
        }
    }

    private func isNews(_ webhook: Webhook, _ now: OpenedTable, _ before: ColumnFile?) async throws -> Bool {
        try await Background.run { () throws(AppError) in
            let file = now.file
            guard let before else {
                // A filter that does not fit is about another table of the dataset.
                do throws(AppError) { try webhook.watch.check(try file.shape, filter: webhook.filter) } catch { return false }
                return true
            }
            // Who reads a part is told of changes in that part, of columns and rows alike.
            if webhook.watch == .version {
                let (old, new) = (try before.shape, try file.shape)
                if old != new { return true }
                return try ChangeWatch.rows.differs(before, file, filter: "")
            }
            do throws(AppError) { return try webhook.watch.differs(before, file, filter: webhook.filter) } catch {
                do throws(AppError) { try webhook.watch.check(try before.shape, filter: webhook.filter) } catch { return false }
                return true
            }
        }
    }
}

/// What happened, as messages name it.
struct Told: Sendable {
    var event: String
    var kind: String
    var at: Instant
}
