import Kernel
import Storage
import Web
import Work

extension Capability {
    /// The plan graph: editions, nodes, nomenclature, links between agencies, money and the roadmap. Needs the directory.
    package static func masterplan() throws -> Capability {
        Capability(
            name: "masterplan", migrations: MasterplanMigrations.all, words: try MasterplanWords.load(),
            permissions: Permission.ofMasterplan)
    }
}
