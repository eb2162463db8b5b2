import Kernel
import Storage
import Work

/// The first start of an installation without anybody: a page to make the first administrator, guarded by a token that only
/// whoever started the server sees, in its log.
extension SignIn {
    /// Makes a token when there is no account yet, and puts earlier ones out of use; `nil` when there is one.
    package func setUpToken() async throws -> String? {
        try await database.write { [world] tx in
            guard try AccountStore(tx).count() == 0 else { return nil }
            return try AccountLinkStore(tx).make(.setup, for: nil, in: world)
        }
    }

    /// Whether the set-up page may be shown with this token.
    package func isSetUpToken(_ token: String) async throws -> Bool {
        try await database.read { [world] tx in
            try AccountStore(tx).count() == 0 && AccountLinkStore(tx).find(token, at: world.now())?.kind == .setup
        }
    }

    package var needsSetUp: Bool {
        get async throws { try await database.read { try AccountStore($0).count() == 0 } }
    }

    package struct FirstAdministrator: Sendable {
        package var name: String
        package var username: String
        package var email: String?
        package var password: String
        package var repeated: String

        package init(name: String, username: String, email: String?, password: String, repeated: String) {
            self.name = name
            self.username = username
            self.email = email
            self.password = password
            self.repeated = repeated
        }
    }

    /// Makes the first administrator. The token works once, and only while there is no account.
    package func setUp(token: String, _ first: FirstAdministrator) async throws -> Account {
        let username = SignInName.folded(first.username)
        guard SignInName.isValid(username) else { throw AppError.invalid("username", "directory.account.bad_username") }
        let person = Person(id: world.newID(), name: Plain.line(first.name))
        guard !person.name.isEmpty else { throw AppError.invalid("name", "directory.required") }
        var account = Account(
            id: world.newID(), person: person, username: username, email: first.email.map(SignInName.folded), createdAt: world.now())
        try checkNew(first.password, first.repeated, for: account)
        account.passwordHash = try await passwords.hash(first.password)
        let today = directory.today
        try await database.write { [world, account] tx in
            let links = AccountLinkStore(tx)
            guard try AccountStore(tx).count() == 0, let link = try links.find(token, at: world.now()), link.kind == .setup,
                try links.use(link, at: world.now())
            else { throw AppError(.notFound, "directory.link.gone") }
            try RoleStore(tx).seed(BuiltinRole.directory, world: world)
            guard let role = try RoleStore(tx).find(key: "administrator") else { throw AppError.notFound }
            try AccountStore(tx).insert(account)
            try RoleStore(tx).insert(
                RoleGrant(
                    id: world.newID(), account: account.id, role: role.id, validFrom: today, grantedBy: account.id.text,
                    grantedAt: world.now()))
            try tx.keep(
                account.reference, version: 1, "account.created", fields: account.fields, by: .system, in: world,
                details: ["through": "setup"], digest: account.digest)
            try tx.note("account.role_given", of: account, by: .system, in: world, details: ["role": role.id.text, "through": "setup"])
            try tx.touch(.access)
        }
        try await directory.refresh()
        return account
    }
}
