import CPostgres
import Foundation
import Kernel
import Synchronization

/// Makes and drops whole databases on a PostgreSQL server, for tests, benches and restoring.
package final class PostgresServer: Sendable {
    /// A database on that server whose user may create others.
    package let url: String
    /// Connections that nobody uses now. They are kept, because the server begins a process for each.
    private let idle = Mutex<[Kept]>([])

    /// Whoever took it out of ``idle`` has it alone, so it may go from thread to thread.
    private struct Kept: @unchecked Sendable {
        let connection: PostgresConnection
    }

    package init(url: String) { self.url = url }

    /// The URL of another database on the same server.
    package func url(of name: String) -> String {
        guard var parts = URLComponents(string: url) else { return url }
        parts.path = "/" + name
        return parts.string ?? url
    }

    /// Makes a database in UTF-8 and collation C.
    /// - Parameter template: a database of this server to copy, with nobody connected to it; `nil` for an empty one.
    package func create(_ name: String, copyOf template: String? = nil) async throws {
        try await act { connection in
            var from = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            if let template {
                from = "TEMPLATE \(Self.quoted(template))"
                if try Self.copiesFiles(connection) { from += " STRATEGY = file_copy" }
            }
            try connection.execute("CREATE DATABASE \(Self.quoted(name)) \(from)")
        }
    }

    /// Drops a database, putting out whoever is still connected to it.
    package func drop(_ name: String) async throws {
        try await act { connection in try connection.execute("DROP DATABASE IF EXISTS \(Self.quoted(name)) WITH (FORCE)") }
    }

    /// Whether a template had better be copied file by file. Since PostgreSQL 15 every page of it goes through the server's log
    /// otherwise; files cost two checkpoints instead, which are nothing where the server does not wait for its disk and dear where it
    /// does. What the first connection to a database finds out about its catalogue is a file as well, and comes along.
    private static func copiesFiles(_ connection: PostgresConnection) throws -> Bool {
        if PQserverVersion(connection.pointer) < 150_000 { return false }
        var waits = true
        try connection.each("SELECT current_setting('fsync') AS fsync") { row in
            waits = row.text("fsync") != "off"
            return false
        }
        return !waits
    }

    private func act(_ body: @escaping @Sendable (PostgresConnection) throws -> Void) async throws {
        try await Background.run { [self] () throws -> Void in
            if let kept = idle.withLock({ $0.popLast() }) {
                do {
                    try body(kept.connection)
                    idle.withLock { $0.append(kept) }
                    return
                } catch {
                    // The server ends a connection that was idle for long, before it takes anything from it.
                    if kept.connection.isAlive { throw error }
                }
            }
            let kept = Kept(connection: try PostgresConnection(url: url, statementTimeout: 0))
            try body(kept.connection)
            idle.withLock { $0.append(kept) }
        }
    }

    private static func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
}
