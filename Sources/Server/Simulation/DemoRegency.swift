import Assessments
import Catalogue
import Commitments
import Directory
import Foundation
import Innovations
import Kernel
import Masterplan
import Reports
import Storage
import Tables
import Web
import Work
import Workshops

/// The demo regency: a sample of Jember with its agencies and people, and two years of reports that end today.
struct DemoRegency: Sendable {
    /// How much past is made up.
    struct Scale: Sendable {
        var reports = 5000
        var days = 730
        /// Pictures of the commonest kind, for the last weeks.
        var photos = 80
        /// Days before today from which reports come with pictures.
        var photoDays = 30
        /// Rows of the largest dataset.
        var rows = 200_000

        /// Enough for tests.
        static let small = Scale(reports: 160, days: 120, photos: 12, photoDays: 30, rows: 2000)
    }

    let database: Database
    let vault: Vault
    let files: FileStore
    /// Where column files and the like are derived; rebuilt when it is gone.
    let derived: String
    /// Every permission there is, so that roles become grants as they will be.
    let permissions: [Permission]
    let now: Instant
    var scale = Scale()
    var seed: UInt64 = 3509
    var offsetHours = 7

    /// Whether this database holds nothing yet and may become the demo regency.
    static func isWanted(in database: Database) async throws -> Bool {
        try await database.read { tx in try tx.count("SELECT count(*) FROM region") == 0 && tx.count("SELECT count(*) FROM account") == 0 }
    }

    /// Whether all of the demo regency was loaded into this database.
    static func isLoaded(in database: Database) async throws -> Bool {
        try await database.read { tx in try !SettingStore(tx).history(mark).isEmpty }
    }

    /// A setting that only a database with the demo in it has: there everybody at the machine may sign in as anybody.
    private static let mark = "demo.regency"

    /// Loads everything. The migrations must have run.
    /// - Parameter progress: told 0…1 now and then.
    func load(progress: @escaping @Sendable (Double) -> Void = { _ in }) async throws {
        let start = now.adding(days: -scale.days)
        // Before the oldest story, which a small scale does not shorten.
        let founded = min(start, now.adding(days: -400)).adding(days: -1)
        let time = SimulatedWorld(now: founded, seed: seed)
        // The directory of that time: what is founded then has existed ever since.
        let directory = DirectoryIndex(database: database, world: time.world, regency: RegionCode("35.09"), offsetHours: offsetHours)
        async let photos = DemoPhotos.make(scale.photos, into: files, seed: seed)
        try await importTables(directory)
        let (people, chance) = try await makePeople(directory)
        let tree = try await publishRules(from: founded, directory.world)
        let evidence = try await withoutEvidence(tree.all.filter(\.needsEvidence), directory.world)
        async let datasets: Void = publishDatasets(people, founded)
        let stage = Simulation.Stage(
            desk: ReportDesk(
                database: database, world: time.world, vault: vault, ground: ground(directory), rules: RuleBook(lifetime: .infinity)),
            time: time, people: people, ground: try DemoGround(directory),
            themes: try DemoThemes(tree, directory.agencies, on: directory.today),
            hours: OfficeHours(calendar: directory.calendars.regency), start: start, end: now,
            photosFrom: now.adding(days: -min(scale.photoDays, scale.days / 2)), evidence: evidence)
        // Most of the past has no pictures and need not wait for them.
        var simulation = try await Simulation.run(
            Simulation(stage, reports: scale.reports, seed: seed &+ chance), in: database, until: stage.photosFrom, progress: progress)
        simulation.photos = try await photos
        _ = try await Simulation.run(simulation, in: database, progress: progress)
        try await datasets
        time.set(now: now)
        let planner = Actor(kind: .system, grants: [Grant(permissions: Set(Permission.ofMasterplan))])
        try await DemoPlans(directory: directory, world: time.world, clerks: people.clerks, planner: planner).load()
        try await DemoMoney(directory: directory, world: time.world, planner: planner).load()
        try await holdWorkshops(directory, time, people, founded)
        try await writeInnovations(directory, time, people, founded)
        try await makePromises(directory, time, people)
        try await assess(directory, time, people)
        try await retire(people, directory)
    }

