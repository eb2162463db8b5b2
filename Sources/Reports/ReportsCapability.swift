import Directory
import Foundation
import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Reports of citizens, from the form on a phone to her last word. Needs the directory.
    package static func reports() throws -> Capability {
        guard let text = Bundle.module.url(forResource: "Text", withExtension: nil) else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Reports/Text"]))
        }
        return Capability(
            name: "reports", migrations: ReportsMigrations.all, words: try Words(folder: text), permissions: Permission.ofReports,
            pages: PublicPages.all + PageRoute.staff + PageRoute.staffLists, endpoints: PublicEndpoints.all,
            menu: [
                MenuItem("staff.work.title", link: StaffPaths.workList()), MenuItem("staff.reports.title", link: StaffPaths.reports()),
                MenuItem("staff.notifications.title", link: StaffPaths.notifications()),
            ],
            schedules: { installation in
                let desk: ReportDesk = installation.services.get()
                return [
                    Schedule("reports.escalate", every: 60) { while try await desk.escalate() == 200 {} },
                    Schedule("reports.fold", every: 5) {
                        while try await installation.database.write({ tx in try tx.foldTallies(limit: 500) }) == 500 {}
                    },
                ]
            },
            subscribers: { installation in [ReportNotifier(desk: installation.services.get()).subscriber] },
            addresses: { installation in [ReportNotifier(desk: installation.services.get()).finder] },
            start: { installation in
                // The first start brings the life of a report; from then on a regency publishes its own versions.
                try await installation.database.write { tx in
                    if try tx.workflow("report", version: 1) == nil {
                        try tx.publish(.report, validFrom: installation.world.now(), by: .system)
                    }
                }
                let directory: DirectoryIndex = installation.services.get()
                let desk = ReportDesk(
                    database: installation.database, world: installation.world, vault: installation.vault, ground: Ground(directory))
                installation.services.put(desk)
                installation.services.put(ReportSite(desk: desk, directory: directory, files: installation.files))
            })
    }
}
