import Kernel

/// Reads a canonical CSV row by row, strictly: anything that is not in canonical form is an error that names row and column.
package final class CanonicalReader {
    private var scanner: CanonicalScanner
    private let batch: FieldBatch
    private var row = 0

    /// - Throws: `notFound` when there is no file, `malformed` when its header does not name the columns of `shape`.
    package init(path: String, shape: TableShape) throws(AppError) {
        let file = try MappedFile(path: path)
        file.willReadInOrder()
        scanner = try CanonicalScanner(file, shape: shape)
        batch = FieldBatch(columns: shape.columns.count)
    }

    /// Rows handed out so far.
    package var rows: Int { scanner.rows - batch.rows + row }

    /// The next row; `nil` at the end.
    package func next() throws(AppError) -> [Datum]? {
        if row == batch.rows {
            guard try scanner.next(batch) > 0 else { return nil }
            row = 0
        }
        var values: [Datum] = []
        values.reserveCapacity(batch.columns)
        for (index, column) in scanner.shape.columns.enumerated() {
            let field = batch.column(index)[row]
            guard !field.isMissing else {
                values.append(.missing)
                continue
            }
            guard let text = scanner.text(field), let value = canonical(text, column.type) else {
                throw .malformed(Message("columns.not_canonical", ["row": "\(rows + 1)", "column": column.name]))
            }
            values.append(value)
        }
        row += 1
        return values
    }

    private func canonical(_ text: String, _ type: ColumnType) -> Datum? {
        guard !type.isText else { return .text(text) }
        var copy = text
        let isCanonical = copy.withUTF8 { bytes in bytes.baseAddress.map { CanonicalText.isCanonical($0, bytes.count, type) } ?? false }
        return isCanonical ? Datum(text, as: type) : nil
    }
}
