import Catalogue
import Directory
import HTTPTypes
import Kernel
import Web

/// Webhooks of the one who is signed in.
enum WebhookRoutes {
    static let all: [PageRoute] = [
        .get(WebhookPaths.list) { request in
            try request.requireAccount()
            return .page(try await list(request, Form(["data": request.query["data"] ?? ""]), secret: nil))
        },
        .post(WebhookPaths.new) { request in
            try request.requireAccount()
            let desk = request.sharing.webhooks
            // Which rows can be chosen is known once the dataset is.
            let sent = try await request.form()
            if sent["pilih"] != nil { return .page(try await list(request, Form(sent), secret: nil)) }
            return try await request.act(again: { form, _ in try await list(request, form, secret: nil) }) { data in
                guard let entry = request.catalogueIndex.find(data["data"] ?? "") else {
                    throw AppError.invalid("data", "error.webhook_dataset")
                }
                var checker = Checker(data)
                let filter = version(entry).map { RowChoices($0, request.sharing.directory, request.page).filter(&checker) }
                try checker.check()
                let (_, secret) = try await desk.make(
                    entry.dataset, url: data["url"] ?? "", agency: data["agency"].flatMap { $0.isEmpty ? nil : $0 },
                    watch: data["watch"].flatMap(ChangeWatch.init(rawValue:)) ?? .version, filter: filter ?? data["filter"] ?? "",
                    by: request.actor)
                // The secret is shown on this page and never again.
                return .page(try await list(request, .empty, secret: secret)).unkept()
            }
        },
        .get(WebhookPaths.one) { request in
            try request.requireAccount()
            let id = try request.parameter("id")
            let deliveries = try await request.sharing.webhooks.deliveries(of: id, for: request.actor)
            return .page(one(request.page, id, deliveries))
        },
        .post(WebhookPaths.disable) { request in
            try request.requireAccount()
            try await request.sharing.webhooks.disable(try request.parameter("id"), by: request.actor)
            return .redirect(WebhookPaths.list(), flash: request.t("webhook.disabled"))
        },
        .post(WebhookPaths.replay) { request in
            try request.requireAccount()
            try await request.sharing.webhooks.replay(try request.parameter("delivery"), by: request.actor)
            return .redirect(WebhookPaths.one(try request.parameter("id")), flash: request.t("webhook.replayed"))
        },
    ]

    /// The version by whose columns rows are chosen: of a dataset with one table. Of others they are written.
    private static func version(_ entry: CatalogueEntry) -> DatasetVersion? {
        entry.versions.count == 1 ? entry.versions.values.first : nil
    }

