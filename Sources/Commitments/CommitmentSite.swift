import Directory
import Kernel
import Storage
import Web

/// What the pages and endpoints of commitments stand on, put among the installation's services at the start.
package struct CommitmentSite: Sendable {
    package let desk: CommitmentDesk

    package init(desk: CommitmentDesk) { self.desk = desk }

    var directory: DirectoryIndex { desk.directory }

    /// Names of accounts by id.
    func names(of ids: some Sequence<String>) async throws -> [String: String] {
        let ids = Set(ids).filter { !$0.isEmpty }
        return ids.isEmpty ? [:] : try await desk.database.read { try $0.actorNames(ids) }
    }
}

extension Request {
    /// Commitments and pledges.
    package var commitments: CommitmentSite { installation.services.get() }
}
