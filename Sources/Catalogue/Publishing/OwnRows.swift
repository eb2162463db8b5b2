import Columns

/// Where the rows of an ``OwnTable`` go: to its file, each as soon as it is known.
///
/// Unchecked: they are added one after the other.
package final class OwnRows: @unchecked Sendable {
    let writer: CanonicalWriter

    init(_ writer: CanonicalWriter) { self.writer = writer }

    /// How many there are so far.
    package var count: Int { writer.rows }

    /// - Parameter row: as many values as the table has columns, each of its column's type.
    /// - Throws: `invalid` for a value that is not; `unavailable` when the disk is full.
    package func add(_ row: [Datum]) throws { try writer.row(row) }
}
