import Kernel
import Storage
import Web
import Work

extension Capability {
    /// The four workshops as rooms to work in. Needs the directory, the masterplan and innovations.
    package static func workshops() throws -> Capability {
        Capability(
            name: "workshops", migrations: WorkshopsMigrations.all, words: try WorkshopsWords.load(), permissions: Permission.ofWorkshops)
    }
}
