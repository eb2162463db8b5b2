import Columns
import Directory
import Ingest
import Kernel
import Rows
import Web

/// Rows as somebody chooses them on a page without having to know how addresses are written: for each column the values she ticks among
/// those offered, a range, or one value. All of it must hold. What ticks cannot say stands beside them in the language of addresses.
package struct RowChoices: Sendable {
    /// How a column is asked about.
    enum Way: Sendable, Hashable {
        /// Any of the values that are offered.
        case among([Choice])
        /// Any of these regions by their codes, with all that lies in them.
        case within([Choice])
        /// From one value to another.
        case range
        case exactly
        /// By no field of this reader's: the column beside it says the same, or none can. Of who is offered more, it is read all the same.
        case elsewhere
    }

    struct Column: Sendable {
        /// Its place in the table, by which its fields are named: columns may be called whatever they like.
        var place: Int
        var name: String
        var title: String
        var type: ColumnType
        var way: Way

        func field(_ part: Part) -> String { "rows.\(place).\(part.rawValue)" }
    }

    /// The fields of one column.
    enum Part: String, CaseIterable {
        case among, within, from, to, exactly
    }

    /// So many columns are offered; what is asked of others is typed.
    static let mostColumns = 60
    /// So many values of a column are offered.
    static let mostValues = 60
    /// The field in which conditions are typed, and the one that says of which version's columns the form was made.
    static let (typed, seen) = ("filter", "rows.of")

    let columns: [Column]
    let check: ColumnCheck
    let text: TableText
    let version: String
    let offsetHours: Int

    /// - Parameter values: what stands in columns with few values, for who may read them; of others only what the table's description
    ///   and the directory say is offered.
    package init(_ version: DatasetVersion, _ directory: DirectoryIndex, _ page: Page, values: [String: [Choice]] = [:]) {
        let (schema, shape, places) = (version.schema, version.shape, directory.places.now)
        let text = TableText(shape, schema: schema)
        let hasCodes = schema.fields.contains { $0.standard.role == .areaCode && $0.type.columnType.isText }
        columns = shape.columns.prefix(RowChoices.mostColumns).enumerated().map { place, column in
            let field = schema[column.name]
            let way: Way =
                if let known = values[column.name], !known.isEmpty {
                    .among(known)
                } else {
                    RowChoices.way(column.type, field, places, page, hasCodes: hasCodes)
                }
            return Column(place: place, name: column.name, title: text.title(column.name), type: column.type, way: way)
        }
        check = ColumnCheck(shape)
        self.text = text
        self.version = version.id.text
        offsetHours = directory.offsetHours
    }

    /// How a column is asked about of whose values nothing may be told.
    private static func way(
        _ type: ColumnType, _ field: TableSchema.Field?, _ places: PlacesSnapshot, _ page: Page, hasCodes: Bool
    ) -> Way {
        if type == .boolean {
            return .among([true, false].map { Choice("\($0)", DatumWords.text(.boolean($0), nil, page) ?? "\($0)") })
        }
        var listed: [Choice] = []
        if let categories = field?.categories {
            listed = categories.map { Choice($0.text, $0.label ?? $0.text) }
        } else if let values = field?.constraints.enumeration {
            listed = values.compactMap(\.text).map { Choice($0, $0) }
        }
        let fit = listed.filter { !$0.value.isEmpty && Datum($0.value, as: type) != nil }
        if !fit.isEmpty, fit.count <= mostValues { return .among(fit) }
        let areas = places.subdistricts
        switch field?.standard.role {
        case .areaCode where type.isText && !areas.isEmpty:
            return .within(areas.map { Choice($0.code.text, "\($0.name) (\($0.code.text))") })
        // Its code beside it says the same, however the name is written.
        case .areaName where hasCodes: return .elsewhere
        case .areaName where type.isText && !areas.isEmpty: return .among(areas.map { Choice($0.name, $0.name) })
        default: break
        }
        switch type {
        case .integer, .number, .year, .date, .datetime: return .range
        case .string, .any: return .exactly
        case .boolean, .geopoint, .geojson: return .elsewhere
        }
    }
}

extension RowChoices {
    /// With what stands in the table's columns where the reader may read all of it anyway. Nobody learns by a form what the gate would
    /// not show.
    package static func offered(_ version: DatasetVersion, of dataset: Dataset, to request: Request) async throws -> RowChoices {
        let directory: DirectoryIndex = request.installation.services.get()
        let (reader, page) = (request.catalogueReader, request.page)
        guard let rule = try await reader.rule(dataset, version.distribution, request.actor), rule.isWhole, rule.agreement == nil else {
            return RowChoices(version, directory, page)
        }
        let opened = try await reader.open(.version(version.id), for: request.actor, purpose: .page, isCounted: false)
        let places = directory.places.now
        let values = try await Background.run { () throws(AppError) -> [String: [Choice]] in try RowChoices.values(opened, places, page) }
        return RowChoices(version, directory, page, values: values)
    }

    /// The values of columns that have few, as pages write them.
    private static func values(_ opened: OpenedTable, _ places: PlacesSnapshot, _ page: Page) throws(AppError) -> [String: [Choice]] {
        let table = try ReadableTable(opened)
        let everything = try table.file.rows(matching: .everything)
        var values: [String: [Choice]] = [:]
        for column in table.text.columns.prefix(mostColumns) {
            let names = column.type.isText || column.type == .boolean || column.type == .year || column.isCode
            let distinct = try table.file.column(column.name).statistics.distinct
            guard names, column.type != .geojson, column.type != .geopoint, (1...mostValues).contains(distinct) else { continue }
            let found = try table.file.facet(column.name, in: everything, top: mostValues).values.compactMap { value -> Choice? in
                guard let text = value.value.text, !text.isEmpty else { return nil }
                let region = column.role == .areaCode ? RegionCode(text).flatMap { places.region($0)?.name } : nil
                return Choice(text, region.map { "\($0) (\(text))" } ?? DatumWords.text(value.value, column, page) ?? text)
            }
            values[column.name] = found.sorted { ($0.label, $0.value) < ($1.label, $1.value) }
        }
        return values
    }
}
