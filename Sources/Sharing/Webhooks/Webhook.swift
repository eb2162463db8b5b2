import Catalogue
import Crypto
import Foundation
import Kernel
import Storage
import Work

/// Another system that is told of new versions of a dataset by HTTP.
package struct Webhook: Sendable, Equatable, Identifiable {
    package var id: Identifier<Webhook>
    package var dataset: Identifier<Dataset>
    package var url: String
    /// Who made it: an account or an API client.
    package var ownerKind: Actor.Kind
    package var owner: String
    /// The agency it is for; restricted data are told of only while an agreement opens them to it.
    package var agency: String?
    package var watch: ChangeWatch
    /// In the language of addresses; for ``ChangeWatch/rows``.
    package var filter: String
    package var createdAt: Instant
    /// When it was switched off: by its owner, or because its address said that it is gone.
    package var disabledAt: Instant?

    init(
        id: Identifier<Webhook>, dataset: Identifier<Dataset>, url: String, owner: Actor, agency: String?, watch: ChangeWatch,
        filter: String, createdAt: Instant
    ) {
        self.watch = watch
        self.filter = filter
        self.id = id
        self.dataset = dataset
        self.url = url
        ownerKind = owner.kind
        self.owner = owner.id
        self.agency = agency
        self.createdAt = createdAt
    }

    init(row: Row) {
        id = row.id("id")
        dataset = row.id("dataset_id")
        url = row.text("url")
        ownerKind = Actor.Kind(rawValue: row.text("owner_kind")) ?? .system
        owner = row.text("owner_id")
        agency = row.textIfAny("agency_id")
        watch = ChangeWatch(rawValue: row.text("watch")) ?? .version
        filter = row.text("filter")
        createdAt = row.instant("created_at")
        disabledAt = row.instantIfAny("disabled_at")
    }

    static func context(_ id: Identifier<Webhook>) -> String { "webhook:\(id)" }
}

/// One message to one webhook, on its way until it was taken or given up.
package struct WebhookDelivery: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable, Codable {
        case waiting, delivered
        /// Given up; may be sent again by hand.
        case dead
    }

    package var id: Identifier<WebhookDelivery>
    package var webhook: Identifier<Webhook>
    package var body: String
    package var state: State
    package var tries: Int
    /// Status of the last answer; `nil` when there was none.
    package var status: Int?
    package var createdAt: Instant
    package var lastTriedAt: Instant?

    init(row: Row) {
        id = row.id("id")
        webhook = row.id("webhook_id")
        body = row.text("body")
        state = State(rawValue: row.text("state")) ?? .dead
        tries = row.int("tries")
        status = row.intIfAny("status")
        createdAt = row.instant("created_at")
        lastTriedAt = row.instantIfAny("last_tried_at")
    }

    /// Seconds to wait after so many tries that failed; `nil` when it is given up. Three days in all, as Standard Webhooks advises.
    static func wait(after tries: Int) -> Double? {
        let waits: [Double] = [5, 60, 600, 3600, 6 * 3600, 24 * 3600, 42 * 3600]
        return tries <= waits.count ? waits[max(0, tries - 1)] : nil
    }
}

/// Signatures of messages after Standard Webhooks: HMAC-SHA256 over id, time and body.
package enum WebhookSignature {
    /// A new secret as its owner keeps it: `whsec_` and 32 bytes in base64.
    package static func newSecret(_ world: World) -> String { "whsec_" + Data(world.random(32)).base64EncodedString() }

    /// The headers that go with a message.
    package static func headers(id: String, body: String, secret: String, at now: Instant) -> [(name: String, value: String)] {
        let time = String(now.milliseconds / 1000)
        return [
            ("Content-Type", "application/cloudevents+json"), ("webhook-id", id), ("webhook-timestamp", time),
            ("webhook-signature", "v1,\(signature(id: id, time: time, body: body, secret: secret))"),
        ]
    }

    static func signature(id: String, time: String, body: String, secret: String) -> String {
        let key = Data(base64Encoded: String(secret.dropFirst("whsec_".count))) ?? Data()
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(time).\(body)".utf8), using: SymmetricKey(data: key))
        return Data(code).base64EncodedString()
    }
}

/// How messages leave the house; put among the services by the server, which guards against addresses inside of it.
package struct WebhookSender: Sendable {
    /// Posts a body and gives the answer's status; throws when there was no answer or the address is not one of the open internet.
    package var post: @Sendable (_ url: String, _ headers: [(name: String, value: String)], _ body: String) async throws -> Int

    package init(post: @escaping @Sendable (String, [(name: String, value: String)], String) async throws -> Int) { self.post = post }
}
