import Kernel

/// One step of a target's schema. Steps are only ever added at the end of a target's list.
package struct Migration: Sendable {
    /// `target.number.what`, for example `work.1.events`. Never changed once released.
    package let name: String
    /// Statements that both engines take; none when the step is a closure.
    package let statements: [SQL]
    let apply: @Sendable (Transaction) throws -> Void

    /// Statements that both engines take.
    package init(_ name: String, _ statements: [SQL]) {
        self.name = name
        self.statements = statements
        apply = { tx in for statement in statements { try tx.run(statement) } }
    }

    /// A step that needs more than a list of statements.
    package init(_ name: String, apply: @escaping @Sendable (Transaction) throws -> Void) {
        self.name = name
        statements = []
        self.apply = apply
    }
}

extension Database {
    /// Applies, in order and in one transaction each, the steps this database has not seen. Two servers that start at once
    /// take turns, and the second finds nothing left to do.
    /// - Returns: the names of the steps applied now.
    @discardableResult
    package func migrate(_ migrations: [Migration], now: Instant) async throws -> [String] {
        precondition(Set(migrations.map(\.name)).count == migrations.count, "two migrations have the same name")
        try await write(isolation: .readCommitted) { tx in
            try tx.takeMigrationTurn()
            try tx.run("CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL)")
        }
        let done = try await read { tx in Set(try tx.rows("SELECT name FROM schema_migration").map { $0.text("name") }) }
        var applied: [String] = []
        for migration in migrations where !done.contains(migration.name) {
            // READ COMMITTED, so that after waiting for its turn it sees what the other server has done.
            let isNew = try await write(isolation: .readCommitted) { tx in
                try tx.takeMigrationTurn()
                let isNew =
                    try tx.run(
                        "INSERT INTO schema_migration (name, applied_at) VALUES (\(migration.name), \(now)) ON CONFLICT (name) DO NOTHING")
                    == 1
                if isNew { try migration.apply(tx) }
                return isNew
            }
            if isNew { applied.append(migration.name) }
        }
        return applied
    }
}

extension Transaction {
    /// SQLite writes one after the other anyway.
    fileprivate func takeMigrationTurn() throws {
        guard engine == .postgres else { return }
        // "pendopo" in ASCII; held until the commit.
        _ = try row("SELECT pg_advisory_xact_lock(31639443219083375)")
        // An index over a million rows takes longer than any page may.
        try run("SET LOCAL statement_timeout = 0")
    }
}
