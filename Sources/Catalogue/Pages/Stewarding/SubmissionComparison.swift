import Columns
import Ingest
import Kernel
import Storage

/// What would change if a submission became the next version.
struct SubmissionComparison: Sendable {
    struct Example: Sendable {
        var key: String
        var column: String
        var from: String
        var to: String
    }

    /// The version it is held against; `nil` for the first.
    var before: DatasetVersion?
    var addedColumns: [String] = []
    var removedColumns: [String] = []
    var retypedColumns: [String] = []
    var totals: VersionComparison.Totals?
    /// Some of the changed values.
    var examples: [Example] = []

    private static let mostExamples = 12

    init(_ desk: CatalogueDesk, outcome: ReadingOutcome, table: Distribution) async throws {
        guard let id = table.currentVersion, let version = try await desk.database.read({ tx in try tx.datasetVersion(id) }) else { return }
        before = version
        let first = try await desk.files.columns(version.hash, shape: version.shape)
        let second = try await desk.files.columns(outcome.hash, shape: try outcome.schema.shape())
        let wanted = outcome.schema.primaryKey.isEmpty ? version.schema.primaryKey : outcome.schema.primaryKey
        let shared = Set(first.columns.map(\.name)).intersection(second.columns.map(\.name))
        let key = wanted.allSatisfy(shared.contains) ? wanted : []
        (addedColumns, removedColumns, retypedColumns, totals, examples) = try await Background.run {
            try Self.compare(first, second, key)
        }
    }

    private static func compare(
        _ first: ColumnFile, _ second: ColumnFile, _ key: [String]
    ) throws -> ([String], [String], [String], VersionComparison.Totals?, [Example]) {
        let comparison = try VersionComparison(before: first, after: second, keys: key)
        var examples: [Example] = []
        var totals: VersionComparison.Totals?
        do {
            totals = try comparison.changes { change in
                guard examples.count < mostExamples, case .changed(let old, let new, let columns) = change else { return }
                let name = try key.map { try second.column($0).value(new).text ?? "–" }.joined(separator: ", ")
                for column in columns {
                    let from = try first.column(column).value(old).text ?? "–"
                    examples.append(Example(key: name, column: column, from: from, to: try second.column(column).value(new).text ?? "–"))
                }
            }
        } catch let error as AppError where error.kind == .tooLarge {
            // Too many keys to hold; the columns are compared all the same.
            examples = []
        }
        return (
            comparison.addedColumns, comparison.removedColumns, comparison.retypedColumns, totals, Array(examples.prefix(mostExamples))
        )
    }
}
