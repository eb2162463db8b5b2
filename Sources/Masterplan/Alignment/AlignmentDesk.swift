import Directory
import Kernel
import Storage
import Synchronization

/// Keeps the matrix in step with the plans: made anew when somebody looks and something has changed since, or ahead once plans rest.
package final class AlignmentDesk: Sendable {
    private let database: Database
    private let directory: DirectoryIndex
    private let sources: AlignmentSources
    private let seen = Mutex("")
    /// What the plans were when they were last looked at to be made ahead.
    private let rested = Mutex("")
    /// How long the last look took that found something.
    private let took = Mutex(Duration.zero)
    /// The look that is being taken, with the state of the plans it was begun for.
    private let looking = Mutex<(state: String, look: Task<Void, any Error>)?>(nil)

    /// - Parameter sources: records of other capabilities that count, such as innovation sheets.
    package init(database: Database, directory: DirectoryIndex, sources: AlignmentSources) {
        self.database = database
        self.directory = directory
        self.sources = sources
    }

    /// Brings the matrix up to date. Costs next to nothing while nothing has been written at all, and three counts while nothing was
    /// that it depends on.
    package func refresh() async throws {
        let year = directory.today.civil.year
        let mark = try await mark(year)
        if seen.withLock({ $0 == mark }) { return }
        let (kept, now) = try await states(year)
        if kept != now { try await look(year, now) }
        // A mark taken before reading; what was written since makes another one.
        seen.withLock { $0 = mark }
    }

    /// The same for pages that tell of something else and count holes beside it: where the last look took seconds they count what there is,
    /// and nobody waits at every step of writing a large plan.
    package func refreshIfQuick() async throws {
        if took.withLock({ $0 < .seconds(2) }) { try await refresh() }
    }

    /// Brings it up to date before anybody looks, once the plans have been left alone from one time this is asked to the next: with a
    /// hundred thousand points it takes seconds, for which whoever looks first would wait. While somebody writes it is left to those who
    /// look, or it would be made without end.
    package func ahead() async throws {
        let year = directory.today.civil.year
        let mark = try await mark(year)
        if seen.withLock({ $0 == mark }) { return }
        let (kept, now) = try await states(year)
        let isResting = rested.withLock { last in
            defer { last = now }
            return last == now
        }
        guard kept == now || isResting else { return }
        if kept != now { try await look(year, now) }
        seen.withLock { $0 = mark }
    }

    /// A new year asks for a new Renja, also where nobody has written anything.
    private func mark(_ year: Int) async throws -> String { "\(year) \(try await database.changeMark())" }

    /// The state of the plans that the matrix shows, and the one they have.
    private func states(_ year: Int) async throws -> (kept: String, now: String) {
        try await database.read { [self] tx in (try AlignmentDesk.kept(tx), try signature(tx, year)) }
    }

    /// Who comes while a state is being looked at waits for that look, whatever else is written meanwhile.
    private func look(_ year: Int, _ state: String) async throws {
        let look = looking.withLock { looking -> Task<Void, any Error> in
            if let looking, looking.state == state { return looking.look }
            let look = Task { try await self.make(year, state) }
            looking = (state, look)
            return look
        }
        try await look.value
    }

    private func make(_ year: Int, _ state: String) async throws {
        defer { looking.withLock { if $0?.state == state { $0 = nil } } }
        let began = ContinuousClock.now
        // Made while others write; the writer is held only for what has changed.
        if let change = try await database.read({ [self] tx in try change(tx, year) }) {
            try await database.write { tx in try AlignmentDesk.keep(change, tx) }
            took.withLock { $0 = began.duration(to: .now) }
        }
    }

    /// What must be written for the matrix to show the plans as a transaction saw them.
    struct Change: Sendable {
        /// Of the matrix that it starts from, and of the plans that it shows then.
        var before: String
        var after: String
        var writing: [SQL]
    }

    /// Makes every row anew and finds those that changed; `nil` when nothing has.
    func change(_ tx: Transaction, _ year: Int) throws -> Change? {
        let (before, after) = (try AlignmentDesk.kept(tx), try signature(tx, year))
        guard before != after else { return nil }
        var realigner = try Realigner(tx, year: year, shares: sources.shares(tx))
        var writing: [SQL] = []
        for edition in try tx.planEditions(.masterplan) where edition.status != .replaced {
            let before = Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT * FROM plan_alignment WHERE edition_id = \(edition.id)").map {
                    let row = Alignment(row: $0)
                    return (row.node, row)
                })
            let now = try realigner.rows(of: edition.id)
            let names = Set(now.map(\.node))
            for row in now where before[row.node] != row {
                if before[row.node] != nil { writing.append("DELETE FROM plan_alignment WHERE node_id = \(row.node)") }
                writing.append(row.inserting)
            }
            for gone in before.keys.sorted() where !names.contains(gone) {
                writing.append("DELETE FROM plan_alignment WHERE node_id = \(gone)")
            }
            writing.append("DELETE FROM plan_alignment_total WHERE edition_id = \(edition.id)")
            writing.append(Alignment.total(of: now, in: edition.id))
        }
        return Change(before: before, after: after, writing: writing)
    }

    /// Keeps what was made, unless somebody else has kept another state meanwhile: then the next look makes it again.
    static func keep(_ change: Change, _ tx: Transaction) throws {
        guard try kept(tx) == change.before else { return }
        // First, so that of two processes that made the same one waits here, and then finds that it is done.
        try tx.run(
            """
            INSERT INTO plan_alignment_state (name, signature) VALUES ('matrix', \(change.after))
            ON CONFLICT (name) DO UPDATE SET signature = excluded.signature
            """)
        try tx.run(all: change.writing)
    }

    /// Another text whenever anything the matrix is made of has changed: versions only grow.
    private func signature(_ tx: Transaction, _ year: Int) throws -> String {
        let tables = try ["plan_edition", "plan_link", "plan_participation"].map { table in
            let row = try tx.row(
                "SELECT count(*) AS rows, CAST(coalesce(sum(version), 0) AS bigint) AS versions FROM \(SQL(verbatim: table))")!
            return "\(row.int("rows")) \(row.int("versions"))"
        }
        return (["\(year)"] + tables + (try sources.mark(tx))).joined(separator: ", ")
    }

    private static func kept(_ tx: Transaction) throws -> String {
        try tx.row("SELECT signature FROM plan_alignment_state WHERE name = 'matrix'")?.text("signature") ?? ""
    }
}
