import Columns
import Directory
import Kernel
import Storage
import Web

/// The one gate: every reading of a published table goes through it, whether for a page, the API, an export, a chart or an event.
/// It fails closed: what is neither open nor the actor's own, nor hers by an agreement, is not found.
package struct CatalogueReader: Sendable {
    package let index: CatalogueIndex
    package let files: VersionFiles
    package let directory: DirectoryIndex
    /// Weak, because the gate is one of them: they would keep each other, and the database.
    private weak let services: Services?

    package init(index: CatalogueIndex, files: VersionFiles, directory: DirectoryIndex, services: Services) {
        self.index = index
        self.files = files
        self.directory = directory
        self.services = services
    }

    /// Opens a version for somebody. The version shown today of an open dataset costs no read of the database.
    /// - Parameter isCounted: whether it counts as a use of the data; not for a further version that the same answer needs.
    /// - Throws: `.notFound` when there is no such version or nobody may know of it, `.unauthenticated` or `.forbidden` when the
    ///   dataset is listed but its rows are not hers to read; the sentence says how to ask for them.
    package func open(
        _ choice: TableChoice, for actor: Actor, purpose: ReadingPurpose, isCounted: Bool = true
    ) async throws -> OpenedTable {
        let (dataset, distribution, version) = try await find(choice)
        guard let rule = try await rule(dataset, distribution.id, actor) else {
            guard DatasetPolicy.isListed(dataset) else { throw AppError.notFound }
            throw refusal(dataset, actor)
        }
        let isWithheld = try await isWithheld(version, of: distribution, dataset)
        if isWithheld, !DatasetPolicy.maySeeFiles(dataset, actor, isOpen: false) {
            throw AppError(actor.kind == .visitor ? .unauthenticated : .forbidden, "error.version_withheld")
        }
        if dataset.access != .open {
            // Of an installation that is gone nothing can be written down any more, so nothing of it is read.
            guard let services else { throw AppError.unavailable("error.reading_not_recorded") }
            let reading = TableReading(
                dataset: dataset, distribution: distribution.id, version: version.id, actor: actor, purpose: purpose, rule: rule,
                at: index.world.now())
            if let log = services.find(ReadingLog.self) {
                try await log.write(reading)
            } else if rule.agreement != nil {
                throw AppError.unavailable("error.reading_not_recorded")
            }
        }
        let file = try await files.permitted(version, rule: rule)
        // Of what is not open the log tells; those who make the data do not count as its users.
        if isCounted, dataset.access == .open, !DatasetPolicy.mayWorkOn(dataset, actor) {
            services?.find(UseCounter.self)?.count(purpose, of: dataset.id, on: directory.today)
        }
        return OpenedTable(
            dataset: dataset, distribution: distribution, version: version, file: file, rule: rule, isWithheld: isWithheld)
    }

    /// Why the rows of a listed dataset are not hers to read, with what she can do about it: nobody is sent to ask for what no agreement
    /// opens.
    private func refusal(_ dataset: Dataset, _ actor: Actor) -> AppError {
        let kind: AppError.Kind = actor.kind == .visitor ? .unauthenticated : .forbidden
        if dataset.state == .withdrawn { return AppError(kind, "error.data_withdrawn") }
        if dataset.access == .closed { return AppError(kind, "error.data_closed") }
        return AppError(kind, kind == .forbidden ? "error.data_restricted" : "error.data_restricted_visitor")
    }

    /// Whether a version stays shut though its dataset is open: opening a dataset does not open what was published of it while it was
    /// not. Of the version shown today the database is not asked.
    private func isWithheld(_ version: DatasetVersion, of table: Distribution, _ dataset: Dataset) async throws -> Bool {
        guard dataset.access == .open, version.id != table.currentVersion else { return false }
        return try await index.database.read { tx in try tx.isWithheld(version) }
    }

    /// Opens a version for somebody and, by the same rule, the one before it, so that what has changed for her can be told; written down
    /// once. The earlier one is `nil` where there is none, or where the rule fits it no more or it stays shut.
    package func open(
        _ version: DatasetVersion, since before: DatasetVersion?, for actor: Actor, purpose: ReadingPurpose
    ) async throws -> (now: OpenedTable, before: ColumnFile?) {
        let opened = try await open(.version(version.id), for: actor, purpose: purpose)
        guard let before else { return (opened, nil) }
        if !DatasetPolicy.maySeeFiles(opened.dataset, actor, isOpen: false),
            try await isWithheld(before, of: opened.distribution, opened.dataset)
        {
            return (opened, nil)
        }
        do { return (opened, try await files.permitted(before, rule: opened.rule)) } catch let error as AppError {
            guard error.kind == .invalid || error.kind == .forbidden else { throw error }
            return (opened, nil)
        }
    }

    /// By the names in an address: `dataset` and, unless the dataset has one table only, `distribution`.
    package func open(
        dataset name: String, distribution: String? = nil, asOf: Instant? = nil, for actor: Actor, purpose: ReadingPurpose
    ) async throws -> OpenedTable {
        guard let entry = index.find(name), let table = distribution.map({ entry.distribution(named: $0) }) ?? entry.distributions.first
        else { throw AppError.notFound }
        return try await open(.distribution(table.id, asOf: asOf), for: actor, purpose: purpose)
    }

    /// What an actor may read of a dataset's table, without opening it; `nil` for nothing.
    package func rule(_ dataset: Dataset, _ distribution: Identifier<Distribution>, _ actor: Actor) async throws -> ReadingRule? {
        if actor.kind == .system { return .everything }
        if DatasetPolicy.mayWorkOn(dataset, actor) { return .everything }
        guard dataset.state == .published else { return nil }
        switch dataset.access {
        case .open: return .everything
        case .closed: return nil
        case .restricted:
            if actor.may(.readRestrictedData, agency: dataset.producer.text) { return .everything }
            return try await services?.find(AgreementLookup.self)?.rule(dataset, distribution, actor)
        }
    }

    private func find(_ choice: TableChoice) async throws -> (Dataset, Distribution, DatasetVersion) {
        switch choice {
        case .distribution(let id, nil):
            if let entry = index.entry(of: id), let table = entry.distribution(id), let version = entry.versions[id] {
                return (entry.dataset, table, version)
            }
            return try await index.database.read { tx in
                guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset),
                    let version = try table.currentVersion.flatMap({ try tx.datasetVersion($0) })
                else { throw AppError.notFound }
                return (dataset, table, version)
            }
        case .distribution(let id, let moment?):
            return try await index.database.read { tx in
                guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset),
                    let version = try tx.version(of: id, asOf: moment)
                else { throw AppError.notFound }
                return (dataset, table, version)
            }
        case .version(let id):
            return try await index.database.read { tx in
                guard let version = try tx.datasetVersion(id), let table = try tx.distribution(version.distribution),
                    let dataset = try tx.dataset(table.dataset)
                else { throw AppError.notFound }
                return (dataset, table, version)
            }
        }
    }
}
