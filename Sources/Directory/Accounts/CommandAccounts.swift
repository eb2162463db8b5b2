import Kernel
import Storage
import Work

/// What the command line does with accounts (`pendopo user …`): whoever may start it owns the machine, so nothing is asked.
package struct CommandAccounts: Sendable {
    let signIn: SignIn
    package init(_ signIn: SignIn) { self.signIn = signIn }

    /// Adds an account with a role.
    /// - Parameters:
    ///   - role: key such as `administrator`; `nil` gives none.
    ///   - agency: code of the agency it belongs to and reaches; `nil` for the whole regency.
    ///   - password: must be changed at the first sign-in; without one a token for ``DirectoryPaths/link`` is returned.
    package func add(_ draft: AccountDraft, role: String?, agency: String?, password: String?) async throws -> String? {
        if let password, let problem = PasswordRules.problem(password, names: [draft.username, draft.name]) {
            throw AppError.invalid("password", problem)
        }
        let hash: String? = if let password { try await signIn.passwords.hash(password) } else { nil }
        let today = signIn.directory.today
        let token = try await signIn.database.write { [world = signIn.world] tx -> String? in
            var draft = draft
            let office = try agency.map { code in
                guard let found = try AgencyStore(tx).find(code: code) else { throw AppError.invalid("agency", "directory.agency.unknown") }
                return found
            }
            draft.agency = office?.id
            let writer = AccountWriter(tx, world: world, by: .system)
            let account = try writer.create(draft, passwordHash: hash, mustChangePassword: hash != nil)
            if let role {
                guard let found = try RoleStore(tx).find(key: role) else { throw AppError.invalid("role", "directory.role.unknown") }
                try writer.grant(GrantDraft(role: found.id, agency: office?.id, validFrom: today), to: account)
            }
            return hash == nil ? try AccountLinkStore(tx).make(.invitation, for: account.id, in: world) : nil
        }
        try await signIn.directory.refresh()
        return token
    }

    /// Sets a password that must be changed at the next sign-in, and ends every session.
    package func setPassword(_ username: String, _ password: String) async throws {
        let account = try await find(username)
        if let problem = PasswordRules.problem(password, names: [account.username, account.name]) {
            throw AppError.invalid("password", problem)
        }
        try await signIn.setPassword(password, of: account, by: .system, keeping: nil, mustChange: true)
    }

    package func setDisabled(_ username: String, _ isDisabled: Bool) async throws {
        let account = try await find(username)
        try await signIn.database.write { [world = signIn.world] tx in
            try AccountWriter(tx, world: world, by: .system).setDisabled(account.id, isDisabled, seen: account.version)
        }
        try await signIn.directory.refresh()
    }

    private func find(_ username: String) async throws -> Account {
        guard let account = try await signIn.database.read({ try AccountStore($0).find(signInName: username) }) else {
            throw AppError(.notFound, Message("directory.account.unknown", ["name": username]))
        }
        return account
    }
}
