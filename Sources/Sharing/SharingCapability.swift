import Catalogue
import Directory
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Sharing between agencies by agreements the gate goes by, and citizens' requests for information. Needs the directory and the
    /// catalogue.
    /// - Parameter references: of every capability, for requests that were made of a citizen's report.
    package static func sharing(references: ReferenceResolver = ReferenceResolver([])) throws -> Capability {
        Capability(
            name: "sharing", migrations: SharingMigrations.all, words: try SharingWords.load(), permissions: Permission.ofSharing,
            pages: SharingRoutes.all + InformationRoutes.all + InformationStaffRoutes.all(references) + SubscriptionRoutes.all
                + WebhookRoutes.all,
            endpoints: AgreementEndpoints.all + InformationEndpoints.all + [SubscriptionRoutes.endpoint] + WebhookEndpoints.all,
            menu: [
                MenuItem("sharing.title", link: SharingPaths.list(), permission: .requestData),
                MenuItem("information.list", link: InformationPaths.list(), permission: .handleInformation),
            ],
            jobs: { installation in
                let site: SharingSite = installation.services.get()
                return [site.subscriptions.handler, site.webhooks.handler, site.webhooks.newsHandler]
            }, schedules: schedules,
            subscribers: { installation in
                let site: SharingSite = installation.services.get()
                return [
                    AgreementNotifier(site.cases).subscriber, InformationNotifier(site.cases).subscriber, site.subscriptions.subscriber,
                    site.webhooks.subscriber,
                ]
            },
            addresses: { installation in
                let site: SharingSite = installation.services.get()
                return [InformationNotifier(site.cases).finder, site.subscriptions.finder]
            }, start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let cases = CaseDesk(
            database: installation.database, world: installation.world, vault: installation.vault, directory: installation.services.get())
        let agreements = AgreementDesk(cases: cases, index: installation.services.get(), files: installation.services.get())
        let subscriptions = SubscriptionDesk(cases: cases, reader: installation.services.get())
        let settings = installation.settings
        let webhooks = WebhookDesk(
            cases: cases, services: installation.services, reader: installation.services.get(), absolute: { settings.absolute($0) })
        installation.services.put(SharingSite(cases: cases, agreements: agreements, subscriptions: subscriptions, webhooks: webhooks))
        installation.services.put(agreements.lookup)
        installation.services.put(agreements.log)
        installation.services.find(DatasetPanels.self)?.register(AccessPanel.html)
        installation.services.find(DatasetUsers.self)?.register(AgreementUsers.lines)
    }

    @Sendable private static func schedules(_ installation: Installation) -> [Schedule] {
        let site: SharingSite = installation.services.get()
        return [
            Schedule("sharing.agreements", every: 900) { _ = try await site.agreements.watch() },
            Schedule("sharing.subscriptions", every: 86_400) { try await site.subscriptions.purge() },
            Schedule("sharing.escalation", every: 60) { _ = try await site.cases.escalate(AccessRequest.self) },
            Schedule("information.escalation", every: 60) { _ = try await site.cases.escalate(InformationRequest.self) },
        ]
    }
}

/// Agencies that read a dataset by an agreement in force, and how many are told of its changes: so few that they might be known are not
/// counted.
enum AgreementUsers {
    static func lines(_ dataset: Dataset, _ request: Request) async throws -> [DatasetUsers.Line] {
        // Of closed data only the title is public.
        guard dataset.state == .published, dataset.access != .closed else { return [] }
        let (now, directory) = (request.now, request.sharing.directory)
        let (users, told) = try await request.database.read { tx in
            let tables = try tx.distributions(of: dataset.id)
            let agreements = try tables.flatMap { try tx.agreements(of: $0.id, at: now) }
            let ids = SQL.list(tables.map(\.id.text))
            let told = try tx.count(
                "SELECT count(*) FROM data_subscription WHERE confirmed_at IS NOT NULL AND distribution_id IN (\(ids))")
            return (Set(agreements.filter { $0.isInForce(at: now, offsetHours: directory.offsetHours) }.map(\.user)), told)
        }
        let names = users.map { directory.agencies.name($0.text) }.sorted()
        return [
            .init("sharing.users.agreements", names.map { ($0, nil) }),
            .init("sharing.users.told", count: told < OwnTable.smallest ? 0 : told),
        ]
    }
}

/// What a dataset's page says of being told of changes or, where it is restricted, of reading it by agreement.
enum AccessPanel {
    static func html(_ dataset: Dataset, _ request: Request) async throws -> HTML {
        guard dataset.state == .published else { return .empty }
        let page = request.page
        if dataset.access == .open {
            let link = SubscriptionPaths.new(query: [("data", dataset.name)])
            return "<p>\(Button(page.t("subscription.panel"), kind: .quiet, icon: .bell, link: link))</p>"
        }
        guard dataset.access == .restricted else { return .empty }
        let mayAsk = request.actor.mayAnywhere(.requestData)
        return Card(
            title: page.t("access.panel"),
            """
            <p>\(page.t(mayAsk ? "access.panel.agency" : "access.panel.citizen"))</p>\
            \(if: mayAsk, "<p>\(Button(page.t("access.panel.ask"), kind: .quiet, icon: .lock, link: SharingPaths.new(query: [("data", dataset.name)])))</p>")
            """
        ).html
    }
}
