import Kernel
import Storage
import Synchronization
import Web

/// Everything the directory's pages and others need at one installation; found with `installation.services.get(DirectoryDesk.self)`.
package final class DirectoryDesk: Sendable {
    package let directory: DirectoryIndex
    package let signIn: SignIn
    package let preview = CalendarPreview()
    package let categories = GrantCategories()
    package let retention = RetentionRules()
    package let sections = AdminSections()
    /// Every permission any capability knows.
    package let permissions: [Permission]
    /// Every sentence as it came with Pendopo, without the regency's own.
    let ours: Words
    /// The brand until the regency chooses its own.
    private let usualBrand: Brand
    let files: FileStore
    /// The regency's own words that lie over ours; `nil` before the first.
    let laid = Mutex<Words?>(nil)
    private let link = Mutex<(Sessions, APIClients)?>(nil)

    init(directory: DirectoryIndex, signIn: SignIn, permissions: [Permission], ours: Words, usualBrand: Brand, files: FileStore) {
        self.directory = directory
        self.signIn = signIn
        self.permissions = permissions
        self.ours = ours
        self.usualBrand = usualBrand
        self.files = files
    }

    /// How roles become grants at this moment.
    package var resolver: GrantResolver {
        GrantResolver(agencies: directory.agencies, permissions: Set(permissions), categoriesBelow: categories.below)
    }

    package var sessions: Sessions { shared.0 }
    package var clients: APIClients { shared.1 }

    private var shared: (Sessions, APIClients) {
        link.withLock { link in
            if let link { return link }
            let made = (
                Sessions(directory: directory) { [unowned self] in resolver },
                APIClients(directory: directory) { [unowned self] in resolver }
            )
            link = made
            return made
        }
    }

    /// The names of accounts and API clients by id, for histories.
    package func names(of ids: some Sequence<String>) async throws -> [String: String] {
        let ids = Set(ids).filter { !$0.isEmpty }
        return ids.isEmpty ? [:] : try await directory.database.read { try $0.actorNames(ids) }
    }

    /// The brand that holds today.
    var brand: Brand {
        let (settings, today) = (directory.settings, directory.today)
        func value(_ key: String) -> String? { settings.value(key, on: today).flatMap { $0.isEmpty ? nil : $0 } }
        return Brand(
            regencyName: value(SettingKey.regencyName) ?? directory.places.regency?.name ?? usualBrand.regencyName,
            productName: value(SettingKey.productName) ?? usualBrand.productName,
            shortName: value(SettingKey.shortName) ?? usualBrand.shortName,
            logoURL: value(SettingKey.logo).map { DirectoryPaths.logoFile($0) } ?? usualBrand.logoURL,
            primary: value(SettingKey.primaryColour) ?? usualBrand.primary, accent: value(SettingKey.accentColour) ?? usualBrand.accent)
    }
}

extension Request {
    /// The directory of this installation.
    package var desk: DirectoryDesk { installation.services.get(DirectoryDesk.self) }
    package var directory: DirectoryIndex { desk.directory }
    /// Id of the account that asks; only for accounts.
    var accountID: Identifier<Account> { Identifier(actor.id) }
}

/// Categories of cases as far as roles are concerned; the capability that owns them says what there is.
package final class GrantCategories: Sendable {
    private struct Source {
        var choices: @Sendable () async throws -> [(id: String, name: String)] = { [] }
        var below: @Sendable (Set<String>) -> Set<String> = { $0 }
    }

    private let source = Mutex(Source())

    package init() {}

    /// - Parameters:
    ///   - choices: what can be chosen when a role is given, with names in Indonesian.
    ///   - below: ids with those of every category below them; from memory, because every sign-in asks.
    package func register(
        choices: @escaping @Sendable () async throws -> [(id: String, name: String)],
        below: @escaping @Sendable (Set<String>) -> Set<String>
    ) {
        source.withLock { $0 = Source(choices: choices, below: below) }
    }

    package func choices() async throws -> [(id: String, name: String)] { try await source.withLock({ $0.choices })() }
    package var below: @Sendable (Set<String>) -> Set<String> { source.withLock { $0.below } }
}

/// Kinds of records that are erased after some time; each capability names its own at the start, the regency sets the time.
package final class RetentionRules: Sendable {
    package struct Rule: Sendable {
        /// Part of the setting's key, such as `report.identity`.
        package var name: String
        /// What is erased, for people.
        package var title: TextKey
        /// Days unless the regency says otherwise.
        package var days: Int

        package init(_ name: String, title: TextKey, days: Int) {
            self.name = name
            self.title = title
            self.days = days
        }
    }

    private let rules = Mutex<[Rule]>([Rule("session", title: "directory.retention.session", days: 90)])

    package init() {}
    package func register(_ rule: Rule) { rules.withLock { $0.append(rule) } }
    package var all: [Rule] { rules.withLock { $0 } }

    /// Days that records of a kind are kept, as of a day.
    package func days(_ name: String, _ settings: RegencySettings, on day: Day) -> Int {
        let usual = all.first { $0.name == name }?.days ?? 3650
        return settings.int(SettingKey.retention(name), on: day, default: usual)
    }
}
