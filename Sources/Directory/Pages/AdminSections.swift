import Kernel
import Synchronization
import Web

/// One part of the administration, as the overview lists it.
package struct AdminSection: Sendable {
    package var title: TextKey
    /// One sentence on what is changed there.
    package var about: TextKey
    package var path: Path
    /// Who may enter.
    package var permission: Permission
    /// Whether what a regency cannot do without is there; `nil` where nothing has to be.
    package var isFilled: (@Sendable () async throws -> Bool)?

    package init(
        title: TextKey, about: TextKey, path: Path, permission: Permission, isFilled: (@Sendable () async throws -> Bool)? = nil
    ) {
        self.title = title
        self.about = about
        self.path = path
        self.permission = permission
        self.isFilled = isFilled
    }
}

/// The parts of the administration: the directory's own and those that capabilities add at the start.
package final class AdminSections: Sendable {
    private let added = Mutex<[AdminSection]>([])

    package init() {}

    package func register(_ section: AdminSection) { added.withLock { $0.append(section) } }

    /// Those somebody may enter.
    func all(for actor: Actor) -> [AdminSection] {
        (AdminFrame.sections + added.withLock { $0 }).filter { actor.mayAnywhere($0.permission) }
    }
}
