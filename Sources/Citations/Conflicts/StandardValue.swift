import Catalogue
import Columns
import Directory
import Ingest
import Kernel

/// What a published table says of one standard for one area and period.
struct StandardValue: Hashable, Sendable {
    var area: String
    var period: String
    var value: String
}

/// The column of a table that gives a standard's values, and the columns that say where and when.
struct StandardColumn: Hashable, Sendable {
    /// Code of the data standard (SDSN).
    var code: String
    var column: String
    var unit: String?
    var area: String
    var period: String
    var periodKind: PeriodKind?

    /// Those of a table: each field with a standard's code; or the one field with figures, where only the dataset names a standard.
    static func all(of schema: TableSchema, dataset: Dataset) -> [StandardColumn] {
        guard let area = schema.fields.first(where: { $0.standard.role == .areaCode }),
            let period = schema.fields.first(where: { $0.standard.role == .period })
        else { return [] }
        let others = schema.fields.filter { $0.name != area.name && $0.name != period.name }
        var coded = others.filter { $0.standard.standardCode != nil }.map { ($0, $0.standard.standardCode!) }
        let measures = others.filter { $0.standard.role == .measure }
        if coded.isEmpty, measures.count == 1, let code = dataset.standardCode { coded = [(measures[0], code)] }
        return coded.filter { $0.0.type.columnType.isNumeric }.map { field, code in
            StandardColumn(
                code: code, column: field.name, unit: field.standard.unit, area: area.name, period: period.name,
                periodKind: period.standard.period)
        }
    }

    /// More values of one column are not compared.
    static let mostValues = 200_000

    /// The values of a version. Where several rows speak of one area and period they tell more things apart than we know of, and
    /// adding them up could be wrong; those are left out.
    func values(in file: ColumnFile) throws(AppError) -> [StandardValue] {
        var grouping = Grouping([area, period], [Grouping.Aggregate(.count), Grouping.Aggregate(.least, column)])
        grouping.limit = StandardColumn.mostValues
        let groups = try file.groups(grouping, in: RowSet(all: file.rowCount))
        // `350919` is `35.09.19`, and two days of one year are one year: what is only then the same area and period counts as several rows.
        var places: [Place: Int] = [:]
        var found: [(place: Place, value: String?)] = []
        for group in groups.groups {
            guard let area = group.keys[0].text, let period = group.keys[1].text else { continue }
            let place = Place(area: RegionCode(area)?.text ?? area, period: plain(period))
            let rows: Int = if case .integer(let count) = group.figures[0] { Int(count) } else { 2 }
            places[place, default: 0] += rows
            found.append((place, group.figures[1].text))
        }
        return found.compactMap { place, value in
            guard let value, places[place] == 1 else { return nil }
            return StandardValue(area: place.area, period: place.period, value: value)
        }
    }

    private struct Place: Hashable {
        var area: String
        var period: String
    }

    /// `2024` for a whole year, however the table writes it.
    private func plain(_ period: String) -> String {
        let isDay = Day(period.prefix(10)) != nil
        switch periodKind {
        case .year: return String(period.prefix(4))
        case .month where isDay: return String(period.prefix(7))
        case .day: return String(period.prefix(10))
        default: return period
        }
    }
}
