import Kernel

/// What roles may allow in the directory. Reading who there is needs ``view``; each kind of data has its own permission to change it.
package enum DirectoryPermission {
    /// See agencies, people, roles and calendars with their history.
    package static let view: Permission = "directory.view"
    package static let agencies: Permission = "directory.agencies"
    /// Within its scope: people, their accounts, and roles that the giver holds as well.
    package static let accounts: Permission = "directory.accounts"
    package static let roles: Permission = "directory.roles"
    package static let calendars: Permission = "directory.calendars"
    package static let words: Permission = "directory.words"
    package static let brand: Permission = "directory.brand"
    package static let clients: Permission = "directory.clients"
    package static let retention: Permission = "directory.retention"
    package static let regions: Permission = "directory.regions"

    package static let all: [Permission] = [
        view, agencies, accounts, roles, calendars, words, brand, clients, retention, regions,
    ]
}

extension Actor {
    /// Pendopo itself (the command line, the demo) may everything.
    /// - Throws: 401 for visitors, 403 for everyone without the permission for that agency (`nil`: for all of them).
    func need(_ permission: Permission, agency: String? = nil) throws {
        if kind == .system || may(permission, agency: agency) { return }
        throw kind == .visitor ? AppError.unauthenticated : AppError.forbidden
    }
}
