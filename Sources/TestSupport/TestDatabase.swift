import Kernel
import Storage

/// Databases for tests: each test gets its own, made from a template that is migrated once per list of migrations.
package enum TestDatabase {
    private static let templates = Templates()

    /// A fresh, migrated database that no other test sees.
    package static func make(migrations: [Migration] = []) async throws -> Database {
        try Database.inMemory(copyOf: await templates.template(for: migrations))
    }

    private actor Templates {
        private var made: [[String]: Task<Database, any Error>] = [:]

        func template(for migrations: [Migration]) async throws -> Database {
            let names = migrations.map(\.name)
            let template = made[names] ?? Task {
                let database = try Database.inMemory()
                try await database.migrate(migrations, now: Instant(milliseconds: 0))
                return database
            }
            made[names] = template
            return try await template.value
        }
    }
}
