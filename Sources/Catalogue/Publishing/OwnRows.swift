import Columns
import Foundation

/// Where the rows of an ``OwnTable`` go: to its file, each as soon as it is known.
///
/// Unchecked: they are added one after the other.
package final class OwnRows: @unchecked Sendable {
    private let path: String
    private let shape: TableShape
    private(set) var writer: CanonicalWriter

    init(path: String, shape: TableShape) throws {
        self.path = path
        self.shape = shape
        writer = try CanonicalWriter(path: path, shape: shape)
    }

    /// How many there are so far.
    package var count: Int { writer.rows }

    /// - Parameter row: as many values as the table has columns, each of its column's type.
    /// - Throws: `invalid` for a value that is not; `unavailable` when the disk is full.
    package func add(_ row: [Datum]) throws { try writer.row(row) }

    /// Forgets what was added. Whoever adds rows while reading a database begins with it: a closure that takes long, or whose connection is
    /// lost, is run once more.
    package func beginAnew() throws {
        try FileManager.default.removeItem(atPath: path)
        writer = try CanonicalWriter(path: path, shape: shape)
    }
}
