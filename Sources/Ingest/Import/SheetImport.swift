import Columns
import Foundation
import Kernel

/// Reads all rows of a sheet as an inspection understood it, and writes them as a canonical CSV. Rows with a cell that cannot be taken go to
/// quarantine; the others are written whatever happens to those. Memory does not grow with the rows.
package struct SheetImport {
    /// More problems are counted but not kept.
    package static let mostProblems = 1000

    private let inspection: Inspection
    private let places: (any PlaceNames)?
    private let references: (any ReferenceValues)?
    private let output: OutputTable

    /// - Parameters:
    ///   - places: those that the inspection had.
    ///   - references: the tables that foreign keys point at; keys without one are not checked, and a note says so.
    /// - Throws: `invalid` with the inspection's problems, or when nothing is left to write.
    package init(_ inspection: Inspection, places: (any PlaceNames)? = nil, references: (any ReferenceValues)? = nil) throws(AppError) {
        guard inspection.problems.isEmpty else { throw .invalid(inspection.problems) }
        self.inspection = inspection
        self.places = places
        self.references = references
        output = try OutputTable(inspection.schema, remedies: inspection.reading.remedies)
    }

    /// The schema of what will be written.
    package var schema: TableSchema { output.schema }

    /// Reads to the end of the rows.
    /// - Parameters:
    ///   - rows: the sheet from its beginning.
    ///   - csv: where the canonical CSV goes; there must be no such file. It is gone again when this throws.
    ///   - quarantine: where rows that cannot be taken go; without it they are counted only.
    ///   - isCancelled: asked from time to time; the import stops with a `conflict`.
    ///   - progress: told from time to time, and at the end.
    package func run(
        _ rows: any RawRows, csv: String, quarantine: String? = nil, isCancelled: () -> Bool = { false },
        progress: (ImportProgress) -> Void = { _ in }
    ) throws(AppError) -> ImportOutcome {
        let writer = try CanonicalWriter(path: csv, shape: try output.schema.shape())
        do throws(AppError) {
            let keeper = try quarantine.map { path throws(AppError) in try QuarantineWriter(path: path) }
            let folder = csv.lastIndex(of: "/").map { String(csv[..<$0]) } ?? "."
            var pass = try ImportPass(
                inspection, output, places, references, writer: writer, keeper: keeper, folder: folder.isEmpty ? "/" : folder)
            try pass.run(rows, isCancelled, progress)
            return try pass.outcome()
        } catch {
            unlink(csv)
            if let quarantine { unlink(quarantine) }
            throw error
        }
    }
}
