import Commitments
import Directory
import Foundation
import Kernel
import Logging
import Storage
import Web
import Work

/// An installation opened by a command: its folder, database, keys and, for those that need them, its capabilities at work.
struct House: Sendable {
    let settings: ServerSettings
    let folder: DataFolder
    let database: Database
    let world: World
    let vault: Vault
    let logger: Logger
    let capabilities: [Capability]
    /// Keeps a second server out for as long as this lives; `nil` for commands that may run beside one.
    let lock: DataLock?

    /// - Parameters:
    ///   - alone: whether nothing else may have the data folder meanwhile.
    ///   - migrates: whether the schema is brought up to date. Only whoever is alone may; a command that otherwise runs beside a server
    ///     has the folder to itself while there is something to do, and is refused where a server of an older version serves.
    ///   - checks: whether a schema that is not up to date is refused.
    static func open(
        _ settings: ServerSettings, alone: Bool = false, migrates: Bool = false, checks: Bool = true, logger: Logger
    ) async throws -> House {
        let folder = settings.web.folder
        try folder.make()
        let lock = alone ? try DataLock(folder) : nil
        let world = try World.real(settings.web.mail, sender: "Pendopo", fetching: settings.fetchAllowed)
        let vault = try Vault.open(file: keyFile(folder), world: world)
        let database = try await openDatabase(settings, folder)
        let capabilities = try Composition.capabilities()
        let house = House(
            settings: settings, folder: folder, database: database, world: world, vault: vault, logger: logger, capabilities: capabilities,
            lock: lock)
        if migrates {
            if try await !database.missing(capabilities.migrations).isEmpty {
                let turn = try lock ?? DataLock(folder)
                let applied = try await database.migrate(capabilities.migrations, now: world.now())
                if !applied.isEmpty { logger.info("schema brought up to date", metadata: ["steps": "\(applied.count)"]) }
                withExtendedLifetime(turn) {}
            }
        } else if checks {
            try await house.requireSchema()
        }
        return house
    }

    static func keyFile(_ folder: DataFolder) -> URL { URL(fileURLWithPath: folder.path + "/keys.json") }

    static func openDatabase(_ settings: ServerSettings, _ folder: DataFolder) async throws -> Database {
        guard let url = settings.web.databaseURL else { return try Database.openSQLite(path: folder.database) }
        return try await Database.openPostgres(url: url, connections: settings.databaseConnections)
    }

    /// Refuses to work on a schema this program was not built for.
    private func requireSchema() async throws {
        let isNew = try await database.missing(capabilities.migrations)
        guard isNew.isEmpty else {
            throw SettingProblem(
                "the database is not up to date (\(isNew.count) steps missing, the first is \(isNew[0])); run: pendopo migrate")
        }
    }

    /// Everything an act needs. Capabilities are started by whoever serves, works or changes something through them.
    func installation() throws -> Installation {
        let assets = try settings.web.assetsFolder.map { try Assets.standard(folder: $0) } ?? .none
        let installation = Installation(
            database: database, world: world, settings: settings.web, vault: vault, assets: assets, words: capabilities.words,
            brand: Brand(regencyName: Brand.name(ofCode: settings.web.regency)), logger: logger)
        installation.services.put(settings.signatures)
        if settings.web.isDemo { installation.services.put(DemoCast(Set(CastMember.all.map(\.username)))) }
        return installation
    }

    /// An installation whose capabilities have read their indexes, for commands that change something.
    func started() async throws -> Installation {
        let installation = try installation()
        for capability in capabilities { try await capability.start(installation) }
        return installation
    }

    func close() async {
        do { try await database.close() } catch { logger.error("the database did not close", metadata: ["error": "\(error)"]) }
    }
}

extension Database {
    /// Names of steps this database has not seen.
    func missing(_ migrations: [Migration]) async throws -> [String] {
        var done: Set<String> = []
        do {
            done = try await read { tx in Set(try tx.rows("SELECT name FROM schema_migration").map { $0.text("name") }) }
        } catch is DatabaseFailure {
            // There is no such table: a fresh database.
        }
        return migrations.map(\.name).filter { !done.contains($0) }
    }
}
