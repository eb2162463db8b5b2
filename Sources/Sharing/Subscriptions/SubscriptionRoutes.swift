import Catalogue
import Directory
import HTTPTypes
import Kernel
import Web

enum SubscriptionPaths {
    static let new: Path = "/langganan/baru"
    static let one: Path = "/langganan/{id}/{secret}"
    static let act: Path = "/langganan/{id}/{secret}/{noun}"
    static let api: Path = "/api/subscriptions"
}

/// Being told of changes by mail.
enum SubscriptionRoutes {
    static let all: [PageRoute] = [
        .get(SubscriptionPaths.new) { request in
            .page(
                try await form(
                    request, Form(["data": request.query["data"] ?? "", "tabel": request.query["tabel"] ?? "", "watch": "version"])))
        },
        .post(SubscriptionPaths.new, rate: RateLimit("subscription", 20, per: 3600)) { request in
            try await request.act(again: { given, _ in try await form(request, given) }) { data in
                var checker = Checker(data)
                let watch = checker.choice("watch", of: DataSubscription.Watch.self)
                let mail = checker.emailIfAny("mail")
                if mail == nil, checker.isFine { checker.add("mail", "error.required") }
                let (entry, table) = try table(request, data["data"] ?? "", data["tabel"] ?? "")
                let filter = entry.versions[table.id].map { version in
                    RowChoices(version, request.sharing.directory, request.page).filter(&checker)
                }
                try checker.check()
                do {
                    _ = try await request.sharing.subscriptions.subscribe(
                        table.id, watch!, filter: filter ?? data["filter"] ?? "", mail: mail!, language: request.language)
                } catch let error as AppError where error.kind == .invalid {
                    throw AppError.invalid("filter", error.issues.first?.message ?? error.message)
                }
                return .redirect(CataloguePaths.dataset(data["data"] ?? ""), flash: request.t("subscription.asked"))
            }
        },
        .get(SubscriptionPaths.one) { request in
            let (subscription, dataset) = try await request.sharing.subscriptions.find(
                try request.parameter("id"), secret: try request.parameter("secret"))
            return .page(one(request.page, subscription, dataset, secret: try request.parameter("secret"))).unkept()
        },
        .post(SubscriptionPaths.act) { request in
            let desk = request.sharing.subscriptions
            let (subscription, dataset) = try await desk.find(try request.parameter("id"), secret: try request.parameter("secret"))
            switch try request.parameter("noun") {
            case "persetujuan":
                try await desk.confirm(subscription.id)
                return .redirect(
                    SubscriptionPaths.one(subscription.id.text, try request.parameter("secret")), flash: request.t("subscription.confirmed")
                )
            case "penghentian":
                try await desk.end(subscription.id)
                return .redirect(CataloguePaths.dataset(dataset.name), flash: request.t("subscription.ended"))
            default: throw AppError.notFound
            }
        },
    ]

    static let endpoint = Endpoint(
        .post, SubscriptionPaths.api, "Be told by mail when a table changes",
        about: "The first mail holds the link that confirms it; without that nothing else is sent.",
        request: .object(
            .required("dataset", .string(max: 100)), .optional("table", .string(max: 100)),
            .required("watch", .choice(DataSubscription.Watch.self)),
            .optional("filter", .string(max: 2000)), .required("mail", .email)),
        response: .object(.required("id", .id)), status: .created, rate: RateLimit("subscription-api", 20, per: 3600)
    ) { request in
        let body = try await request.jsonValue()
        let (_, table) = try table(request, body["dataset"]?.string ?? "", body["table"]?.string ?? "")
        let subscription = try await request.sharing.subscriptions.subscribe(
            table.id, DataSubscription.Watch(rawValue: body["watch"]?.string ?? "") ?? .version, filter: body["filter"]?.string ?? "",
            mail: Plain.line(body["mail"]?.string ?? ""), language: request.language)
        return .json(["id": .string(subscription.id.text)] as JSONValue, status: .created)
    }

