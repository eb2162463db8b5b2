import Directory
import Kernel
import Storage
import Web
import Work

/// A small regency in a fresh database: three subdistricts with square outlines, a neighbour, six agencies, holidays, and
/// an administrator, a clerk and a village head who can sign in with ``password``.
package struct DirectoryFixtures: Sendable {
    package static let migrations: [Migration] = WorkMigrations.all + DirectoryMigrations.all
    package static let password = "kopi hangat di pendopo"
    package static let regency = RegionCode("35.09")!

    package let time: TestWorld
    package let vault: Vault
    package let directory: DirectoryIndex
    package let signIn: SignIn
    package let resolver: GrantResolver

    /// Everything the directory knows may be done, and two permissions of others.
    package static let permissions = Set(DirectoryPermission.all + ["reports.handle", "reports.triage"])

    package let administrator: Actor
    package let clerk: Actor
    package let villageHead: Actor
    /// Changes agencies and people of public works only.
    package let agencyAdministrator: Actor

    package init(start: String = "2026-03-02T02:00:00Z", database given: Database? = nil) async throws {
        // A database that was given belongs to a site with a world of its own. Two worlds of one seed and one start make the same ids once
        // their clocks and their chance happen to have come equally far.
        let time = TestWorld(start: start, seed: given == nil ? 1 : 2)
        let vault = Vault(world: time.world)
        let database: Database
        if let given {
            database = given
            try await DirectoryFixtures.fill(database, time.world)
        } else {
            database = try await DirectoryFixtures.filled(start: start, by: time)
        }
        let directory = DirectoryIndex(database: database, world: time.world, regency: DirectoryFixtures.regency)
        try await self.init(time: time, vault: vault, directory: directory)
    }

    /// A site with nothing but the directory, its database empty.
    package static func site(settings change: (inout Settings) -> Void = { _ in }) async throws -> TestSite {
        let work = Capability(name: "work", migrations: WorkMigrations.all)
        return try await TestSite([work, try .directory(permissions: ["reports.handle", "reports.triage"])], settings: change)
    }

    /// The directory's part with this regency in it, and without its pages: what other capabilities' sites stand on.
    package static let capability = Capability(
        name: "test-directory", migrations: DirectoryFixtures.migrations,
        start: { installation in
            let directory = DirectoryIndex(
                database: installation.database, world: installation.world, regency: DirectoryFixtures.regency)
            try await directory.refresh()
            // A site makes its database with the regency in it; one that was given to it may have none.
            if directory.agencies.find(code: "DPU") == nil {
                _ = try await DirectoryFixtures(database: installation.database)
                try await directory.refresh()
            }
            installation.services.put(directory)
        })

    /// The same regency within a site that has the directory.
    package init(on site: TestSite) async throws {
        let desk = site.installation.services.get(DirectoryDesk.self)
        try await DirectoryFixtures.fill(desk.directory.database, site.world.world)
        try await self.init(time: site.world, vault: site.installation.vault, directory: desk.directory)
    }

    private init(time: TestWorld, vault: Vault, directory: DirectoryIndex) async throws {
        let world = time.world
        let database = directory.database
        self.time = time
        self.directory = directory
        self.vault = vault
        let signIn = SignIn(directory: directory, vault: vault, passwords: Passwords(world: world, logRounds: 1))
        self.signIn = signIn
        try await directory.refresh()
        let resolver = GrantResolver(agencies: directory.agencies, permissions: DirectoryFixtures.permissions)
        self.resolver = resolver
        func actor(_ username: String) async throws -> Actor {
            try await database.read { tx in
                try resolver.actor(try AccountStore(tx).find(signInName: username)!, tx, on: Day("2026-03-02")!)
            }
        }
        administrator = try await actor("admin")
        clerk = try await actor("agus")
        villageHead = try await actor("sutrisno")
        agencyAdministrator = try await actor("ratna")
    }

    package var database: Database { directory.database }
    package var world: World { time.world }
    package func agency(_ code: String) -> Agency { directory.agencies.find(code: code)! }

    package func account(_ username: String) async throws -> Account {
        try await database.read { try AccountStore($0).find(signInName: username)! }
    }

    /// A square outline around a middle, `reach` degrees to each side.
    package static func square(_ latitude: Double, _ longitude: Double, reach: Double = 0.05) -> Shape {
        Shape(corners: [(-1.0, -1.0), (-1, 1), (1, 1), (1, -1)].map { (latitude + $0.0 * reach, longitude + $0.1 * reach) })
    }
}
