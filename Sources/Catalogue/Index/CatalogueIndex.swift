import Directory
import Kernel
import Storage
import Synchronization

/// The catalogue in memory: every dataset that is or was published, for pages, portals and the gate.
///
/// One per installation. The desk calls ``refresh()`` after its commits; other processes notice within seconds by the schedule,
/// which costs one small read when nothing has changed.
package final class CatalogueIndex: Sendable {
    package let database: Database
    package let world: World
    private let directory: DirectoryIndex
    private let vocabulary = Vocabulary()
    private let held: Mutex<CatalogueSnapshot>

    package init(database: Database, world: World, directory: DirectoryIndex) {
        self.database = database
        self.world = world
        self.directory = directory
        held = Mutex(CatalogueSnapshot([], revision: -1, day: directory.today))
    }

    /// Everything as it was read last.
    package var snapshot: CatalogueSnapshot { held.withLock { $0 } }
    /// Changes with every change to the catalogue and with the day: validator of lists made of it.
    package var revision: String {
        let snapshot = snapshot
        return "\(snapshot.revision).\(snapshot.day.daysSinceEpoch)"
    }

    package func entry(_ id: Identifier<Dataset>) -> CatalogueEntry? { snapshot.entry(id) }
    package func entry(of table: Identifier<Distribution>) -> CatalogueEntry? { snapshot.entry(of: table) }
    /// By name or id.
    package func find(_ name: String) -> CatalogueEntry? { snapshot.find(name) }
    package func search(_ query: CatalogueQuery) -> CatalogueResult { snapshot.search(query, vocabulary) }

    /// Reads what has changed since the last time.
    package func refresh() async throws {
        let before = snapshot
        let today = directory.today
        let changes = try await database.read { tx -> Changes? in
            let revision = try tx.catalogueRevision()
            guard revision != before.revision else { return nil }
            return try Changes(tx, since: before.revision, revision: revision)
        }
        guard changes != nil || before.day != today else { return }
        let made = await Background.run { [self] in merge(before, changes, today) }
        held.withLock { held in
            // A slower reader that started earlier must not put back what a later one has replaced.
            if made.revision > held.revision || (made.revision == held.revision && made.day > held.day) { held = made }
        }
    }

    private func merge(_ before: CatalogueSnapshot, _ changes: Changes?, _ today: Day) -> CatalogueSnapshot {
        guard let changes else { return CatalogueSnapshot(before.entries, revision: before.revision, day: today) }
        var entries = Dictionary(before.entries.map { ($0.dataset.id, $0) }) { $1 }
        for dataset in changes.datasets {
            guard DatasetPolicy.isListed(dataset) else {
                entries[dataset.id] = nil
                continue
            }
            let tables = changes.distributions[dataset.id] ?? []
            let publisher = directory.agencies[dataset.producer]?.name ?? ""
            let title = [dataset.title, dataset.titleEnglish ?? ""].joined(separator: " ")
            let text = [
                title, dataset.name.replacing("_", with: " ").replacing("-", with: " "), dataset.description, publisher,
                dataset.tags.joined(separator: " "), tables.map(\.title).joined(separator: " "), dataset.standardCode ?? "",
            ].joined(separator: " ")
            entries[dataset.id] = CatalogueEntry(
                dataset, tables, tables.compactMap { table in table.currentVersion.flatMap { changes.versions[$0] } },
                terms: vocabulary.numbers(adding: SearchTerms.all(text)).sorted(),
                titleTerms: Set(vocabulary.numbers(adding: SearchTerms.all(title))))
        }
        return CatalogueSnapshot(
            entries.values.sorted { $0.dataset.id < $1.dataset.id }, revision: changes.revision, day: today)
    }

    private struct Changes: Sendable {
        var revision: Int
        var datasets: [Dataset]
        var distributions: [Identifier<Dataset>: [Distribution]]
        var versions: [Identifier<DatasetVersion>: DatasetVersion]

        init(_ tx: Transaction, since: Int, revision: Int) throws {
            self.revision = revision
            datasets = try tx.rows("SELECT * FROM dataset WHERE revision > \(since)").map(Dataset.init(row:))
            let tables = try tx.rows(
                """
                SELECT distribution.* FROM distribution JOIN dataset ON dataset.id = distribution.dataset_id
                WHERE dataset.revision > \(since) ORDER BY distribution.position, distribution.id
                """
            ).map(Distribution.init(row:))
            distributions = Dictionary(grouping: tables, by: \.dataset)
            let current = try tx.rows(
                """
                SELECT dataset_version.* FROM dataset_version JOIN distribution ON distribution.current_version_id = dataset_version.id
                    JOIN dataset ON dataset.id = distribution.dataset_id
                WHERE dataset.revision > \(since)
                """
            ).map(DatasetVersion.init(row:))
            versions = Dictionary(current.map { ($0.id, $0) }) { $1 }
        }
    }
}
