import Columns
import Foundation
import Kernel
import Storage

extension VersionFiles {
    /// The part of a version that a rule lets somebody read, as a column file of its own: with the columns left out that she may not see,
    /// the rows left out, and the masks in place of the values. Whatever is then asked of the file (filters, facets, SQL, exports) obeys
    /// the rule without knowing it. Made once for a version and a rule.
    func permitted(_ version: DatasetVersion, rule: ReadingRule) async throws -> ColumnFile {
        let whole = try await columns(version.hash, shape: version.shape)
        if rule.isWhole { return whole }
        let mark = FileStore.name(of: Array(rule.mark(withAgreement: false).utf8)).prefix(24)
        let key = "\(version.hash).\(mark)"
        return try await opened(key) {
            try await self.derived(version.hash, kind: "\(mark).columns", isUsable: { (try? ColumnFile(path: $0)) != nil }) { _, path in
                let csv = path + ".csv"
                defer { try? FileManager.default.removeItem(atPath: csv) }
                let shape = try PermittedTable(whole, rule).write(to: csv)
                try ColumnFileBuilder().build(csv: csv, shape: shape, to: path)
            }
        }
    }
}

/// Writes what a rule lets somebody read of a version as canonical CSV.
struct PermittedTable {
    private let columns: [(column: StoredColumn, mask: Mask?)]
    private let rows: RowSet

    /// - Throws: `invalid` when the rule's filter does not fit the table; a rule that cannot be applied opens nothing.
    init(_ file: ColumnFile, _ rule: ReadingRule) throws(AppError) {
        columns = file.columns.filter { rule.shows($0.name) }.map { ($0, rule.masks[$0.name]) }
        guard !columns.isEmpty else { throw AppError(.forbidden, "error.data_restricted") }
        rows = try file.rows(matching: rule.filter)
    }

    func write(to path: String) throws(AppError) -> TableShape {
        let shape = try TableShape(columns.map { TableShape.Column($0.column.name, $0.column.type) })
        let writer = try CanonicalWriter(path: path, shape: shape)
        var offset = 0
        while offset < rows.count {
            let some = rows.rows(offset: offset, limit: 8192)
            offset += some.count
            for row in some { try add(row, to: writer) }
        }
        _ = try writer.finish()
        return shape
    }

    private func add(_ row: Int, to writer: CanonicalWriter) throws(AppError) {
        for (column, mask) in columns {
            let value = column.value(row)
            try writer.add(mask?.shown(value) ?? value)
        }
        try writer.endRow()
    }
}
