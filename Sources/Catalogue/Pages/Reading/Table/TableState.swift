import Columns
import Kernel
import Rows
import Web

/// Which rows of a dataset's table a page shows and in which order, as it stands in an address. The conditions are those of the row API,
/// so the part behind the `?` can be carried from a page to a program and back.
package struct TableState: Sendable, Hashable {
    package var dataset: String
    /// `nil` for the dataset's first table.
    package var table: String?
    /// Number of an earlier version; `nil` for the one that is shown today.
    package var version: Int?
    /// The day or moment at which the version that is shown was shown; ``version`` goes before it.
    package var asOf: String?
    /// Of a wide table, the first column that is shown, from 0.
    package var columnsFrom = 0
    package var question: RowQuestion

    /// Whether another version may be shown than today's.
    package var isPast: Bool { version != nil || asOf != nil }

    package static let usualRows = 25
    package static let mostRows = 200
    static let tableName = "_tabel"
    static let versionName = "_versi"
    /// A condition as the form sends it; the server puts it into the address and goes there.
    static let (formColumn, formOperator, formValue) = ("_kolom", "_cara", "_isi")

    /// Parameters that are not the question's.
    static let own: Set<String> =
        Set(ChartSpec.Part.allCases.map(\.rawValue)).union([
            tableName, versionName, AsOf.name, ColumnWindow.name, formColumn, formOperator, formValue, "bahasa",
        ])

    package init(dataset: String, table: String? = nil, version: Int? = nil, question: RowQuestion = RowQuestion()) {
        self.dataset = dataset
        self.table = table
        self.version = version
        self.question = question
        if question.limit == RowQuestion.usualLimit { self.question.limit = TableState.usualRows }
    }

    /// - Parameter check: the columns the reader may ask by.
    /// - Throws: `invalid` naming the parameter and the place in it.
    package init(dataset: String, _ query: Query, _ check: ColumnCheck) throws(AppError) {
        self.dataset = dataset
        table = query[TableState.tableName]
        version = query.int(TableState.versionName)
        asOf = version == nil ? query[AsOf.name].flatMap { $0.isEmpty ? nil : $0 } : nil
        columnsFrom = max(0, query.int(ColumnWindow.name) ?? 0)
        // A form sends empty fields; they ask nothing.
        let pairs = query.pairs.filter { !$0.value.isEmpty }
        question = try AddressReader(check, mostRows: TableState.mostRows).read(pairs, ignoring: TableState.own)
        if query["limit"] == nil { question.limit = TableState.usualRows }
        question.cursor = nil
        question.facets = []
        if case .rows = question.want {} else { question.want = .rows(nil) }
    }

    // MARK: Printing

    /// Conditions and words only, in canonical text: what a chart or a citation keeps.
    package var filterText: String {
        var asked = RowQuestion()
        asked.filter = question.filter
        asked.search = question.search
        return AddressWriter.query(asked)
    }

    /// Everything behind the `?`.
    package var query: String {
        var asked = question
        asked.limit = RowQuestion.usualLimit
        var parts = AddressWriter.query(asked)
        func add(_ name: String, _ value: String?) {
            guard let value else { return }
            parts += (parts.isEmpty ? "" : "&") + name + "=" + AddressEscapes.escaped(value)
        }
        add("limit", question.limit == TableState.usualRows ? nil : "\(question.limit)")
        add(TableState.tableName, table)
        add(TableState.versionName, version.map(String.init))
        add(AsOf.name, asOf)
        add(ColumnWindow.name, columnsFrom > 0 ? "\(columnsFrom)" : nil)
        return parts
    }

    /// Conditions, columns and order as the row API takes them.
    var rowsQuery: String {
        var asked = question
        (asked.limit, asked.offset) = (RowQuestion.usualLimit, 0)
        return AddressWriter.query(asked)
    }

    package func link(_ path: Path = DataPaths.dataset) -> String { path(dataset) + (query.isEmpty ? "" : "?" + query) }

    /// The same as names and values, for the hidden fields of a form.
    package var fields: [(name: String, value: String)] {
        var asked = question
        asked.limit = RowQuestion.usualLimit
        asked.offset = 0
        var pairs = AddressWriter.pairs(asked)
        if question.limit != TableState.usualRows { pairs.append(("limit", "\(question.limit)")) }
        if let table { pairs.append((TableState.tableName, table)) }
        if let version { pairs.append((TableState.versionName, "\(version)")) }
        if let asOf { pairs.append((AsOf.name, asOf)) }
        if columnsFrom > 0 { pairs.append((ColumnWindow.name, "\(columnsFrom)")) }
        return pairs
    }

    // MARK: Changing

    /// The conditions that must all hold.
    package var conditions: [RowFilter] {
        switch question.filter {
        case .everything: []
        case .all(let parts): parts
        default: [question.filter]
        }
    }

    package func with(_ conditions: [RowFilter]) -> TableState {
        var state = self
        state.question.filter = conditions.isEmpty ? .everything : conditions.count == 1 ? conditions[0] : .all(conditions)
        state.question.offset = 0
        return state
    }

    package func adding(_ condition: RowFilter) -> TableState {
        conditions.contains(condition) ? with(conditions) : with(conditions + [condition])
    }

    package func removing(_ condition: RowFilter) -> TableState { with(conditions.filter { $0 != condition }) }

    func showing(from column: Int) -> TableState {
        var state = self
        state.columnsFrom = column
        return state
    }

    package func searching(_ words: String?) -> TableState {
        var state = self
        state.question.search = words
        state.question.offset = 0
        return state
    }

    /// No conditions, no words, no order.
    package var cleared: TableState { TableState(dataset: dataset, table: table, version: version) }

    /// Sorted by a column: first upwards, then downwards, then as the table has it.
    package func sorting(by column: String) -> TableState {
        var state = self
        state.question.offset = 0
        switch question.order.first {
        case let first? where first.column == column:
            state.question.order = first.isDescending ? [] : [RowOrder(column, isDescending: true)]
        default: state.question.order = [RowOrder(column)]
        }
        return state
    }

    package func turned(_ pages: Int) -> TableState {
        var state = self
        state.question.offset = max(0, question.offset + pages * question.limit)
        return state
    }

    // MARK: Values of one column chosen by a tick

    /// The values that a column is narrowed to, `nil` when it is not narrowed so.
    package func chosen(_ column: String) -> [String]? {
        for condition in conditions {
            switch condition {
            case .compare(column, .equal, let value): return [value]
            case .isIn(column, let values): return values
            default: continue
            }
        }
        return nil
    }

    /// Everything but the ticks of one column, so that its other values can be counted too.
    package func without(_ column: String) -> TableState {
        with(
            conditions.filter {
                switch $0 {
                case .compare(column, .equal, _), .isIn(column, _): false
                default: true
                }
            })
    }

    package func switching(_ column: String, _ value: String) -> TableState {
        var values = chosen(column) ?? []
        if let index = values.firstIndex(of: value) { values.remove(at: index) } else { values.append(value) }
        let rest = without(column)
        if values.isEmpty { return rest }
        return rest.adding(values.count == 1 ? .compare(column, .equal, values[0]) : .isIn(column, values))
    }
}
