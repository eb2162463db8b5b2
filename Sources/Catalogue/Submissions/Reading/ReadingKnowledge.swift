import Columns
import Directory
import Ingest
import Kernel

extension CatalogueDesk {
    /// The regency's places and its neighbours, by which names in a table become codes.
    package var placeNames: PlaceList {
        let places = directory.places.now
        let home = places.regency?.code.text ?? "35.09"
        let regions = [places.regency].compactMap(\.self) + places.subdistricts.flatMap { [$0] + places.children(of: $0.code) }
        return PlaceList(home: home, regions.map { ($0.code.text, $0.name) })
    }

    /// The values that a schema's foreign keys point at, read before the rows are.
    package func referenceValues(for schema: TableSchema) async throws -> CatalogueKeys {
        var keys = CatalogueKeys()
        for key in schema.foreignKeys where !key.resource.isEmpty {
            guard let table = index.table(named: key.resource) else { continue }
            let file = try await files.columns(table.version.hash, shape: table.version.shape)
            // Reference data that are not open say what exists, and no more.
            guard table.dataset.access == .open else { continue }
            let fields = key.reference
            keys.add(
                try await Background.run { () throws(AppError) in
                    let distinct = try file.distinct(fields, in: RowSet(all: file.rowCount), limit: CatalogueKeys.most)
                    return Set(distinct.values.map { $0.map { $0.text ?? "" } })
                }, of: key.resource, fields: fields)
        }
        return keys
    }
}

/// Keys of published tables as foreign keys name them: `dataset` or `dataset/table`.
package struct CatalogueKeys: ReferenceValues {
    /// More keys than this are no reference data.
    static let most = 1_000_000

    private var found: [String: Set<[String]>] = [:]

    init() {}

    mutating func add(_ keys: Set<[String]>, of resource: String, fields: [String]) { found[CatalogueKeys.name(resource, fields)] = keys }

    package func keys(of resource: String, fields: [String]) throws(AppError) -> Set<[String]>? {
        found[CatalogueKeys.name(resource, fields)]
    }

    private static func name(_ resource: String, _ fields: [String]) -> String { ([resource] + fields).joined(separator: "\u{1F}") }
}

extension CatalogueIndex {
    /// The table that `dataset` or `dataset/table` names, with the version that is shown.
    package func table(named name: String) -> (dataset: Dataset, table: Distribution, version: DatasetVersion)? {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, let entry = find(first),
            let table = parts.count == 2 ? entry.distribution(named: parts[1]) : entry.distributions.first,
            let version = entry.versions[table.id]
        else { return nil }
        return (entry.dataset, table, version)
    }
}
