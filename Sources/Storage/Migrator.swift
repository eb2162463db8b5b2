import Kernel

/// One step of a target's schema. Steps are only ever added at the end of a target's list.
package struct Migration: Sendable {
    /// `target.number.what`, for example `work.1.events`. Never changed once released.
    package let name: String
    let apply: @Sendable (Transaction) throws -> Void

    /// Statements that both engines take.
    package init(_ name: String, _ statements: [SQL]) {
        self.init(name) { tx in for statement in statements { try tx.run(statement) } }
    }

    /// A step that needs more than a list of statements.
    package init(_ name: String, apply: @escaping @Sendable (Transaction) throws -> Void) {
        self.name = name
        self.apply = apply
    }
}

extension Database {
    /// Applies, in order and in one transaction each, the steps this database has not seen.
    /// - Returns: the names of the steps applied now.
    @discardableResult
    package func migrate(_ migrations: [Migration], now: Instant) async throws -> [String] {
        try await write { tx in
            try tx.run("CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL)")
        }
        let done = try await read { tx in Set(try tx.rows("SELECT name FROM schema_migration").map { $0.text("name") }) }
        var applied: [String] = []
        for migration in migrations where !done.contains(migration.name) {
            try await write { tx in
                try migration.apply(tx)
                try tx.run("INSERT INTO schema_migration (name, applied_at) VALUES (\(migration.name), \(now))")
            }
            applied.append(migration.name)
        }
        return applied
    }
}
