import Directory
import Foundation
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Reports of citizens, from the form on a phone to her last word. Needs the directory.
    /// - Parameters:
    ///   - references: of every capability, for what others owe in the one work list.
    ///   - owing: permissions of other capabilities under which work is owed.
    package static func reports(references: ReferenceResolver = ReferenceResolver([]), owing: [Permission] = []) throws -> Capability {
        guard let text = Bundle.module.url(forResource: "Text", withExtension: nil) else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Reports/Text"]))
        }
        return Capability(
            name: "reports", migrations: ReportsMigrations.all, words: try Words.shipped(in: text), permissions: Permission.ofReports,
            pages: PublicPages.all + PageRoute.staff + PageRoute.staffLists + CategoryRoutes.all + ClockRoutes.all,
            endpoints: PublicEndpoints.all + StaffEndpoints.all + CategoryEndpoints.all + ClockEndpoints.all,
            menu: [
                MenuItem("staff.work.title", link: StaffPaths.workList()), MenuItem("staff.reports.title", link: StaffPaths.reports()),
                MenuItem("staff.notifications.title", link: StaffPaths.notifications()),
            ],
            jobs: { installation in [installation.reports.deadlines.handler, installation.reports.mergers.handler] },
            schedules: ReportSchedules.all,
            subscribers: { installation in
                [
                    ReportNotifier(desk: installation.reports.desk).subscriber, installation.reports.deadlines.subscriber,
                    installation.reports.mergers.subscriber,
                ]
            },
            addresses: { installation in [ReportNotifier(desk: installation.reports.desk).finder] },
            start: { try await start($0, references, owing) })
    }

    private static func start(_ installation: Installation, _ references: ReferenceResolver, _ owing: [Permission]) async throws {
        let directory: DirectoryIndex = installation.services.get()
        let desk = ReportDesk(
            database: installation.database, world: installation.world, vault: installation.vault, ground: Ground(directory),
            recent: installation.recentEvents)
        let site = ReportSite(desk: desk, directory: directory, files: installation.files, references: references, owing: owing)
        installation.services.put(desk)
        installation.services.put(site)
        try await installation.database.write { [world = installation.world] tx in try tx.ensureReportWorkflow(in: world) }
        // So that whoever signs in first already reaches what lies below the categories of her role.
        desk.rules.warm(CategoryTree(try await installation.database.read { try $0.categories() }))
        guard let administration = installation.services.find(DirectoryDesk.self) else { return }
        administration.categories.register(
            choices: {
                try await desk.categories().outline.map { ($0.id, $0.parent == nil ? $0.nameIndonesian : "– \($0.nameIndonesian)") }
            },
            below: { desk.rules.withChildren($0) })
        administration.preview.register(site.deadlines.hook)
        administration.retention.register(ReportRetention.identities)
        administration.retention.register(ReportRetention.refused)
        administration.sections.register(
            AdminSection(
                title: "category.title", about: "category.about", path: ReportAdminPaths.categories, permission: .configureReports,
                isFilled: { try await !desk.categories().outline.isEmpty }))
        administration.sections.register(
            AdminSection(title: "clocks.title", about: "clocks.about", path: ReportAdminPaths.clocks, permission: .configureReports))
    }
}

extension Installation {
    /// The regency's reports.
    fileprivate var reports: ReportSite { services.get() }
}

extension ReportSite {
    /// What a changed calendar does to deadlines.
    var deadlines: CalendarDeadlines { CalendarDeadlines(desk: desk, directory: directory) }
}

/// What is done with reports again and again, whoever asks or not.
enum ReportSchedules {
    /// Clocks taken up at once.
    private static let escalationBatch = 200
    /// Changes to the totals taken up at once: acts that come meanwhile wait for it.
    private static let foldBatch = 150

    @Sendable static func all(_ installation: Installation) -> [Schedule] {
        let site: ReportSite = installation.services.get()
        return [
            Schedule("reports.escalation", every: 60) { try await escalate(site.desk) },
            Schedule("reports.tallies", every: 5) { try await fold(site.desk) },
            Schedule("reports.uploads", every: 3600) {
                while try await site.desk.forgetUploads(in: site.files) == ReportDesk.uploadBatch {}
            },
            Schedule("reports.retention", every: 86_400) { try await retention(installation, site).run() },
        ]
    }

    /// Gives every alert that is due, also where one clock has passed several.
    private static func escalate(_ desk: ReportDesk) async throws {
        for _ in 0..<50 {
            if try await desk.escalate(limit: escalationBatch) == 0 { return }
        }
    }

    private static func fold(_ desk: ReportDesk) async throws {
        // Looking costs a read; an empty fold would cost a write.
        var last: String? = ""
        while let after = last {
            let isWaiting = try await desk.database.read { tx in
                try tx.row("SELECT id FROM report_tally_change WHERE id > \(after) LIMIT 1") != nil
            }
            if !isWaiting { return }
            last = try await desk.database.write { tx in try tx.foldTallies(after: after, limit: foldBatch) }
        }
    }

    static func retention(_ installation: Installation, _ site: ReportSite) -> ReportRetention {
        ReportRetention(desk: site.desk, files: site.files, words: { installation.words }) { rule in
            installation.services.find(DirectoryDesk.self)?.retention.days(rule.name, site.directory.settings, on: site.directory.today)
                ?? rule.days
        }
    }
}
