import ArgumentParser
import Directory
import Foundation
import Kernel
import Storage
import Web

struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make accounts and look after them from the command line.", subcommands: [Add.self, Password.self, Disable.self])

    struct Add: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account.",
            discussion:
                "Asks for the password, or reads it from standard input. With --invite it prints a link with which the owner sets one.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Name to sign in with.") var username: String
        @Option(help: "The person's name (default: the user name).") var name: String?
        @Option(help: "E-mail address.") var email: String?
        @Option(help: "Code of the agency the person belongs to.") var agency: String?
        @Option(help: "Role to give, such as administrator or agency_clerk; may be repeated.") var role: [String] = []
        @Flag(help: "Give the roles for the agency and what lies below it only, instead of for the whole regency.") var ownAgencyOnly =
            false
        @Flag(help: "Print a link for setting the password instead of asking for it.") var invite = false

        func act() async throws {
            let people = try await People(common)
            let agency = try agency.map { try people.agency($0) }
            if ownAgencyOnly, agency == nil { throw SettingProblem("--own-agency-only needs --agency") }
            let roles = try await people.roles(role)
            let password = invite ? nil : try Password.ask()
            let draft = AccountDraft(name: name ?? username, username: username, email: email, agency: agency?.id)
            let (account, token) = try await people.accounts.invite(draft, by: .system)
            for role in roles {
                let grant = GrantDraft(role: role.id, agency: ownAgencyOnly ? agency?.id : nil, validFrom: people.directory.today)
                try await people.accounts.grant(grant, to: account.id, by: .system)
            }
            if let password { try await people.set(password, through: token, for: account) }
            Console.print(invite ? people.link(token) : "\(account.username) can sign in")
            await people.house.close()
        }
    }

    struct Password: PendopoCommand {
        static let configuration = CommandConfiguration(abstract: "Set a new password and end every session of the account.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Name the account signs in with.") var username: String
        @Flag(help: "Print a link for setting the password instead of asking for it.") var invite = false

        func act() async throws {
            let people = try await People(common)
            let account = try await people.account(username)
            let password = invite ? nil : try Password.ask()
            let token = try await people.accounts.renewLink(for: account.id, by: .system)
            if let password { try await people.set(password, through: token, for: account) }
            Console.print(invite ? people.link(token) : "the password of \(account.username) is changed")
            await people.house.close()
        }

        /// The password: typed twice at a terminal without being shown, or the first line of standard input.
        static func ask() throws -> String {
            guard isatty(STDIN_FILENO) == 1 else {
                guard let line = readLine(), !line.isEmpty else { throw SettingProblem("the password is expected on standard input") }
                return line
            }
            let first = String(cString: getpass("Password: "))
            guard String(cString: getpass("Again: ")) == first else {
                throw SettingProblem("the two are not the same; nothing was changed")
            }
            return first
        }
    }

    struct Disable: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "End every session of an account and let nobody sign in with it any more.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Name the account signs in with.") var username: String

        func act() async throws {
            let people = try await People(common)
            let account = try await people.account(username)
            try await people.accounts.disable(account.id, seen: account.version, by: .system)
            Console.print("\(account.username) can no longer sign in")
            await people.house.close()
        }
    }
}

/// The directory of an installation opened for commands about people and clients.
struct People {
    let house: House
    let directory: DirectoryIndex
    let accounts: EditAccounts
    let signIn: SignIn
    let clients: EditClients

    init(_ common: CommonOptions) async throws {
        let settings = try await common.settings()
        house = try await House.open(settings, logger: Console.logger(settings))
        directory = DirectoryIndex(
            database: house.database, world: house.world, regency: RegionCode(settings.web.regency), offsetHours: settings.web.offsetHours)
        // Roles are seeded by the first start; a command may come before it.
        try await house.database.write { [house] tx in try RoleStore(tx).seed(Composition.roles, world: house.world) }
        try await directory.refresh()
        let permissions = Set(house.capabilities.flatMap(\.permissions))
        accounts = EditAccounts(directory, resolver: GrantResolver(agencies: directory.agencies, permissions: permissions))
        signIn = SignIn(directory: directory, vault: house.vault)
        clients = EditClients(directory, known: permissions)
    }

    func account(_ username: String) async throws -> Account {
        guard let account = try await house.database.read({ tx in try AccountStore(tx).find(signInName: username) }) else {
            throw SettingProblem("there is no account \(username)")
        }
        return account
    }

    func agency(_ code: String) throws -> Agency {
        guard let agency = directory.agencies.find(code: code.uppercased()) else {
            throw SettingProblem("there is no agency with the code \(code)")
        }
        return agency
    }

    func roles(_ keys: [String]) async throws -> [Role] {
        let all = try await house.database.read { tx in try RoleStore(tx).all() }
        return try keys.map { key in
            guard let role = all.first(where: { $0.key == key }) else {
                throw SettingProblem("there is no role \(key); there are: \(all.map(\.key).joined(separator: ", "))")
            }
            return role
        }
    }

    /// Sets a password by the link of an account just made or renewed.
    func set(_ password: String, through token: String, for account: Account) async throws {
        _ = try await signIn.setPassword(link: token, new: password, repeated: password)
    }

    func link(_ token: String) -> String { house.settings.web.absolute(DirectoryPaths.link(token)) }
}
