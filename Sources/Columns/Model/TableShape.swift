import Kernel

/// The columns of a version in their order.
package struct TableShape: Hashable, Sendable, Codable {
    /// A column's name and type.
    package struct Column: Hashable, Sendable, Codable {
        package var name: String
        package var type: ColumnType

        package init(_ name: String, _ type: ColumnType) {
            self.name = name
            self.type = type
        }
    }

    /// As many as a spreadsheet can have.
    package static let mostColumns = 16_384
    /// A row number must fit 32 bits, with the last ones kept for marks.
    package static let mostRows = 4_000_000_000
    /// Bytes a single value may have.
    package static let longestValue = 64 << 20

    package let columns: [Column]

    /// - Throws: `invalid` when there is no column, there are too many, or two have the same name or none.
    package init(_ columns: [Column]) throws(AppError) {
        guard !columns.isEmpty else { throw .invalid("columns", "columns.none") }
        guard columns.count <= TableShape.mostColumns else {
            throw .invalid("columns", Message("columns.too_many", ["count": "\(columns.count)", "most": "\(TableShape.mostColumns)"]))
        }
        var seen: Set<String> = []
        for (index, column) in columns.enumerated() {
            guard !column.name.isEmpty else { throw .invalid("columns", Message("columns.unnamed", ["position": "\(index + 1)"])) }
            guard seen.insert(column.name).inserted else {
                throw .invalid("columns", Message("columns.repeated", ["column": column.name]))
            }
        }
        self.columns = columns
    }
}
