import Foundation
import Kernel
import Storage
import Web
import Work

extension WebhookDesk {
    package var handler: JobHandler {
        JobHandler(WebhookDesk.job, lane: .telling) { job in
            guard let id = job.payload["delivery"] else { return }
            try await deliver(id)
        }
    }

    /// Sends one message. What is not taken is tried again by a job of its own, so that the queue's few tries do not limit it.
    private func deliver(_ id: String) async throws {
        let found = try await database.read { [vault = cases.vault] tx -> (WebhookDelivery, Webhook, String)? in
            guard let row = try tx.row("SELECT * FROM webhook_delivery WHERE id = \(id) AND state = 'waiting'"),
                let hook = try tx.row("SELECT * FROM webhook WHERE id = \(row.text("webhook_id")) AND disabled_at IS NULL")
            else { return nil }
            let sealed = Vault.Sealed(key: hook.text("key"), bytes: hook.bytes("sealed"))
            let webhook = Webhook(row: hook)
            let secret = String(decoding: try vault.open(sealed, context: Webhook.context(webhook.id)), as: UTF8.self)
            return (WebhookDelivery(row: row), webhook, secret)
        }
        guard let (delivery, webhook, secret) = found else { return }
        let headers = WebhookSignature.headers(id: delivery.id.text, body: delivery.body, secret: secret, at: world.now())
        var status: Int?
        if let sender = services?.find(WebhookSender.self) { status = try? await sender.post(webhook.url, headers, delivery.body) }
        try await database.write { [world, status] tx in
            let now = world.now()
            let tries = delivery.tries + 1
            if let status, (200...299).contains(status) {
                try tx.run(
                    """
                    UPDATE webhook_delivery SET state = 'delivered', tries = \(tries), status = \(status), last_tried_at = \(now)
                    WHERE id = \(delivery.id)
                    """)
                return
            }
            // Gone (410) says that nobody will ever listen there again.
            if status == 410 { try tx.run("UPDATE webhook SET disabled_at = \(now) WHERE id = \(webhook.id)") }
            let wait = status == 410 ? nil : WebhookDelivery.wait(after: tries)
            try tx.run(
                """
                UPDATE webhook_delivery SET state = \(wait == nil ? "dead" : "waiting"), tries = \(tries), status = \(status), last_tried_at = \(now)
                WHERE id = \(delivery.id)
                """)
            if let wait {
                try tx.enqueue(
                    WebhookDesk.job, ["delivery": delivery.id.text], key: "\(WebhookDesk.job) \(delivery.id) \(tries) \(now)",
                    at: now.adding(seconds: wait), in: world)
            }
        }
    }
}

extension Transaction {
    /// Seals up to `limit` secrets of webhooks anew that are not yet under the current key.
    /// - Parameter after: number of the last row looked at before.
    package func resealWebhooks(_ vault: Vault, after: String, limit: Int) throws -> Resealed {
        let old = try rows(
            "SELECT id, key, sealed FROM webhook WHERE key <> \(vault.current) AND id > \(after) ORDER BY id LIMIT \(limit)")
        return try Resealed(old, in: vault, context: { Webhook.context($0.id("id")) }) { row, sealed in
            try run("UPDATE webhook SET key = \(sealed.key), sealed = \(sealed.bytes) WHERE id = \(row.text("id"))")
        }
    }
}
