import Foundation
import Kernel
import Storage

/// Databases for tests: each test gets its own, copied from a template that is migrated once per list of migrations.
///
/// In memory on SQLite, unless `PENDOPO_TEST_DATABASE` names a PostgreSQL server on which databases may be created;
/// `bin/postgres-for-tests start` makes one.
package enum TestDatabase {
    /// The PostgreSQL server of this run; `nil` when it runs on SQLite.
    package static let server = ProcessInfo.processInfo.environment["PENDOPO_TEST_DATABASE"].flatMap {
        $0.isEmpty ? nil : PostgresServer(url: $0)
    }

    package static var engine: Engine { server == nil ? .sqlite : .postgres }

    /// A fresh, migrated database that no other test sees.
    package static func make(migrations: [Migration] = []) async throws -> Database {
        guard let server else { return try Database.inMemory(copyOf: await sqlite.template(for: migrations)) }
        return try await postgres.copy(for: migrations, on: server)
    }

    private static let sqlite = SQLiteTemplates()
    private static let postgres = PostgresTemplates()
}

private actor SQLiteTemplates {
    private var made: [[String]: Task<Database, any Error>] = [:]

    func template(for migrations: [Migration]) async throws -> Database {
        let names = migrations.map(\.name)
        let template =
            made[names]
            ?? Task {
                let database = try Database.inMemory()
                try await database.migrate(migrations, now: Instant(milliseconds: 0))
                return database
            }
        made[names] = template
        return try await template.value
    }
}

/// Keeps the names of the databases of this run and drops those whose test has let go of them.
private actor PostgresTemplates {
    private struct Copy {
        var name: String
        weak var database: Database?
    }

    private var made: [[String]: Task<String, any Error>] = [:]
    private var copies: [Copy] = []
    private var count = 0
    private let prefix = "pendopo_test_\(ProcessInfo.processInfo.processIdentifier)_\(UInt32.random(in: 0...UInt32.max))"

    func copy(for migrations: [Migration], on server: PostgresServer) async throws -> Database {
        let template = try await template(for: migrations, on: server)
        let name = nextName()
        try await server.create(name, copyOf: template)
        let database = try await Database.openPostgres(url: server.url(of: name), connections: 3, mayLoseWrites: true)
        let abandoned = copies.filter { $0.database == nil }
        copies.removeAll { $0.database == nil }
        copies.append(Copy(name: name, database: database))
        for copy in abandoned { try await server.drop(copy.name) }
        return database
    }

    private func template(for migrations: [Migration], on server: PostgresServer) async throws -> String {
        let names = migrations.map(\.name)
        let name = nextName()
        let template =
            made[names]
            ?? Task {
                try await server.create(name)
                let database = try await Database.openPostgres(url: server.url(of: name), connections: 1, mayLoseWrites: true)
                try await database.migrate(migrations, now: Instant(milliseconds: 0))
                try await database.close()
                return name
            }
        made[names] = template
        return try await template.value
    }

    private func nextName() -> String {
        count += 1
        return "\(prefix)_\(count)"
    }
}
