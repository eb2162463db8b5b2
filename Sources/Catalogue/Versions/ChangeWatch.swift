import Columns
import Kernel
import Rows

/// What somebody wants to be told of when a table changes.
package enum ChangeWatch: String, Sendable, CaseIterable, Codable {
    /// Every new version.
    case version
    /// Columns that come, go or change their type.
    case columns
    /// Any change in the rows that a filter finds.
    case rows

    /// Rows compared one by one; a filter that finds more is compared by their number alone.
    static let mostRows = 20_000

    /// Whether what somebody watches differs between two versions.
    /// - Throws: `.invalid` when the filter makes no sense for one of them; then the columns have changed, and that is worth telling.
    package func differs(_ before: ColumnFile, _ after: ColumnFile, filter: String) throws(AppError) -> Bool {
        switch self {
        case .version: return true
        case .columns: return try before.shape != after.shape
        case .rows:
            let (old, new) = (try rows(before, filter), try rows(after, filter))
            return old != new
        }
    }

    private func rows(_ file: ColumnFile, _ text: String) throws(AppError) -> [String] {
        let check = ColumnCheck(try file.shape)
        let filter = try AddressReader(check).read(AddressEscapes.pairs(Array(text.utf8))).wholeFilter(check)
        let set = try file.rows(matching: filter)
        guard set.count <= ChangeWatch.mostRows else { return ["\(set.count)"] }
        let names = file.columns.map(\.name)
        // In any order: a table that is sorted otherwise says the same.
        return file.values(rows: set.rows(offset: 0, limit: set.count), columns: file.columns).map { row in
            zip(names, row).map { "\($0)=\($1.text ?? "\u{0}")" }.joined(separator: "\u{1}")
        }.sorted()
    }
}
