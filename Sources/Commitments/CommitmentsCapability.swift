import Kernel
import Storage
import Web
import Work

extension Capability {
    /// Joint commitments, their signatures, and pledges whose state is computed. Needs the directory and the masterplan.
    package static func commitments() throws -> Capability {
        Capability(
            name: "commitments", migrations: CommitmentsMigrations.all, words: try CommitmentsWords.load(),
            permissions: Permission.ofCommitments)
    }
}
