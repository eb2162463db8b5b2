import Directory
import Foundation
import Kernel
import Storage
import Web

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
            start: { installation in
                let directory: DirectoryIndex = installation.services.get()
                let desk = ReportDesk(
                    database: installation.database, world: installation.world, vault: installation.vault, ground: Ground(directory))
                installation.services.put(desk)
                installation.services.put(ReportSite(desk: desk, directory: directory, files: installation.files))
            })
    }
}
