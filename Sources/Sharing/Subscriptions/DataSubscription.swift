import Catalogue
import Kernel
import Storage
import Work

/// Somebody who wants to be told by mail when a table changes. Her address is sealed and used for nothing else.
package struct DataSubscription: Sendable, Equatable, Identifiable {
    package typealias Watch = ChangeWatch

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

extension ChangeWatch {
    package var label: TextKey { TextKey("subscription.watch.\(rawValue)") }
}