    private static func table(_ request: Request, _ dataset: String, _ name: String) throws -> (CatalogueEntry, Distribution) {
        guard let entry = request.catalogueIndex.find(dataset),
            let table = name.isEmpty ? entry.distributions.first : entry.distribution(named: name)
        else { throw AppError.notFound }
        return (entry, table)
    }

    private static func form(_ request: Request, _ form: Form) async throws -> HTML {
        let (entry, table) = try table(request, form.value("data"), form.value("tabel"))
        let page = request.page
        var rows: RowChoices?
        if let version = entry.versions[table.id] { rows = try await RowChoices.offered(version, of: entry.dataset, to: request) }
        var sent = Checker(FormData(form))
        let filter = rows?.filter(&sent) ?? form.value("filter")
        let choices = DataSubscription.Watch.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        func error(_ name: String) -> String? { form.issue(name).map { page.t($0) } }
        return Layout.page(
            page, title: page.t("subscription.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("subscription.title"))</h1><p class="lead">\(entry.dataset.title(page.language))</p>\(ErrorSummary(page, form))\
                \(PostForm(
                    page, SubscriptionPaths.new(),
                    """
                    <input type="hidden" name="data" value="\(form.value("data"))"><input type="hidden" name="tabel" value="\(form.value("tabel"))">\
                    \(Radios(page, "watch", label: page.t("subscription.watch"), choices: choices, selected: form.value("watch"), error: error("watch")))\
                    \(with: rows, { $0.html(page, form, legend: "subscription.filter", typedHint: "subscription.filter_hint") })\
                    \(Input(page, "mail", label: page.t("subscription.mail"), kind: .email, value: form.value("mail"), error: error("mail"), maxLength: 254, autocomplete: "email"))\
                    <p>\(Button(page.t("subscription.send"), icon: .bell))</p>
                    """))\(feeds(page, entry, form, filter: filter))</div>
                """)
    }

    /// The same without an address: feeds that a reader of news looks at.
    private static func feeds(_ page: Page, _ entry: CatalogueEntry, _ form: Form, filter: String) -> HTML {
        let table = form.value("tabel")
        let links = ChangeWatch.allCases.html { watch in
            let query: [(String, String?)] = [
                ("watch", watch == .version ? nil : watch.rawValue), ("table", watch == .version || table.isEmpty ? nil : table),
                ("filter", watch == .rows && !filter.isEmpty ? filter : nil),
            ]
            let address = CataloguePaths.dataset(entry.dataset.name) + "/perubahan.atom" + Path.query(query)
            return "<li><a href=\"\(address)\">\(page.t(watch.label))</a></li>"
        }
        return "<section><h2>\(page.t("subscription.feeds"))</h2><p>\(page.t("subscription.feeds.about"))</p><ul>\(links)</ul></section>"
    }

    private static func one(_ page: Page, _ subscription: DataSubscription, _ dataset: Dataset, secret: String) -> HTML {
        let confirm: HTML = "<p>\(Button(page.t("subscription.confirm"), icon: .check))</p>"
        let end: HTML = "<p>\(Button(page.t("subscription.end"), kind: .quiet))</p>"
        return Layout.page(
            page, title: page.t("subscription.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("subscription.title"))</h1><p class="lead"><a href="\(CataloguePaths.dataset(dataset.name))">\(dataset.title(page.language))</a></p>\
                <p>\(page.t(subscription.watch.label))\(if: !subscription.filter.isEmpty, ": <span class=\"code\">\(subscription.filter)</span>")</p>\
                \(if: subscription.confirmedAt == nil, PostForm(page, SubscriptionPaths.act(subscription.id.text, secret, "persetujuan"), confirm).html)\
                \(PostForm(page, SubscriptionPaths.act(subscription.id.text, secret, "penghentian"), end))</div>
                """)
    }
}
