import Foundation
import HTTPTypes
import Kernel
import Logging
import NIOCore
import Storage
import Synchronization
import Web

/// A whole site in memory, made of a list of capabilities: for tests that send requests and read answers.
///
///     let site = try await TestSite([Capability.directory, Capability.reports])
///     let browser = site.browser()
///     let page = try await browser.get("/lapor")
///     let receipt = try await browser.submit(page.form(to: "/lapor"), filling: ["title": "Jalan rusak"])
///
/// Every answer of an endpoint is checked against its schema; one that does not fit becomes an internal error and its
/// mismatches are thrown by the request.
package final class TestSite: Sendable {
    package let installation: Installation
    package let site: Site
    package let world: TestWorld
    private let accounts: TestAccounts
    private let mismatches: Mismatches

    /// - Parameters:
    ///   - access: who is asking according to ``signIn(_:)`` and ``key(_:)``, unless a capability brings its own.
    ///   - settings: changes to the test's settings before the site is made.
    package init(
        _ capabilities: [Capability], world: TestWorld = TestWorld(), database: Database? = nil, assets: Assets = .none,
        log: TestLog? = nil,
        settings change: (inout Settings) -> Void = { _ in }
    ) async throws {
        let accounts = TestAccounts()
        let mismatches = Mismatches()
        var all = [try Capability.web()] + capabilities
        if !capabilities.contains(where: { $0.access != nil }) {
            all.append(Capability(name: "test-access", access: { _ in accounts.access }))
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-test-\(UUID().uuidString)")
        var settings = Settings(dataFolder: folder, regency: "35.09")
        settings.trustedProxies = ["local"]
        // Mail of tests goes no further than their world.
        settings.mail = MailServer(url: "smtp-plain://localhost:25", from: "pendopo@example.id")
        change(&settings)
        var logger = Logger(label: "pendopo.test")
        logger.logLevel = .critical
        if let log { logger = log.logger }
        let migrated = if let database { database } else { try await TestSite.database(of: all) }
        installation = Installation(
            database: migrated, world: world.world, settings: settings, vault: Vault(world: world.world), assets: assets, words: all.words,
            brand: Brand(regencyName: "Kabupaten Jember"), logger: logger)
        site = try await Site(installation: installation, capabilities: all) { endpoint, reply in try mismatches.check(endpoint, reply) }
        self.world = world
        self.accounts = accounts
        self.mismatches = mismatches
    }

    deinit { try? FileManager.default.removeItem(at: installation.settings.dataFolder) }

    /// A database with these capabilities' tables, and with the regency of ``DirectoryFixtures`` where one of them stands on it.
    private static func database(of capabilities: [Capability]) async throws -> Database {
        guard capabilities.contains(where: { $0.name == DirectoryFixtures.capability.name }) else {
            return try await TestDatabase.make(migrations: capabilities.migrations)
        }
        return try await TestDatabase.make(migrations: capabilities.migrations, filled: "regency") { database in
            _ = try await DirectoryFixtures(database: database)
        }
    }

    /// A browser with its own cookies, at its own address.
    package func browser(address: String = "203.0.113.7") -> TestBrowser { TestBrowser(site: self, address: address) }

    /// A session of that actor, for sites without a capability that keeps accounts.
    package func signIn(_ actor: Actor) -> String { accounts.add(actor) }
    /// An API key of that actor, likewise.
    package func key(_ actor: Actor) -> String { accounts.add(actor) }
    /// Ends a session or withdraws a key made by ``signIn(_:)`` or ``key(_:)``.
    package func end(_ token: String) { accounts.remove(token) }

    /// Sends one request as it is, through everything but the network.
    package func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> Answer {
        let answer = try await Loopback(site: site, logger: installation.logger).ask(method, path, headers: headers, body: body)
        try mismatches.raise()
        return answer
    }
}

/// Actors by token.
private final class TestAccounts: Sendable {
    private let actors = Mutex<[String: Actor]>([:])

    func add(_ actor: Actor) -> String {
        actors.withLock { actors in
            let token = "test-token-\(actors.count + 1)"
            actors[token] = actor
            return token
        }
    }

    func remove(_ token: String) { actors.withLock { $0[token] = .some(Actor(kind: .visitor)) } }

    var access: Access {
        let find: @Sendable (String) async throws -> Actor? = { token in
            self.actors.withLock { $0[token] }.flatMap { $0.kind == .visitor ? nil : $0 }
        }
        return Access(signIn: "/masuk", session: find, client: find)
    }
}

/// Answers that do not fit their endpoint's schema.
private final class Mismatches: Sendable {
    private let found = Mutex<[String]>([])

    func check(_ endpoint: Endpoint, _ reply: Reply) throws {
        let what = endpoint.mismatches(reply)
        if what.isEmpty { return }
        found.withLock { $0 += what }
    }

    func raise() throws {
        let what = found.withLock { found in
            defer { found = [] }
            return found
        }
        if !what.isEmpty { throw SchemaMismatch(what: what) }
    }
}

/// An endpoint answered with something else than its schema promises.
package struct SchemaMismatch: Error, CustomStringConvertible {
    package let what: [String]
    package var description: String { "answers that break their schema:\n" + what.joined(separator: "\n") }
}
