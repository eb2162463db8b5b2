import Foundation
import Kernel
import Storage

/// Databases for tests: each test gets its own, copied from a template that is made once per list of migrations and filling.
///
/// In memory on SQLite, unless `PENDOPO_TEST_DATABASE` names a PostgreSQL server on which databases may be created;
/// `bin/postgres-for-tests start` makes one.
package enum TestDatabase {
    /// The PostgreSQL server of this run; `nil` when it runs on SQLite.
    package static let server = ProcessInfo.processInfo.environment["PENDOPO_TEST_DATABASE"].flatMap {
        $0.isEmpty ? nil : PostgresServer(url: $0)
    }

    package static var engine: Engine { server == nil ? .sqlite : .postgres }

    /// Whether what knows no database is tried, among tests that do: once, beside SQLite, is enough. Folders of such tests are left out on
    /// PostgreSQL by `bin/test`.
    package static var triesTheRest: Bool { server == nil }

    /// Puts into a migrated database what tests find there.
    package typealias Filling = @Sendable (Database) async throws -> Void

    /// A fresh, migrated database that no other test sees.
    package static func make(migrations: [Migration] = []) async throws -> Database {
        try await make(migrations: migrations, filled: "") { _ in }
    }

    /// A fresh database with something in it that takes long to put there: filled once per name, then copied.
    package static func make(migrations: [Migration], filled name: String, by fill: @escaping Filling) async throws -> Database {
        let template = Template(migrations: migrations, name: name, fill: fill)
        guard let server else { return try Database.inMemory(copyOf: await sqlite.database(of: template)) }
        return try await postgres.database(of: template, on: server)
    }

    /// The name of a fresh, migrated database on ``server``, for a program that opens it by itself. Whoever asked drops it.
    package static func named(migrations: [Migration]) async throws -> String {
        guard let server else { preconditionFailure("without a server databases have no names") }
        return try await postgres.copy(of: Template(migrations: migrations, name: "", fill: { _ in }), on: server)
    }

    private static let sqlite = SQLiteTemplates()
    private static let postgres = PostgresTemplates()
}

/// What a database is a copy of.
private struct Template: Sendable {
    let migrations: [Migration]
    let name: String
    let fill: TestDatabase.Filling

    /// What tells one from another.
    var key: [String] { migrations.map(\.name) + [name] }

    func make(_ database: Database) async throws {
        try await database.migrate(migrations, now: Instant(milliseconds: 0))
        try await fill(database)
    }
}

private actor SQLiteTemplates {
    private var made: [[String]: Task<Database, any Error>] = [:]

    func database(of template: Template) async throws -> Database {
        let making =
            made[template.key]
            ?? Task {
                let database = try Database.inMemory()
                try await template.make(database)
                return database
            }
        made[template.key] = making
        return try await making.value
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

    func copy(of template: Template, on server: PostgresServer) async throws -> String {
        let original = try await original(of: template, on: server)
        let name = nextName()
        try await server.create(name, copyOf: original)
        return name
    }

    func database(of template: Template, on server: PostgresServer) async throws -> Database {
        let name = try await copy(of: template, on: server)
        let database = try await Database.openPostgres(url: server.url(of: name), connections: 3, mayLoseWrites: true)
        let abandoned = copies.filter { $0.database == nil }
        copies.removeAll { $0.database == nil }
        copies.append(Copy(name: name, database: database))
        for copy in abandoned { try await server.drop(copy.name) }
        return database
    }

    private func original(of template: Template, on server: PostgresServer) async throws -> String {
        let name = nextName()
        let making =
            made[template.key]
            ?? Task {
                try await server.create(name)
                let database = try await Database.openPostgres(url: server.url(of: name), connections: 3, mayLoseWrites: true)
                try await template.make(database)
                try await database.close()
                return name
            }
        made[template.key] = making
        return try await making.value
    }

    private func nextName() -> String {
        count += 1
        return "\(prefix)_\(count)"
    }
}
