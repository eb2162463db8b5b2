import Columns
import Directory
import Kernel
import Rows
import Web

/// What the main page of a dataset shows besides its head.
package struct TableView: Sendable {
    package struct FacetView: Sendable {
        package var column: TableText.Column
        package var values: [(value: String, label: String, count: Int)]
        package var distinct: Int

        package init(column: TableText.Column, values: [(value: String, label: String, count: Int)], distinct: Int) {
            self.column = column
            self.values = values
            self.distinct = distinct
        }
    }

    package var head: DatasetHead
    package var state: TableState
    package var text: TableText
    package var askable: Set<String>
    package var rows: ReadableTable.Rows
    package var facets: [FacetView]
    /// Number and day of the version shown, and whether it is the newest.
    package var version: (number: Int, publishedAt: Instant, isCurrent: Bool)
    /// What was wrong with the condition that was typed, and the form as it was.
    package var form: Form
    /// Names of regions by their codes.
    package var regions: [String: String]
    package var formats: [(label: String, link: String)]
    /// Where a value of each row is cited; empty where none can be.
    package var cited: [String?]
    /// What other capabilities say about the dataset.
    package var panels: HTML

    package init(
        head: DatasetHead, state: TableState, text: TableText, askable: Set<String>, rows: ReadableTable.Rows, facets: [FacetView],
        version: (number: Int, publishedAt: Instant, isCurrent: Bool), form: Form = .empty, regions: [String: String] = [:],
        formats: [(label: String, link: String)] = [], cited: [String?] = [], panels: HTML = .empty
    ) {
        self.head = head
        self.state = state
        self.text = text
        self.askable = askable
        self.rows = rows
        self.facets = facets
        self.version = version
        self.form = form
        self.regions = regions
        self.formats = formats
        self.cited = cited
        self.panels = panels
    }
}
