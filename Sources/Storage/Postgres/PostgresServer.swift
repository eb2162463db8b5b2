import Foundation
import Kernel

/// Makes and drops whole databases on a PostgreSQL server, for tests, benches and restoring.
package struct PostgresServer: Sendable {
    /// A database on that server whose user may create others.
    package let url: String

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
        let from = template.map { "TEMPLATE \(Self.quoted($0))" } ?? "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        try await execute("CREATE DATABASE \(Self.quoted(name)) \(from)")
    }

    /// Drops a database, putting out whoever is still connected to it.
    package func drop(_ name: String) async throws { try await execute("DROP DATABASE IF EXISTS \(Self.quoted(name)) WITH (FORCE)") }

    private func execute(_ text: String) async throws {
        let url = url
        try await Background.run { try PostgresConnection(url: url, statementTimeout: 0).execute(text) }
    }

    private static func quoted(_ name: String) -> String { "\"" + name.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
}
