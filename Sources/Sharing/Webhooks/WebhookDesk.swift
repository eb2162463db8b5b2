import Catalogue
import Directory
import Foundation
import Kernel
import Storage
import Web
import Work

/// Webhooks: made by systems and people with an account, told of versions, retried for three days, then kept as dead letters.
package struct WebhookDesk: Sendable {
    /// Kind of the job that sends one message; its payload is `delivery`.
    package static let job = "webhook.deliver"
    /// Webhooks one owner may have.
    static let most = 50

    let cases: CaseDesk
    /// Weak, because this desk is one of them: they would keep each other, and the database.
    weak let services: Services?
    let reader: CatalogueReader
    let absolute: @Sendable (String) -> String

    var database: Database { cases.database }
    var world: World { cases.world }

    /// Makes one.
    /// - Returns: it and its secret, which is shown this once.
    /// - Parameters:
    ///   - watch: what it is told of; ``filter`` is for ``ChangeWatch/rows`` and must fit a table of the dataset.
    package func make(
        _ dataset: Dataset, url: String, agency: String?, watch: ChangeWatch = .version, filter: String = "", by actor: Actor
    ) async throws -> (webhook: Webhook, secret: String) {
        guard actor.kind == .account || actor.kind == .client else { throw AppError.unauthenticated }
        guard let address = URL(string: url), address.scheme == "https", address.host()?.isEmpty == false, url.utf8.count <= 1000 else {
            throw AppError.invalid("url", "error.webhook_url")
        }
        if let agency, !actor.may(.useSharedData, agency: agency) { throw AppError.invalid("agency", "error.access_agency") }
        guard DatasetPolicy.isListed(dataset) else { throw AppError.notFound }
        let filter = watch == .rows ? filter : ""
        try await check(watch, filter, of: dataset)
        let secret = WebhookSignature.newSecret(world)
        let webhook = try await database.write { [world, vault = cases.vault] tx in
            let mine = try tx.count("SELECT count(*) FROM webhook WHERE owner_id = \(actor.id) AND disabled_at IS NULL")
            guard mine < WebhookDesk.most else { throw AppError.conflict("error.webhook_many") }
            let webhook = Webhook(
                id: world.newID(), dataset: dataset.id, url: url, owner: actor, agency: agency, watch: watch, filter: filter,
                createdAt: world.now())
            let sealed = vault.seal(secret.utf8, context: Webhook.context(webhook.id))
            try tx.run(
                """
                INSERT INTO webhook (id, dataset_id, url, key, sealed, owner_kind, owner_id, agency_id, watch, filter, created_at)
                VALUES (\(webhook.id), \(webhook.dataset), \(url), \(sealed.key), \(sealed.bytes), \(actor.kind.rawValue), \(actor.id), \(agency),
                    \(watch.rawValue), \(filter), \(webhook.createdAt))
                """)
            try tx.record(Event("webhook.made", of: Reference("webhook", webhook.id), sequence: 1, by: actor, in: world, agency: agency))
            return webhook
        }
        return (webhook, secret)
    }

    /// A filter must make sense for one of the tables as they are now.
    private func check(_ watch: ChangeWatch, _ filter: String, of dataset: Dataset) async throws {
        guard watch == .rows else { return }
        let shapes = try await database.read { tx in
            try tx.distributions(of: dataset.id).compactMap { try $0.currentVersion.flatMap { try tx.datasetVersion($0) }?.shape }
        }
        var failure: AppError?
        for shape in shapes {
            do { return try watch.check(shape, filter: filter) } catch { failure = failure ?? error }
        }
        throw AppError.invalid("filter", failure?.issues.first?.message ?? failure?.message ?? "error.webhook_dataset")
    }

    /// Those of an owner, the newest first.
    package func mine(_ actor: Actor) async throws -> [Webhook] {
        try await database.read { tx in
            try tx.rows("SELECT * FROM webhook WHERE owner_id = \(actor.id) ORDER BY id DESC LIMIT 200").map(Webhook.init(row:))
        }
    }

    /// - Throws: `.notFound` for what is not the actor's.
    private func own(_ id: String, _ actor: Actor, _ tx: Transaction) throws -> Webhook {
        guard let row = try tx.row("SELECT * FROM webhook WHERE id = \(id)"), row.text("owner_id") == actor.id, !actor.id.isEmpty else {
            throw AppError.notFound
        }
        return Webhook(row: row)
    }

    package func disable(_ id: String, by actor: Actor) async throws {
        try await database.write { [world] tx in
            let webhook = try own(id, actor, tx)
            guard webhook.disabledAt == nil else { return }
            try tx.run("UPDATE webhook SET disabled_at = \(world.now()) WHERE id = \(id)")
            try tx.record(
                Event(
                    "webhook.disabled", of: Reference("webhook", id), sequence: try tx.nextSequence(of: Reference("webhook", id)),
                    by: actor,
                    in: world, agency: webhook.agency))
        }
    }

    /// Messages of a webhook, the newest first.
    package func deliveries(of id: String, for actor: Actor, limit: Int = 100) async throws -> [WebhookDelivery] {
        try await database.read { tx in
            _ = try own(id, actor, tx)
            return try tx.rows("SELECT * FROM webhook_delivery WHERE webhook_id = \(id) ORDER BY id DESC LIMIT \(limit)")
                .map(WebhookDelivery.init(row:))
        }
    }

    /// Sends a dead letter again.
    package func replay(_ delivery: String, by actor: Actor) async throws {
        try await database.write { [world] tx in
            guard let row = try tx.row("SELECT * FROM webhook_delivery WHERE id = \(delivery)") else { throw AppError.notFound }
            let webhook = try own(row.text("webhook_id"), actor, tx)
            guard webhook.disabledAt == nil else { throw AppError.conflict("error.webhook_disabled") }
            guard row.text("state") == WebhookDelivery.State.dead.rawValue else { throw AppError.conflict("error.webhook_not_dead") }
            try tx.run("UPDATE webhook_delivery SET state = 'waiting', tries = 0 WHERE id = \(delivery)")
            try tx.enqueue(WebhookDesk.job, ["delivery": delivery], in: world)
        }
    }

    /// A message for every webhook of a dataset that has a new version, and for those of the two agencies between which something was
    /// asked for or agreed.
    package var subscriber: Outbox.Subscriber {
        { event, tx in
            if event.kind == "dataset.version_published" {
                if let version = event.details["version"] { try enqueueNews(event, version: version, tx) }
            } else if let deal = try SharingDeal(event, tx), let dataset = try tx.dataset(deal.dataset) {
                // What happened before a webhook was made is not news to it.
                let hooks = try tx.rows(
                    "SELECT * FROM webhook WHERE dataset_id = \(dataset.id) AND disabled_at IS NULL AND created_at <= \(event.at) ORDER BY id"
                ).map(Webhook.init(row:))
                for webhook in hooks where deal.agencies.contains(webhook.agency ?? "") {
                    try deliver(Told(event: event.id.text, kind: event.kind, at: event.at), to: webhook, dataset, deal.details, tx)
                }
            }
        }
    }

    /// Writes a message and has it sent.
    func deliver(_ told: Told, to webhook: Webhook, _ dataset: Dataset, _ details: [String: String], _ tx: Transaction) throws {
        let id = world.newID(WebhookDelivery.self)
        let body = message(told, dataset, details)
        try tx.run(
            """
            INSERT INTO webhook_delivery (id, webhook_id, event_id, body, state, tries, created_at)
            VALUES (\(id), \(webhook.id), \(told.event), \(body), 'waiting', 0, \(world.now()))
            """)
        try tx.enqueue(WebhookDesk.job, ["delivery": id.text], key: "\(WebhookDesk.job) \(id)", in: world)
    }

    /// What is said, as a CloudEvent; never rows.
    private func message(_ told: Told, _ dataset: Dataset, _ details: [String: String]) -> String {
        let data: [String: JSONValue] = details.mapValues { .string($0) }
        let body: JSONValue = [
            "specversion": "1.0", "id": .string(told.event), "source": .string(absolute("/")),
            "type": .string("id.pendopo.\(told.kind)"),
            "subject": .string(dataset.name), "time": .string(told.at.description), "datacontenttype": "application/json",
            "data": .object(
                data.merging(["dataset": .string(dataset.name), "url": .string(absolute(CataloguePaths.dataset(dataset.name)))]) { $1 }),
        ]
        return String(decoding: body.bytes, as: UTF8.self)
    }
}
