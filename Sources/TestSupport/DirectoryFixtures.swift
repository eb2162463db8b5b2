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
        let database: Database
        if let given { database = given } else { database = try await TestDatabase.make(migrations: DirectoryFixtures.migrations) }
        let directory = DirectoryIndex(database: database, world: time.world, regency: DirectoryFixtures.regency)
        try await self.init(time: time, vault: Vault(world: time.world), directory: directory)
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
            _ = try await DirectoryFixtures(database: installation.database)
            let directory = DirectoryIndex(
                database: installation.database, world: installation.world, regency: DirectoryFixtures.regency)
            try await directory.refresh()
            installation.services.put(directory)
        })

    /// The same regency within a site that has the directory.
    package init(on site: TestSite) async throws {
        let desk = site.installation.services.get(DirectoryDesk.self)
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
        let hash = try await signIn.passwords.hash(DirectoryFixtures.password)
        try await database.write { tx in
            try DirectoryFixtures.addRegions(tx, world)
            try DirectoryFixtures.addAgencies(tx, world)
            try DirectoryFixtures.addPeople(tx, world, hash)
            try CalendarWriter(tx, world: world, by: .system).put([
                Holiday(Day("2026-03-19")!, "Hari Suci Nyepi 1948"), Holiday(Day("2026-03-20")!, "Cuti bersama Idulfitri", .collective),
            ])
            try CalendarWriter(tx, world: world, by: .system).publish(year: 2026, seen: nil)
        }
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

    private static func addRegions(_ tx: Transaction, _ world: World) throws {
        let regions: [(String, String, Double, Double)] = [
            ("35.09", "Kabupaten Jember", -8.2, 113.7), ("35.09.01", "Jombang", -8.25, 113.35), ("35.09.19", "Kaliwates", -8.18, 113.68),
            ("35.09.21", "Patrang", -8.08, 113.68), ("35.09.01.2003", "Jombang", -8.25, 113.35), ("35.09.19.1001", "Mangli", -8.18, 113.66),
            ("35.09.19.1002", "Sempusari", -8.18, 113.70), ("35.09.21.1001", "Gebang", -8.08, 113.68),
            ("35.17", "Kabupaten Jombang", -7.55, 112.23),
            ("35.17.09", "Jombang", -7.55, 112.23),
        ]
        let store = RegionStore(tx)
        for (code, name, latitude, longitude) in regions {
            let code = RegionCode(code)!
            try store.save(Region(code: code, name: name, latitude: latitude, longitude: longitude), now: world.now())
            if code.kind == .subdistrict {
                let shape = square(latitude, longitude)
                try store.saveBoundary(of: code, geoJSON: Array(shape.geoJSON.utf8), shape: shape, now: world.now())
            }
        }
        // Mangli alone has an outline of its own.
        let mangli = square(-8.18, 113.66, reach: 0.02)
        try store.saveBoundary(of: RegionCode("35.09.19.1001")!, geoJSON: Array(mangli.geoJSON.utf8), shape: mangli, now: world.now())
        try tx.touch(.regions)
    }

    private static func addAgencies(_ tx: Transaction, _ world: World) throws {
        let writer = AgencyWriter(tx, world: world, by: .system)
        let start = Day("2020-01-01")!
        try writer.create(
            AgencyDraft(code: "DISKOMINFO", name: "Dinas Komunikasi dan Informatika", kind: .agency, functions: [.ict], validFrom: start))
        try writer.create(
            AgencyDraft(
                code: "BAPPEDA", name: "Badan Perencanaan Pembangunan Daerah", kind: .board, functions: [.planning], validFrom: start))
        let works = try writer.create(AgencyDraft(code: "DPU", name: "Dinas Pekerjaan Umum", kind: .agency, validFrom: start))
        try writer.create(
            AgencyDraft(code: "UPTD-JALAN", name: "UPTD Jalan dan Jembatan", kind: .technicalUnit, parent: works.id, validFrom: start))
        try writer.create(AgencyDraft(code: "RSUD", name: "RSUD dr. Soebandi", kind: .hospital, daysPerWeek: 6, validFrom: start))
        try writer.create(
            AgencyDraft(
                code: "KEL-MANGLI", name: "Kelurahan Mangli", kind: .urbanVillage, region: RegionCode("35.09.19.1001"), validFrom: start))
    }

    private static func addPeople(_ tx: Transaction, _ world: World, _ hash: String) throws {
        try RoleStore(tx).seed(
            BuiltinRole.directory + [
                BuiltinRole("agency_clerk", id: "", en: "", ["reports.handle"]),
                BuiltinRole(
                    "agency_administrator", id: "Pengelola OPD", en: "Agency administrator",
                    [DirectoryPermission.agencies, DirectoryPermission.accounts, "reports.handle"]),
            ], world: world)
        let writer = AccountWriter(tx, world: world, by: .system)
        func add(_ username: String, _ name: String, _ role: String, _ agency: String?, position: String) throws {
            let agency = try agency.flatMap { try AgencyStore(tx).find(code: $0) }
            let account = try writer.create(
                AccountDraft(name: name, username: username, email: "\(username)@example.org", position: position, agency: agency?.id),
                passwordHash: hash)
            let role = try RoleStore(tx).find(key: role)!
            try writer.grant(GrantDraft(role: role.id, agency: agency?.id, validFrom: Day("2025-01-01")!), to: account)
        }
        try add("admin", "Wulan Prasasti", "administrator", nil, position: "Pengelola sistem")
        try add("agus", "Agus Santoso", "agency_clerk", "DPU", position: "Operator")
        try add("ratna", "Ratna Dewi", "agency_administrator", "DPU", position: "Sekretaris dinas")
        try add("sutrisno", "Sutrisno", "village_head", "KEL-MANGLI", position: "Lurah Mangli")
    }
}