    /// Beside the reports, and so with a clock and chance of its own.
    private func publishDatasets(_ people: DemoPeople, _ founded: Instant) async throws {
        let time = SimulatedWorld(now: founded, seed: seed &+ 1)
        let directory = DirectoryIndex(database: database, world: time.world, regency: RegionCode("35.09"), offsetHours: offsetHours)
        try await directory.refresh()
        let index = CatalogueIndex(database: database, world: time.world, directory: directory)
        let desk = CatalogueDesk(
            database: database, world: time.world, directory: directory, files: VersionFiles(store: files, folder: derived), index: index)
        let today = now.parts(offsetHours: offsetHours).day
        try await DemoDatasets(
            desk: desk, time: time, people: people, facts: DemoFacts(directory, today: today, mostRows: scale.rows), now: now,
            earliest: founded.adding(days: 2), seed: seed
        ).load()
    }

    private func importTables(_ directory: DirectoryIndex) async throws {
        try check("regions", await ImportRegions(directory).run(.path(DemoFiles.regions.path), by: .system))
        try check("boundaries", await ImportBoundaries(directory).run(.path(DemoFiles.boundaries.path), by: .system))
        try check("agencies", await ImportAgencies(directory).run(.path(DemoFiles.agencies.path), by: .system))
        try check("holidays", await ImportHolidays(directory).run(.path(DemoFiles.holidays.path), publish: true, by: .system))
        try check("categories", await ImportCategories(directory).run(.path(DemoFiles.categories.path), by: .system))
    }

    private func check(_ what: String, _ report: ImportReport) throws {
        guard report.problemCount == 0 else { throw DemoDefect("\(what): \(report.problems[0])") }
    }

    private func makePeople(_ directory: DirectoryIndex) async throws -> (DemoPeople, UInt64) {
        try await database.write { [permissions, seed] tx in
            var chance = Chance(seed: seed)
            try RoleStore(tx).seed(Composition.roles, world: directory.world)
            let people = try DemoPeople.make(directory, permissions: permissions, tx, &chance)
            return (people, chance.next())
        }
    }

    /// The workflow in force since the founding, unless there is one.
    private func publishRules(from founded: Instant, _ world: World) async throws -> CategoryTree {
        try await database.write { tx in
            if try tx.workflow("report", version: 1) == nil { try tx.publishWorkflow(.report, from: founded, by: .system, in: world) }
            try tx.ensureCatalogue(in: world)
            return CategoryTree(try tx.categories())
        }
    }

    /// For most of the past nobody demanded pictures; the simulation brings that rule in later, as a regency would.
    private func withoutEvidence(_ categories: [Category], _ world: World) async throws -> [Category] {
        try await database.write { tx in
            let writer = CategoryWriter(tx, world: world, by: .system)
            return try categories.map { old in
                var category = old
                category.needsEvidence = false
                return try writer.update(category, from: old)
            }
        }
    }

    /// Nobody signs in as those who only acted in the past.
    private func retire(_ people: DemoPeople, _ directory: DirectoryIndex) async throws {
        try await database.write { tx in
            let writer = AccountWriter(tx, world: directory.world, by: .system)
            for account in people.others {
                guard let found = try AccountStore(tx).find(account) else { continue }
                try writer.setDisabled(account, true, seen: found.version)
            }
            try SettingStore(tx).set(DemoRegency.mark, "35.09", from: directory.today, by: .system, in: directory.world)
            let subject = Reference("import", "demo")
            try tx.record(
                Event("demo.loaded", of: subject, sequence: try tx.nextSequence(of: subject), by: .system, in: directory.world))
            try tx.touch(.settings)
        }
    }

    /// The regency as reports ask for it, with calendars made once: the simulation asks some hundred thousand times.
    private func ground(_ directory: DirectoryIndex) -> Ground {
        var ground = Ground(directory)
        let calendars = Dictionary(uniqueKeysWithValues: [5, 6].map { ($0, directory.calendars.calendar(daysPerWeek: $0)) })
        let days = Dictionary(uniqueKeysWithValues: directory.agencies.all.map { ($0.id.text, $0.daysPerWeek) })
        ground.calendar = { agency in calendars[agency.flatMap { days[$0] } ?? 5]! }
        let offices = Dictionary(
            directory.agencies.all.compactMap { agency in
                agency.region.flatMap { region in [.village, .urbanVillage].contains(agency.kind) ? (region.text, agency.id.text) : nil }
            }, uniquingKeysWith: { first, _ in first })
        ground.agencyOfRegion = { offices[$0] }
        return ground
    }
}
