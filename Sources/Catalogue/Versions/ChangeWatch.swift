import Columns
import Crypto
import Foundation
import Kernel
import Rows

/// What somebody wants to be told of when a table changes.
package enum ChangeWatch: String, Sendable, CaseIterable, Codable {
    /// Every new version.
    case version
    /// Columns that come, go or change their type.
    case columns
    /// Any change in the rows that a filter finds; with `fields=a,b` in it only in those columns.
    case rows

    /// Whether what somebody watches differs between two versions, of whatever size.
    /// - Throws: `.invalid` when the filter makes no sense for one of them; then the columns have changed, and that is worth telling.
    package func differs(_ before: ColumnFile, _ after: ColumnFile, filter: String) throws(AppError) -> Bool {
        switch self {
        case .version: return true
        case .columns: return try before.shape != after.shape
        case .rows:
            let (old, new) = (try WatchedRows(before, filter), try WatchedRows(after, filter))
            return old != new
        }
    }

    /// Whether a filter makes sense for a table.
    /// - Throws: `.invalid` naming what in it does not.
    package func check(_ shape: TableShape, filter: String) throws(AppError) {
        guard self == .rows else { return }
        _ = try WatchedRows.question(shape, filter)
    }
}

/// What the rows that a filter finds say, as a number that does not depend on their order nor on the columns': the sum of 256 bits for each
/// row, and how many there are. Takes the same memory for a hundred rows and for ten million.
private struct WatchedRows: Equatable {
    private var count = 0
    private var sum: [UInt64] = [0, 0, 0, 0]

    /// Rows between two looks into the set.
    private static let stretch = 8192

    init(_ file: ColumnFile, _ filter: String) throws(AppError) {
        let shape = try file.shape
        let (rows, shown) = try WatchedRows.question(shape, filter)
        let set = try file.rows(matching: rows)
        // By name: a table whose columns stand in another order says the same.
        let columns = file.columns.filter { shown?.contains($0.name) ?? true }.sorted { $0.name < $1.name }
        let names = columns.map { Array("\($0.name)=".utf8) }
        var line: [UInt8] = []
        while count < set.count {
            let some = set.rows(offset: count, limit: WatchedRows.stretch)
            guard !some.isEmpty else { break }
            for row in some {
                line.removeAll(keepingCapacity: true)
                for (name, column) in zip(names, columns) {
                    line += name
                    if let text = column.value(row).text { line += text.utf8 } else { line.append(0) }
                    line.append(1)
                }
                add(line)
            }
            count += some.count
        }
    }

    static func question(_ shape: TableShape, _ text: String) throws(AppError) -> (rows: RowFilter, columns: Set<String>?) {
        let check = ColumnCheck(shape)
        let question = try AddressReader(check).read(AddressEscapes.pairs(Array(text.utf8)))
        guard case .rows(let outputs) = question.want else { return (question.wholeFilter(check), nil) }
        return (question.wholeFilter(check), outputs.map { Set($0.map(\.column)) })
    }

    private mutating func add(_ line: [UInt8]) {
        SHA256.hash(data: line).withUnsafeBytes { bytes in
            for index in 0..<4 { sum[index] &+= bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
        }
    }
}
