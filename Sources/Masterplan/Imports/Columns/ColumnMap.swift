import Foundation
import Kernel

/// What the columns of one source's tables mean, by their headings: data, so that the next year's export of the same program is read as
/// this year's was corrected.
package struct ColumnMap: Sendable, Hashable {
    /// Meaning by ``pattern(_:)`` of the heading.
    package var columns: [String: PlanColumn]

    package init(_ columns: [String: PlanColumn] = [:]) { self.columns = columns }

    /// A heading as it is remembered: folded, years as `#`, so that `Pagu 2027` and `PAGU 2028` are one.
    package static func pattern(_ heading: String) -> String {
        Plain.folded(heading).split(separator: " ").map { $0.utf8.count == 4 && Int($0) != nil ? "#" : String($0) }.joined(separator: " ")
    }

    /// What each column is: as remembered, else as guessed.
    /// - Parameter years: of the plan; a target or money without a year in its heading is of the first, the next column like it of the next.
    func place(_ headings: [String], years: ClosedRange<Int>, spending: Bool = false) -> [PlacedColumn] {
        var placed: [PlacedColumn] = []
        var taken: Set<PlanColumn> = []
        var lastYear: [PlanColumn: Int] = [:]
        for (index, heading) in headings.enumerated() where !heading.isEmpty {
            var column = columns[ColumnMap.pattern(heading)] ?? HeadingGuess.column(heading, spending: spending) ?? .skipped
            // The first of several is the one meant.
            if !column.isYearly, !taken.insert(column).inserted { column = .skipped }
            var year: Int?
            switch column {
            case .target, .money:
                year = HeadingGuess.year(heading, from: years.lowerBound) ?? lastYear[column].map { $0 + 1 } ?? years.lowerBound
                lastYear[column] = year
            case .targetNext, .moneyNext: year = HeadingGuess.year(heading, from: years.lowerBound) ?? years.upperBound + 1
            default: break
            }
            placed.append(PlacedColumn(index: index, heading: heading, column: column, year: year))
        }
        return oneForAllLevels(placed)
    }

    /// A table with one column of codes for all levels may call it by the lowest; the same for titles.
    private func oneForAllLevels(_ given: [PlacedColumn]) -> [PlacedColumn] {
        var placed = given
        let codes: Set<PlanColumn> = [.programmeCode, .activityCode, .subActivityCode]
        let titles: Set<PlanColumn> = [.programmeTitle, .activityTitle, .subActivityTitle]
        func change(_ some: Set<PlanColumn>, to column: PlanColumn) {
            guard !placed.contains(where: { $0.column == column }) else { return }
            let found = placed.indices.filter { some.contains(placed[$0].column) }
            guard found.count == 1, columns[ColumnMap.pattern(placed[found[0]].heading)] == nil else { return }
            placed[found[0]].column = column
        }
        change(codes, to: .code)
        if placed.contains(where: { $0.column == .code }) { change(titles, to: .title) }
        return placed
    }

    /// With what somebody chose for these headings.
    package func correcting(_ chosen: [String: PlanColumn]) -> ColumnMap {
        var map = self
        for (heading, column) in chosen { map.columns[ColumnMap.pattern(heading)] = column }
        return map
    }

    /// As it is kept; equal maps are equal texts.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return (try? encoder.encode(columns.mapValues(\.rawValue))).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// What is not known any more is left out.
    package init(json: String) {
        let kept = (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
        columns = kept.compactMapValues(PlanColumn.init(rawValue:))
    }
}
