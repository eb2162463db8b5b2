import Catalogue
import Columns
import Crypto
import Foundation
import Kernel
import Storage
import Web
import Work

/// Subscriptions by mail: asked for, confirmed by a link, told of changes, ended by a link.
package struct SubscriptionDesk: Sendable {
    /// Kind of the job that looks for subscribers of a new version; its payload is `event`, `table` and `version`.
    package static let job = "subscriptions.version"
    /// Days after which a subscription that was never confirmed is forgotten.
    static let confirmDays = 7

    let cases: CaseDesk
    let reader: CatalogueReader

    package init(cases: CaseDesk, reader: CatalogueReader) {
        self.cases = cases
        self.reader = reader
    }

    /// Keeps a subscription and sends the mail with the link that confirms it.
    /// - Throws: `.invalid` for a filter that is none of the table, `.notFound` or `.forbidden` for what is not open to everybody.
    package func subscribe(
        _ table: Identifier<Distribution>, _ watch: DataSubscription.Watch, filter: String, mail: String, language: Language
    ) async throws -> DataSubscription {
        let opened = try await reader.open(.distribution(table), for: .visitor, purpose: .event)
        if watch == .rows { _ = try watch.differs(opened.file, opened.file, filter: filter) }
        let world = cases.world
        return try await cases.database.write { [vault = cases.vault] tx in
            let subscription = DataSubscription(
                id: world.newID(), dataset: opened.dataset.id, table: table, watch: watch, filter: watch == .rows ? filter : "",
                language: language, createdAt: world.now())
            let sealed = vault.seal(mail.utf8, context: DataSubscription.context(subscription.id))
            try tx.run(
                """
                INSERT INTO data_subscription (id, dataset_id, distribution_id, watch, filter, language, key, sealed, created_at)
                VALUES (\(subscription.id), \(subscription.dataset), \(table), \(watch.rawValue), \(subscription.filter), \(language.rawValue),
                    \(sealed.key), \(sealed.bytes), \(subscription.createdAt))
                """)
            let event = Event(
                "subscription.asked", of: Reference("data_subscription", subscription.id), sequence: 1, by: .visitor, in: world)
            try tx.record(event)
            try notify(subscription, event.id, "told.subscriber.confirm", [:], tx)
            return subscription
        }
    }

    /// Confirms or ends a subscription by its secret link.
    package func find(_ id: String, secret shown: String) async throws -> (subscription: DataSubscription, dataset: Dataset) {
        let found = try await cases.database.read { tx -> (DataSubscription, Dataset)? in
            guard let row = try tx.row("SELECT * FROM data_subscription WHERE id = \(id)") else { return nil }
            let subscription = DataSubscription(row: row)
            return try tx.dataset(subscription.dataset).map { (subscription, $0) }
        }
        guard let found, secret(of: found.0.id) == shown else { throw AppError.notFound }
        return found
    }

    package func confirm(_ id: Identifier<DataSubscription>) async throws {
        try await cases.database.write { [world = cases.world] tx in
            try tx.run("UPDATE data_subscription SET confirmed_at = \(world.now()) WHERE id = \(id) AND confirmed_at IS NULL")
        }
    }

    /// Forgets it, the address with it.
    package func end(_ id: Identifier<DataSubscription>) async throws {
        try await cases.database.write { tx in try tx.run("DELETE FROM data_subscription WHERE id = \(id)") }
    }

    /// Forgets what was never confirmed.
    package func purge() async throws {
        let oldest = cases.world.now().adding(days: -SubscriptionDesk.confirmDays)
        try await cases.database.write { tx in
            try tx.run("DELETE FROM data_subscription WHERE confirmed_at IS NULL AND created_at < \(oldest)")
        }
    }

    /// 128 bits that only this installation can compute.
    func secret(of id: Identifier<DataSubscription>) -> String {
        base64URL(
            Array(HMAC<SHA256>.authenticationCode(for: Data(id.text.utf8), using: cases.vault.key(for: "subscription-link"))).prefix(16))
    }

    package var subscriber: Outbox.Subscriber {
        { [world = cases.world] event, tx in
            guard event.kind == "dataset.version_published", let table = event.details["table"], let version = event.details["version"]
            else { return }
            try tx.enqueue(
                SubscriptionDesk.job, ["event": event.id.text, "table": table, "version": version],
                key: "\(SubscriptionDesk.job) \(event.id)",
                in: world)
        }
    }

    package var handler: JobHandler {
        JobHandler(SubscriptionDesk.job, lane: .comparing) { job in
            guard let event = job.payload["event"], let table = job.payload["table"], let version = job.payload["version"] else { return }
            try await tell(Identifier(event), Identifier(table), Identifier(version))
        }
    }

    private func tell(_ event: Identifier<Event>, _ table: Identifier<Distribution>, _ version: Identifier<DatasetVersion>) async throws {
        let (subscriptions, new, old) = try await cases.database.read { tx in
            let new = try tx.datasetVersion(version).flatMap { $0.distribution == table ? $0 : nil }
            return (
                try tx.rows("SELECT * FROM data_subscription WHERE distribution_id = \(table) AND confirmed_at IS NOT NULL ORDER BY id")
                    .map(DataSubscription.init(row:)), new, try new.flatMap { try tx.version(of: table, number: $0.number - 1) }
            )
        }
        guard let new, !subscriptions.isEmpty else { return }
        // What is not open to everybody any more is told to nobody.
        let after: OpenedTable
        let before: ColumnFile?
        do {
            (after, before) = try await reader.open(
                new, since: old, for: .visitor, purpose: .event)
        } catch let error as AppError where error.kind != .unavailable { return }
        let told = await Background.run {
            // Many watch the same, which is then compared once.
            var known: [String: Bool] = [:]
            return subscriptions.filter { subscription in
                guard let before else { return true }
                let watched = "\(subscription.watch.rawValue) \(subscription.filter)"
                if let differs = known[watched] { return differs }
                let differs: Bool
                do throws(AppError) { differs = try subscription.watch.differs(before, after.file, filter: subscription.filter) } catch {
                    differs = true
                }
                known[watched] = differs
                return differs
            }
        }
        try await cases.database.write { tx in
            for subscription in told {
                try notify(
                    subscription, event, TextKey("told.subscriber.\(subscription.watch.rawValue)"),
                    ["dataset": after.dataset.title(subscription.language), "number": "\(new.number)"], tx)
            }
        }
    }

    private func notify(
        _ subscription: DataSubscription, _ event: Identifier<Event>, _ key: TextKey, _ values: [String: String], _ tx: Transaction
    ) throws {
        try tx.notify(
            Notification(
                id: cases.world.newID(), event: event, recipient: subscription.recipient, channel: .mail, message: Message(key, values),
                url: "",
                createdAt: cases.world.now()), in: cases.world)
    }

    /// The address of a subscriber, opened by Pendopo itself for the one purpose for which it was given.
    package var finder: NotificationMailer.Finder {
        { notification, tx in
            guard notification.recipient.hasPrefix("subscriber:") else { return nil }
            let id = Identifier<DataSubscription>(String(notification.recipient.dropFirst("subscriber:".count)))
            guard let row = try tx.row("SELECT * FROM data_subscription WHERE id = \(id)") else { return nil }
            let sealed = Vault.Sealed(key: row.text("key"), bytes: row.bytes("sealed"))
            let mail = String(decoding: try cases.vault.open(sealed, context: DataSubscription.context(id)), as: UTF8.self)
            return NotificationMailer.Address(
                mail: mail, language: DataSubscription(row: row).language, path: SubscriptionPaths.one(id.text, secret(of: id)))
        }
    }
}

extension Transaction {
    /// Seals up to `limit` addresses of subscribers anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealSubscribers(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            "SELECT id, key, sealed FROM data_subscription WHERE key <> \(vault.current) AND id > \(after) ORDER BY id LIMIT \(limit)")
        return try Resealed(old, in: vault, context: { DataSubscription.context($0.id("id")) }) { row, sealed in
            try run("UPDATE data_subscription SET key = \(sealed.key), sealed = \(sealed.bytes) WHERE id = \(row.text("id"))")
        }
    }
}