    private static func list(_ request: Request, _ form: Form, secret: String?) async throws -> HTML {
        let page = request.page
        let webhooks = try await request.sharing.webhooks.mine(request.actor)
        var rows: RowChoices?
        if let entry = request.catalogueIndex.find(form.value("data")), DatasetPolicy.isListed(entry.dataset),
            let version = version(entry)
        {
            rows = try await RowChoices.offered(version, of: entry.dataset, to: request)
        }
        let cards = webhooks.map { webhook in
            ListCard(
                request.catalogueIndex.entry(webhook.dataset)?.dataset.title(page.language) ?? webhook.url,
                link: WebhookPaths.one(webhook.id.text),
                facts: [
                    "<span class=\"code\">\(webhook.url)</span>",
                    "\(page.t(webhook.watch.label))\(if: !webhook.filter.isEmpty, ": <span class=\"code\">\(webhook.filter)</span>")",
                    "\(page.format.day(webhook.createdAt))",
                ],
                tags: [webhook.disabledAt == nil ? Tag(page.t("webhook.on"), .good).html : Tag(page.t("webhook.off")).html])
        }
        func error(_ name: String) -> String? { form.issue(name).map { page.t($0) } }
        let watches = ChangeWatch.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        return Layout.page(
            page, title: page.t("webhook.title"),
            body: """
                <h1>\(page.t("webhook.title"))</h1><p class="lead">\(page.t("webhook.lead"))</p>\(ErrorSummary(page, form))\
                \(with: secret, { Notice(.good, title: page.t("webhook.secret"), isLive: true, "<p>\(page.t("webhook.secret_once"))</p><p class=\"code\">\($0)</p>").html })\
                \(if: cards.isEmpty, "<p class=\"muted\">\(page.t("webhook.none"))</p>", else: ListCard.list(cards))\
                \(PostForm(
                    page, WebhookPaths.new(),
                    """
                    \(Input(page, "data", label: page.t("webhook.dataset"), value: form.value("data"), hint: page.t("webhook.dataset_hint"), error: error("data"), maxLength: 100))\
                    <p>\(Button(page.t("webhook.choose_rows"), kind: .quiet, name: "pilih", value: "1", attributes: " formnovalidate"))</p>\
                    \(Input(page, "url", label: page.t("webhook.url"), kind: .url, value: form.value("url"), hint: page.t("webhook.url_hint"), error: error("url"), maxLength: 1000))\
                    \(Select(page, "agency", label: page.t("webhook.agency"), choices: agencies(request), selected: form.value("agency"), prompt: "–", hint: page.t("webhook.agency_hint"), error: error("agency"), need: .optional))\
                    \(Radios(page, "watch", label: page.t("subscription.watch"), choices: watches, selected: form.value("watch").isEmpty ? "version" : form.value("watch")))\
                    \(with: rows, { $0.html(page, form, legend: "subscription.filter", typedHint: "subscription.filter_hint") })\
                    \(if: rows == nil, Input(page, "filter", label: page.t("subscription.filter"), value: form.value("filter"), hint: page.t("subscription.filter_hint"), error: error("filter"), need: .optional, maxLength: 2000).html)\
                    <p>\(Button(page.t("webhook.make"), icon: .add))</p>
                    """))
                """)
    }

    /// Agencies for which the one who is signed in may read shared data.
    private static func agencies(_ request: Request) -> [Choice] {
        let directory: DirectoryIndex = request.installation.services.get()
        return directory.agencies.active(on: directory.today).filter { request.actor.may(.useSharedData, agency: $0.id.text) }
            .map { Choice($0.id.text, $0.name) }
    }

    private static func one(_ page: Page, _ id: String, _ deliveries: [WebhookDelivery]) -> HTML {
        let table = Table(
            page.t("webhook.deliveries"),
            columns: [
                Table.Column(page.t("webhook.at")), Table.Column(page.t("webhook.state")),
                Table.Column(page.t("webhook.tries"), isNumber: true),
                Table.Column(page.t("webhook.status"), isNumber: true), Table.Column(page.t("webhook.again")),
            ],
            rows: deliveries.map { delivery in
                let again: HTML =
                    delivery.state == .dead
                    ? PostForm(
                        page, WebhookPaths.replay(id, delivery.id.text), "<p>\(Button(page.t("webhook.replay"), kind: .quiet))</p>"
                    ).html : "–"
                return [
                    "\(page.format.moment(delivery.createdAt))", "\(page.t(TextKey("webhook.state.\(delivery.state.rawValue)")))",
                    "\(delivery.tries)",
                    "\(delivery.status.map(String.init) ?? "–")", again,
                ]
            })
        return Layout.page(
            page, title: page.t("webhook.deliveries"),
            body: """
                \(Breadcrumb(page, above: [(page.t("webhook.title"), WebhookPaths.list())], title: page.t("webhook.deliveries")))\
                <h1>\(page.t("webhook.deliveries"))</h1>\(if: deliveries.isEmpty, "<p class=\"muted\">\(page.t("webhook.no_deliveries"))</p>", else: table.html)\
                \(PostForm(page, WebhookPaths.disable(id), "<p>\(Button(page.t("webhook.disable"), kind: .danger))</p>"))
                """)
    }
}
