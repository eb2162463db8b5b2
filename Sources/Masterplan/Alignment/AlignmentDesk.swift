import Kernel
import Storage
import Synchronization

/// Keeps the matrix in step with the plans: made anew when somebody looks and something has changed since.
package final class AlignmentDesk: Sendable {
    private let database: Database
    private let seen = Mutex("")

    package init(database: Database) { self.database = database }

    /// Brings the matrix up to date. Costs next to nothing while nothing has been written at all, and three counts while nothing was
    /// that it depends on.
    package func refresh() async throws {
        let mark = try await database.changeMark()
        if seen.withLock({ $0 == mark }) { return }
        let isStale = try await database.read { tx in try AlignmentDesk.signature(tx) != AlignmentDesk.kept(tx) }
        if isStale { try await database.write { tx in try AlignmentDesk.realign(tx) } }
        // A mark taken before reading; what was written since makes another one.
        seen.withLock { $0 = mark }
    }

    /// Makes every row anew and writes those that changed.
    static func realign(_ tx: Transaction) throws {
        let signature = try signature(tx)
        guard try signature != kept(tx) else { return }
        var realigner = try Realigner(tx)
        for edition in try tx.planEditions(.masterplan) where edition.status != .replaced {
            let before = Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT * FROM plan_alignment WHERE edition_id = \(edition.id)").map {
                    let row = Alignment(row: $0)
                    return (row.node, row)
                })
            let now = try realigner.rows(of: edition.id)
            let names = Set(now.map(\.node))
            var writing: [SQL] = []
            for row in now where before[row.node] != row {
                writing.append("DELETE FROM plan_alignment WHERE node_id = \(row.node)")
                writing.append(row.inserting)
            }
            for gone in before.keys.sorted() where !names.contains(gone) {
                writing.append("DELETE FROM plan_alignment WHERE node_id = \(gone)")
            }
            try tx.run(all: writing)
        }
        try tx.run(
            """
            INSERT INTO plan_alignment_state (name, signature) VALUES ('matrix', \(signature))
            ON CONFLICT (name) DO UPDATE SET signature = excluded.signature
            """)
    }

    /// Another text whenever anything the matrix is made of has changed: versions only grow.
    private static func signature(_ tx: Transaction) throws -> String {
        try ["plan_edition", "plan_link", "plan_participation"].map { table in
            let row = try tx.row(
                "SELECT count(*) AS rows, CAST(coalesce(sum(version), 0) AS bigint) AS versions FROM \(SQL(verbatim: table))")!
            return "\(row.int("rows")) \(row.int("versions"))"
        }.joined(separator: ", ")
    }

    private static func kept(_ tx: Transaction) throws -> String {
        try tx.row("SELECT signature FROM plan_alignment_state WHERE name = 'matrix'")?.text("signature") ?? ""
    }
}
