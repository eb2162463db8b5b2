import Directory
import Kernel
import Storage
import Synchronization
import Work

/// What is in the small regency.
extension DirectoryFixtures {
    /// Where a world has come to that filled a database, by its start.
    private static let marks = Mutex<[String: TestWorld.Mark]>([:])

    /// A database of the regency's own, filled once for all that begin at the same time; `time` goes on as if it had filled it.
    static func filled(start: String, by time: TestWorld) async throws -> Database {
        let before = time.mark
        let database = try await TestDatabase.make(migrations: migrations, filled: "regency since \(start)") { database in
            let past = TestWorld(start: start)
            past.mark = before
            try await DirectoryFixtures.fill(database, past.world)
            let after = past.mark
            DirectoryFixtures.marks.withLock { $0[start] = after }
        }
        time.mark = marks.withLock { $0[start]! }
        return database
    }

    /// Puts the regency into a database without one.
    static func fill(_ database: Database, _ world: World) async throws {
        let hash = try await Passwords(world: world, logRounds: 1).hash(DirectoryFixtures.password)
        try await database.write { tx in
            try DirectoryFixtures.addRegions(tx, world)
            try DirectoryFixtures.addAgencies(tx, world)
            try DirectoryFixtures.addPeople(tx, world, hash)
            try CalendarWriter(tx, world: world, by: .system).put([
                Holiday(Day("2026-03-19")!, "Hari Suci Nyepi 1948"), Holiday(Day("2026-03-20")!, "Cuti bersama Idulfitri", .collective),
            ])
            try CalendarWriter(tx, world: world, by: .system).publish(year: 2026, seen: nil)
        }
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
