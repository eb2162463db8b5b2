import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Innovation sheets by form definitions that are data, quick wins, and the register of innovations. Needs the directory and the masterplan.
    package static func innovations() throws -> Capability {
        Capability(
            name: "innovations", migrations: InnovationsMigrations.all, words: try InnovationsWords.load(),
            permissions: Permission.ofInnovations)
    }
}
