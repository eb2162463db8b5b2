import Columns
import Directory
import Ingest
import Kernel
import Storage
import Work

/// A table that a capability makes of its own records: our operations are data too.
package struct OwnTable: Sendable {
    /// How the dataset is described when it is made; what people change about it later stays as they changed it.
    package var draft: DatasetDraft
    package var schema: TableSchema
    /// Adds its rows as they are now, under the capability's own privacy rules: what must not be public must not be in them.
    let write: @Sendable (OwnRows) async throws -> Void

    /// A table whose rows fit in memory.
    package init(_ draft: DatasetDraft, schema: TableSchema, rows: @escaping @Sendable () async throws -> [[Datum]]) {
        self.init(draft: draft, schema: schema) { table in for row in try await rows() { try table.add(row) } }
    }

    /// A table whose rows are read in one transaction and fit in memory.
    package init(
        _ draft: DatasetDraft, schema: TableSchema, of database: Database, rows: @escaping @Sendable (Transaction) throws -> [[Datum]]
    ) { self.init(draft, schema: schema) { try await database.read(rows) } }

    private init(draft: DatasetDraft, schema: TableSchema, write: @escaping @Sendable (OwnRows) async throws -> Void) {
        self.draft = draft
        self.schema = schema
        self.write = write
    }

    /// A table that may be long: its rows are added one by one and never held together.
    package static func long(
        _ draft: DatasetDraft, schema: TableSchema, write: @escaping @Sendable (OwnRows) async throws -> Void
    ) -> OwnTable { OwnTable(draft: draft, schema: schema, write: write) }

    /// Counts below this could tell of single people.
    package static let smallest = 5

    /// A count as it may be published: missing where so few are in the cell that they might be known.
    package static func cell(_ count: Int) -> Datum { count > 0 && count < smallest ? .missing : .integer(Int64(count)) }
}

/// What a capability that publishes its own operations gives.
package protocol Publisher: Sendable {
    var tables: [OwnTable] { get }
}

/// Publishes the capabilities' own tables, through the same desk and the same gate as every agency's.
package struct OwnPublishing: Sendable {
    let desk: CatalogueDesk
    let publishers: [any Publisher]

    package init(desk: CatalogueDesk, publishers: [any Publisher]) {
        self.desk = desk
        self.publishers = publishers
    }

    /// Gives each table that has changed its next version. Doing it twice changes nothing more.
    /// - Returns: names of the datasets that have a new version.
    @discardableResult
    package func publish() async throws -> [String] {
        let directory = desk.directory
        // Until an agency for data is named nobody answers for them, so nothing is published.
        guard let owner = directory.agencies.with(.ict, on: directory.today) else { return [] }
        var published: [String] = []
        var failure: (any Error)?
        for table in publishers.flatMap(\.tables) {
            do { if try await publish(table, for: owner) { published.append(table.draft.name) } } catch { failure = failure ?? error }
        }
        // One table that cannot be made must not keep the others from being published.
        if let failure { throw failure }
        return published
    }

    private func publish(_ table: OwnTable, for owner: Agency) async throws -> Bool {
        let isOwn = try await desk.database.read { tx in try tx.dataset(named: table.draft.name).map { try tx.isOwn($0) } }
        // What somebody else gave this name is hers.
        if isOwn == false { return false }
        // A dataset begins with its first row; one that is there says that there are none left.
        guard let outcome = try await desk.prepare(table, evenWithoutRows: isOwn != nil) else { return false }
        let dataset = try await ensure(table, owner)
        // Whoever withdrew it wanted it gone.
        guard dataset.state != .withdrawn, let target = try await desk.database.read({ tx in try tx.distributions(of: dataset.id).first })
        else {
            return false
        }
        return try await desk.publish(outcome, as: "\(table.draft.name).csv", in: target.id, note: "Diperbarui otomatis.")
    }

    private func ensure(_ table: OwnTable, _ owner: Agency) async throws -> Dataset {
        if let known = try await desk.database.read({ tx in try tx.dataset(named: table.draft.name) }) { return known }
        var draft = table.draft
        draft.producer = owner.id
        return try await desk.create(draft, by: .system)
    }
}

extension Transaction {
    /// Whether Pendopo made a dataset by itself.
    fileprivate func isOwn(_ dataset: Dataset) throws -> Bool {
        try count(
            """
            SELECT count(*) FROM event WHERE subject_kind = 'dataset' AND subject_id = \(dataset.id) AND sequence = 1
                AND actor_kind = \(Actor.Kind.system.rawValue)
            """) > 0
    }
}
