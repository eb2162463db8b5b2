import Catalogue
import Columns
import Kernel
import Rows

/// What an agreement lets its agency read.
package struct Terms: Sendable, Equatable {
    /// The columns that may be read; empty for all there were when it was agreed, and those that come later.
    package var columns: [String]
    /// The rows, in the language of addresses; empty for all.
    package var filter: String
    /// Columns of which something else is shown than what is kept.
    package var masks: [String: Mask]
    /// Readings an hour; `nil` for no limit beyond the site's own.
    package var rate: Int?

    package init(columns: [String] = [], filter: String = "", masks: [String: Mask] = [:], rate: Int? = nil) {
        self.columns = columns
        self.filter = filter
        self.masks = masks
        self.rate = rate
    }

    /// What is wrong with them for a table of that shape.
    package func issues(_ shape: TableShape) -> [Issue] {
        let known = Set(shape.columns.map(\.name))
        var issues: [Issue] = []
        let unknown = (columns + masks.keys.sorted()).filter { !known.contains($0) }
        if let name = unknown.first { issues.append(Issue("columns", Message("error.terms_column", ["column": name]))) }
        if let rate, !(1...100_000).contains(rate) { issues.append(Issue("rate", "error.terms_rate")) }
        do throws(AppError) { _ = try rows(shape) } catch {
            issues.append(Issue("filter", error.issues.first?.message ?? error.message))
        }
        if !columns.isEmpty, columns.allSatisfy({ masks[$0] == .hidden }) { issues.append(Issue("columns", "error.terms_nothing")) }
        return issues
    }

    /// The rows they open.
    /// - Throws: `.invalid` when the table has other columns by now; then nothing may be read.
    package func rows(_ shape: TableShape) throws(AppError) -> RowFilter {
        if filter.isEmpty { return .everything }
        let check = ColumnCheck(shape)
        return try AddressReader(check).read(AddressEscapes.pairs(Array(filter.utf8))).wholeFilter(check)
    }

    /// The rule the gate goes by; `nil` when the table has changed so that they say nothing sure any more, for then nothing is opened.
    package func rule(_ shape: TableShape, agreement: String) -> ReadingRule? {
        let known = Set(shape.columns.map(\.name))
        guard let rows = try? rows(shape), masks.keys.allSatisfy(known.contains) else { return nil }
        let shown = columns.isEmpty ? nil : Set(columns).intersection(known)
        if let shown, shown.isEmpty { return nil }
        return ReadingRule(columns: shown, filter: rows, masks: masks, rate: rate, agreement: agreement)
    }

    /// Columns and their masks as the owner's form sends them, `kolom=kode` a line.
    var maskText: String { masks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.code)" }.joined(separator: "\n") }
}
