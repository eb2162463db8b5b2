import Directory
import Kernel
import Storage
import Work

/// The desk at which datasets are made and files are received, checked and published: one transaction for each act, with its policy,
/// its event, its clocks and its row of the one work list. Nothing else writes to the tables of the catalogue.
package struct CatalogueDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let files: VersionFiles
    package let index: CatalogueIndex

    package init(database: Database, world: World, directory: DirectoryIndex, files: VersionFiles, index: CatalogueIndex) {
        self.database = database
        self.world = world
        self.directory = directory
        self.files = files
        self.index = index
    }

    /// Does an act on a dataset.
    /// - Parameter expecting: the version the person saw; when somebody else has acted since, nothing is done and the error says so.
    /// - Throws: `.notFound` when the actor may not know of it, `.forbidden` when the act is not hers, `.conflict` when somebody was
    ///   quicker, `.invalid` with the fields to mend.
    @discardableResult
    package func perform(
        _ act: any DatasetAct, on id: Identifier<Dataset>, by actor: Actor, expecting version: Int? = nil
    ) async throws -> Dataset {
        let dataset = try await database.write { tx in try perform(act, on: id, by: actor, expecting: version, in: tx) }
        try await index.refresh()
        return dataset
    }

    /// As ``perform(_:on:by:expecting:)``, within a transaction that does more; call ``CatalogueIndex/refresh()`` after it.
    @discardableResult
    package func perform(
        _ act: any DatasetAct, on id: Identifier<Dataset>, by actor: Actor, expecting version: Int? = nil, in tx: Transaction
    ) throws -> Dataset {
        guard let before = try tx.dataset(id), DatasetPolicy.maySee(before, actor) else { throw AppError.notFound }
        guard act.isAllowed(on: before, actor) else { throw AppError.forbidden }
        if let version, version != before.version { throw AppError.conflict("error.dataset_changed") }
        var opened = DatasetCase(dataset: before, before: before, actor: actor, now: max(world.now(), before.updatedAt), tx: tx, desk: self)
        try act.apply(to: &opened)
        try finish(opened, "dataset.\(act.name)")
        return opened.dataset
    }

    /// Record and event of whatever was done to a dataset or its tables.
    func finish(_ opened: DatasetCase, _ kind: String) throws {
        var dataset = opened.dataset
        dataset.version = opened.before.version + 1
        dataset.updatedAt = opened.now
        try opened.tx.update(dataset, from: opened.before.version)
        try record(kind, dataset, by: opened.actor, details: opened.details, opened.tx)
    }

    func record(_ kind: String, _ dataset: Dataset, by actor: Actor, details: [String: String] = [:], _ tx: Transaction) throws {
        try tx.record(
            Event(
                kind, of: dataset.reference, sequence: dataset.version, by: actor, in: world, agency: dataset.producer.text,
                visibility: DatasetPolicy.isListed(dataset) ? .open : .internal, details: details, digest: try tx.digest(of: dataset)))
    }
}

/// A dataset in the hands of one act.
package struct DatasetCase {
    package var dataset: Dataset
    package let before: Dataset
    package let actor: Actor
    package let now: Instant
    /// Codes for the event.
    package var details: [String: String] = [:]
    let tx: Transaction
    let desk: CatalogueDesk
}

/// One thing that can be done to a dataset.
package protocol DatasetAct: Sendable {
    /// Past participle, the end of the event's kind.
    var name: String { get }
    func isAllowed(on dataset: Dataset, _ actor: Actor) -> Bool
    func apply(to opened: inout DatasetCase) throws
}

extension DatasetAct {
    package func isAllowed(on dataset: Dataset, _ actor: Actor) -> Bool { DatasetPolicy.mayEdit(dataset, actor) }
}

extension Transaction {
    /// Digest of a dataset with its tables and all their versions.
    func digest(of dataset: Dataset) throws -> String {
        let tables = try distributions(of: dataset.id)
        let versions = try rows(
            """
            SELECT dataset_version.* FROM dataset_version JOIN distribution ON distribution.id = dataset_version.distribution_id
            WHERE distribution.dataset_id = \(dataset.id) ORDER BY dataset_version.id
            """
        ).map(DatasetVersion.init(row:))
        return Seal.digest(dataset.digested + tables.flatMap(\.digested) + versions.flatMap(\.digested))
    }
}
