import Catalogue
import Columns
import Crypto
import Foundation
import Kernel
import Rows
import Storage
import Work

/// Somebody who wants to be told by mail when a table changes. Her address is sealed and used for nothing else.
package struct DataSubscription: Sendable, Equatable, Identifiable {
    /// What she wants to be told of.
    package enum Watch: String, Sendable, CaseIterable, Codable {
        /// Every new version.
        case version
        /// Columns that come, go or change their type.
        case columns
        /// Any change in the rows that a filter finds.
        case rows

        package var label: TextKey { TextKey("subscription.watch.\(rawValue)") }
    }

    package var id: Identifier<DataSubscription>
    package var dataset: Identifier<Dataset>
    package var table: Identifier<Distribution>
    package var watch: Watch
    /// In the language of addresses; for ``Watch/rows``.
    package var filter: String
    package var language: Language
    package var createdAt: Instant
    /// When she opened the link in the first mail; before that she gets no other.
    package var confirmedAt: Instant?

    init(
        id: Identifier<DataSubscription>, dataset: Identifier<Dataset>, table: Identifier<Distribution>, watch: Watch, filter: String,
        language: Language, createdAt: Instant
    ) {
        self.id = id
        self.dataset = dataset
        self.table = table
        self.watch = watch
        self.filter = filter
        self.language = language
        self.createdAt = createdAt
    }

    init(row: Row) {
        id = row.id("id")
        dataset = row.id("dataset_id")
        table = row.id("distribution_id")
        watch = Watch(rawValue: row.text("watch")) ?? .version
        filter = row.text("filter")
        language = Language(rawValue: row.text("language")) ?? .indonesian
        createdAt = row.instant("created_at")
        confirmedAt = row.instantIfAny("confirmed_at")
    }

    var recipient: String { "subscriber:\(id)" }
    static func context(_ id: Identifier<DataSubscription>) -> String { "data_subscription:\(id)" }
}

extension DataSubscription.Watch {
    /// Rows compared one by one; a filter that finds more is compared by their number alone.
    static let mostRows = 20_000

    /// Whether what somebody watches differs between two versions.
    /// - Throws: `.invalid` when the filter makes no sense for one of them; then the columns have changed, and that is worth telling.
    func differs(_ before: ColumnFile, _ after: ColumnFile, filter: String) throws(AppError) -> Bool {
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
        guard set.count <= DataSubscription.Watch.mostRows else { return ["\(set.count)"] }
        let names = file.columns.map(\.name)
        // In any order: a table that is sorted otherwise says the same.
        return file.values(rows: set.rows(offset: 0, limit: set.count), columns: file.columns).map { row in
            zip(names, row).map { "\($0)=\($1.text ?? "\u{0}")" }.joined(separator: "\u{1}")
        }.sorted()
    }
}
