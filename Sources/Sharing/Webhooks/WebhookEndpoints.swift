import Catalogue
import Directory
import HTTPTypes
import Kernel
import Web

/// The same for systems.
enum WebhookEndpoints {
    static let all = [list, make, remove, deliveries, replay]

    private static let webhook = Schema.named(
        "Webhook",
        .object(
            .required("id", .id), .required("dataset", .string.orNull), .required("url", .string),
            .required("watch", .choice(ChangeWatch.self)), .required("filter", .string), .required("createdAt", .instant),
            .required("disabledAt", .instant.orNull), .optional("secret", .string.about("Shown once, when it is made."))))

    private static let delivery = Schema.named(
        "WebhookDelivery",
        .object(
            .required("id", .id), .required("state", .choice(WebhookDelivery.State.self)), .required("tries", .integer),
            .required("status", .integer.orNull), .required("createdAt", .instant), .required("lastTriedAt", .instant.orNull)))

    static let list = Endpoint(
        .get, WebhookPaths.apiList, "The caller's webhooks", response: .object(.required("items", .array(of: webhook)))
    ) { request in
        if request.actor.kind == .visitor { throw AppError.unauthenticated }
        let mine = try await request.sharing.webhooks.mine(request.actor)
        return .json(["items": .array(mine.map { json($0, request) })] as JSONValue)
    }

    static let make = Endpoint(
        .post, WebhookPaths.apiList, "Be told of new versions of a dataset by HTTP",
        about: """
            Messages are CloudEvents signed as Standard Webhooks say (`webhook-id`, `webhook-timestamp`, `webhook-signature`), tried for three \
            days, then kept as dead letters that can be sent again. An answer of 410 switches the webhook off. With `watch` only of \
            columns that come, go or change, or of changes in the rows that `filter` finds (`kecamatan=eq.Patrang&fields=harga`); of \
            restricted data an agency is told of changes in what its agreement opens to it.
            """,
        request: .object(
            .required("dataset", .string(max: 100)), .required("url", .uri), .optional("agency", .id),
            .optional("watch", .choice(ChangeWatch.self)), .optional("filter", .string(max: 2000))), response: webhook,
        status: .created, rate: RateLimit("webhook", 60, per: 3600)
    ) { request in
        let body = try await request.jsonValue()
        guard let entry = request.catalogueIndex.find(body["dataset"]?.string ?? "") else { throw AppError.notFound }
        let (made, secret) = try await request.sharing.webhooks.make(
            entry.dataset, url: body["url"]?.string ?? "", agency: body["agency"]?.string,
            watch: body["watch"]?.string.flatMap(ChangeWatch.init(rawValue:)) ?? .version, filter: body["filter"]?.string ?? "",
            by: request.actor)
        var members = json(made, request).members ?? [:]
        members["secret"] = .string(secret)
        return .json(JSONValue.object(members), status: .created)
    }

    static let remove = Endpoint(.delete, WebhookPaths.apiOne, "Switch a webhook off", status: .noContent) { request in
        try await request.sharing.webhooks.disable(try request.parameter("id"), by: request.actor)
        return .noContent
    }

    static let deliveries = Endpoint(
        .get, WebhookPaths.apiDeliveries, "What was sent, the newest first", response: .object(.required("items", .array(of: delivery)))
    ) { request in
        let found = try await request.sharing.webhooks.deliveries(of: try request.parameter("id"), for: request.actor)
        return .json(["items": .array(found.map(json))] as JSONValue)
    }

    static let replay = Endpoint(.post, WebhookPaths.apiReplay, "Send a dead letter again", status: .noContent) { request in
        try await request.sharing.webhooks.replay(try request.parameter("delivery"), by: request.actor)
        return .noContent
    }

    private static func json(_ webhook: Webhook, _ request: Request) -> JSONValue {
        [
            "id": .string(webhook.id.text),
            "dataset": request.catalogueIndex.entry(webhook.dataset).map { .string($0.dataset.name) } ?? .null,
            "url": .string(webhook.url), "watch": .string(webhook.watch.rawValue), "filter": .string(webhook.filter),
            "createdAt": .string(webhook.createdAt.description),
            "disabledAt": webhook.disabledAt.map { .string($0.description) } ?? .null,
        ]
    }

    private static func json(_ delivery: WebhookDelivery) -> JSONValue {
        [
            "id": .string(delivery.id.text), "state": .string(delivery.state.rawValue), "tries": .integer(delivery.tries),
            "status": delivery.status.map(JSONValue.integer) ?? .null, "createdAt": .string(delivery.createdAt.description),
            "lastTriedAt": delivery.lastTriedAt.map { .string($0.description) } ?? .null,
        ]
    }
}
