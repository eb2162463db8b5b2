import Ingest
import Kernel

/// What a version's schema says of its columns beyond their type: the name people read, and the unit.
package struct ColumnNames: Sendable {
    private let schema: TableSchema

    package init(_ schema: TableSchema) { self.schema = schema }

    package func title(_ column: String) -> String { schema[column]?.heading ?? column }

    /// The unit of a figure: that of its column, except where rows or different values are counted.
    package func unit(of formula: Formula) -> String? {
        switch formula.kind {
        case .count, .countDistinct: nil
        default: formula.column.flatMap { schema[$0]?.standard.unit }.flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
