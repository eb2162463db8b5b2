import Kernel
import Storage
import Synchronization

/// The regent's flagship programmes that hold, and which points of the smart-city plan serve each: by links that were accepted, and by what
/// records of other capabilities, such as innovation sheets, say of themselves.
package struct Flagships: Sendable {
    /// In the order of their plan.
    package var programmes: [PlanNode] = []
    /// Keys of the points that serve each, so that they are the same in every edition of the plan.
    package var points: [Identifier<PlanNode>: Set<String>] = [:]
    /// Points of drafts that do. What a draft says is its own: of the same point in the adopted plan it says nothing yet.
    package var drafted: [Identifier<PlanNode>: Set<Identifier<PlanNode>>] = [:]

    /// What a point serves.
    package func served(by point: PlanNode) -> [PlanNode] {
        programmes.filter { points[$0.id]?.contains(point.key) ?? false || drafted[$0.id]?.contains(point.id) ?? false }
    }
}

/// Points that serve flagship programmes because a record of another capability says so. A capability whose records do adds its source at
/// its start.
package final class FlagshipSources: Sendable {
    /// Of flagship programmes' ids, as they are in any edition: which points serve them.
    package typealias Serving = @Sendable (Set<String>, Transaction) throws -> [(point: Identifier<PlanNode>, programme: String)]

    private let sources = Mutex<[Serving]>([])

    package init() {}

    package func add(_ source: @escaping Serving) { sources.withLock { $0.append(source) } }

    func serving(_ programmes: Set<String>, _ tx: Transaction) throws -> [(point: Identifier<PlanNode>, programme: String)] {
        try sources.withLock(\.self).flatMap { try $0(programmes, tx) }
    }
}

/// Keeps in memory what serves flagship programmes; made anew, once for all who look, when anything was written since.
package final class FlagshipDesk: Sendable {
    private let database: Database
    private let sources: FlagshipSources
    private let kept = MadeOnce<String, Flagships>(most: 1)

    package init(database: Database, sources: FlagshipSources) {
        self.database = database
        self.sources = sources
    }

    /// As the database stands now; read anew only when something was written.
    package func current() async throws -> Flagships {
        try await kept.get("flagships", at: try await database.changeMark()) { [database, sources] in
            try await database.read { tx in try tx.flagships(sources) }
        }
    }
}

extension Transaction {
    func flagships(_ sources: FlagshipSources) throws -> Flagships {
        let editions = try planEditions(.flagship).filter { !$0.isDraft }
        var found = Flagships()
        for edition in editions where edition.status == .adopted { found.programmes += try planNodes(of: edition.id, level: .flagship) }
        guard !found.programmes.isEmpty else { return found }
        let holding = Dictionary(found.programmes.map { ($0.key, $0.id) }) { first, _ in first }
        // What serves a programme of an edition that was replaced serves the same programme now.
        var now: [String: Identifier<PlanNode>] = [:]
        for edition in editions {
            for node in try planNodes(of: edition.id, level: .flagship) { if let id = holding[node.key] { now[node.id.text] = id } }
        }
        var pairs: [(point: String, programme: Identifier<PlanNode>)] = []
        for some in now.keys.sorted().chunks(of: 400) {
            let links = try rows(
                "SELECT * FROM plan_link WHERE state = 'accepted' AND (from_id IN (\(SQL.list(some))) OR to_id IN (\(SQL.list(some))))"
            ).map(PlanLink.init(row:))
            for link in links {
                if let programme = now[link.to.text] { pairs.append((link.from.text, programme)) }
                if let programme = now[link.from.text] { pairs.append((link.to.text, programme)) }
            }
        }
        for (point, programme) in try sources.serving(Set(now.keys), self) {
            if let id = now[programme] { pairs.append((point.text, id)) }
        }
        // Renstra and RPJMD are linked with them too; only points of the smart-city plan are counted here.
        let isDraft = Dictionary(uniqueKeysWithValues: try planEditions(.masterplan).map { ($0.id, $0.isDraft) })
        let nodes = try Set(pairs.map { $0.point }).sorted().chunks(of: 500).reduce(into: [String: PlanNode]()) { nodes, some in
            for node in try planNodes(some) { nodes[node.id.text] = node }
        }
        for (point, programme) in pairs {
            guard let node = nodes[point], let isDraft = isDraft[node.edition] else { continue }
            if isDraft {
                found.drafted[programme, default: []].insert(node.id)
            } else {
                found.points[programme, default: []].insert(node.key)
            }
        }
        return found
    }

    /// Programmes that no point of an edition serves yet: what another plan does for them is not this one's doing.
    func unserved(_ flagships: Flagships, in edition: Identifier<PlanEdition>) throws -> [PlanNode] {
        func hasOne(_ column: SQL, of values: [String]) throws -> Bool {
            for some in values.chunks(of: 400) {
                let found = try row(
                    "SELECT id FROM plan_node WHERE edition_id = \(edition) AND \(column) IN (\(SQL.list(some))) LIMIT 1")
                if found != nil { return true }
            }
            return false
        }
        return try flagships.programmes.filter { programme in
            if try hasOne("key", of: flagships.points[programme.id, default: []].sorted()) { return false }
            return try !hasOne("id", of: flagships.drafted[programme.id, default: []].map(\.text).sorted())
        }
    }

    /// Rows of the matrix of those points only that serve a programme, in its order.
    func alignments(
        in edition: Identifier<PlanEdition>, _ filter: AlignmentFilter, serving programme: Identifier<PlanNode>, _ flagships: Flagships,
        after: (Int, String)?, limit: Int
    ) throws -> [Alignment] {
        let byKey = try flagships.points[programme, default: []].sorted().chunks(of: 400).flatMap { some in
            try rows("SELECT id FROM plan_node WHERE edition_id = \(edition) AND key IN (\(SQL.list(some)))").map { $0.text("id") }
        }
        let drafted = flagships.drafted[programme, default: []].map(\.text)
        let byID = try drafted.sorted().chunks(of: 400).flatMap { some in
            try rows("SELECT id FROM plan_node WHERE edition_id = \(edition) AND id IN (\(SQL.list(some)))").map { $0.text("id") }
        }
        let found = try Set(byKey + byID).sorted().chunks(of: 400).flatMap { some in
            try rows("SELECT * FROM plan_alignment WHERE node_id IN (\(SQL.list(some)))").map(Alignment.init(row:))
        }
        let wanted = found.filter { row in
            (filter.dimension.map { $0 == row.dimension } ?? true) && (filter.agency.map { $0 == row.agency } ?? true)
                && (after.map { ($0.0, $0.1) < (row.filled, row.node.text) } ?? true)
        }
        return Array(wanted.sorted { ($0.filled, $0.node.text) < ($1.filled, $1.node.text) }.prefix(limit))
    }
}
