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
            return try WatchedRows(before, filter).differ(from: WatchedRows(after, filter))
        }
    }

    /// Whether a filter makes sense for a table.
    /// - Throws: `.invalid` naming what in it does not.
    package func check(_ shape: TableShape, filter: String) throws(AppError) {
        guard self == .rows else { return }
        _ = try WatchedRows.question(shape, filter)
    }
}

/// The rows of a version that a filter finds, and what they say in the columns that are watched, whatever their order and the columns'.
private struct WatchedRows {
    private let found: RowSet
    /// By name: a table whose columns stand in another order says the same.
    private let columns: [StoredColumn]
    private let names: [[UInt8]]
    /// Holds what the columns point into.
    private let file: ColumnFile

    /// Rows between two looks into the set.
    private static let stretch = 8192

    init(_ file: ColumnFile, _ filter: String) throws(AppError) {
        let (rows, shown) = try WatchedRows.question(try file.shape, filter)
        found = try file.rows(matching: rows)
        columns = file.columns.filter { shown?.contains($0.name) ?? true }.sorted { $0.name < $1.name }
        names = columns.map { Array("\($0.name)=".utf8) }
        self.file = file
    }

    /// Versions are mostly told apart by how many rows there are, or hardly differ. So rows that stand where they stood and say the same
    /// are passed over by their codes, and only what is left is read: of a million rows in which few changed, those few.
    func differ(from new: WatchedRows) -> Bool {
        if found.count != new.found.count { return true }
        if found.count == 0 { return false }
        if names != new.names { return true }
        var (before, after) = (RowSum(), RowSum())
        var line: [UInt8] = []
        if zip(columns, new.columns).allSatisfy({ $0.type == $1.type }) {
            RowsSideBySide(zip(columns, new.columns).map { (before: $0, after: $1) }).differences(found, new.found) { old, row in
                read(old, &line)
                before.add(line)
                new.read(row, &line)
                after.add(line)
            }
        } else {
            add(to: &before)
            new.add(to: &after)
        }
        return before != after
    }

    private func add(to sum: inout RowSum) {
        var line: [UInt8] = []
        for offset in stride(from: 0, to: found.count, by: WatchedRows.stretch) {
            for row in found.rows(offset: offset, limit: WatchedRows.stretch) {
                read(row, &line)
                sum.add(line)
            }
        }
    }

    private func read(_ row: Int, _ line: inout [UInt8]) {
        line.removeAll(keepingCapacity: true)
        for (name, column) in zip(names, columns) {
            line += name
            if let text = column.value(row).text { line += text.utf8 } else { line.append(0) }
            line.append(1)
        }
    }

    static func question(_ shape: TableShape, _ text: String) throws(AppError) -> (rows: RowFilter, columns: Set<String>?) {
        let check = ColumnCheck(shape)
        let question = try AddressReader(check).read(AddressEscapes.pairs(Array(text.utf8)))
        guard case .rows(let outputs) = question.want else { return (question.wholeFilter(check), nil) }
        return (question.wholeFilter(check), outputs.map { Set($0.map(\.column)) })
    }
}

/// What rows say as a number that does not depend on their order: the sum of 256 bits for each of them. Takes the same memory for a hundred
/// rows and for ten million.
private struct RowSum: Equatable {
    private var sum: [UInt64] = [0, 0, 0, 0]

    mutating func add(_ line: [UInt8]) {
        SHA256.hash(data: line).withUnsafeBytes { bytes in
            for index in 0..<4 { sum[index] &+= bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
        }
    }
}
