import Columns
import Foundation
import Ingest
import Kernel

/// A table's columns as people read them: headings, units, meanings, and what each column is for.
package struct TableText: Sendable, Hashable {
    /// A column as pages call it.
    package struct Column: Sendable, Hashable {
        package var name: String
        package var type: ColumnType
        package var title: String
        package var about: String?
        package var unit: String?
        package var role: FieldRole?
        /// Numbers that name something, such as a school's number: written without marks between the digits.
        package var isCode: Bool
        /// Months such as `2026-11`, which people read as words.
        package var isMonth = false

        /// Heading with its unit: `Produksi (ton)`.
        package var titleWithUnit: String { unit.map { "\(title) (\($0))" } ?? title }
        package var isFigure: Bool { type.isNumeric && !isCode }
    }

    package let columns: [Column]
    package let key: [String]

    /// - Parameter schema: what it does not say is taken from the column's name.
    package init(_ shape: TableShape, schema: TableSchema) {
        key = schema.primaryKey
        // Looked up by name: tables have up to 16,384 columns, and going through them for each would take seconds.
        let fields = schema.byName
        columns = shape.columns.map { column in
            let field = fields[column.name]
            let title = field?.title.flatMap { $0.isEmpty ? nil : $0 } ?? TableText.title(of: column.name)
            let isCode =
                field?.standard.role.map { $0 == .identifier || $0 == .areaCode || $0 == .period } ?? TableText.looksLikeCode(column.name)
            let unit = field?.standard.unit.flatMap { $0.isEmpty ? nil : $0 }
            return Column(
                name: column.name, type: column.type, title: title, about: field?.description ?? field?.standard.definition, unit: unit,
                role: field?.standard.role, isCode: (unit == nil && isCode) || TableText.degrees.contains(column.name.lowercased()),
                isMonth: field?.type == .yearmonth)
        }
    }

    package subscript(name: String) -> Column? { columns.first { $0.name == name } }
    package func title(_ name: String) -> String { self[name]?.title ?? name }

    /// `jumlah_murid` as `Jumlah murid`.
    private static func title(of name: String) -> String {
        let words = name.replacingOccurrences(of: "_", with: " ").trimmingCharacters(in: .whitespaces)
        return words.isEmpty ? name : words.prefix(1).uppercased() + words.dropFirst()
    }

    /// Degrees name a place; nobody adds them up.
    private static let degrees: Set<String> = ["lintang", "bujur", "latitude", "longitude", "lat", "lon", "lng"]

    private static let codeWords: Set<String> = [
        "id", "kode", "code", "no", "nomor", "npsn", "nip", "nik", "kbli", "tahun", "year", "fid", "urut",
    ]

    private static func looksLikeCode(_ name: String) -> Bool {
        name.lowercased().split { !$0.isLetter }.contains { codeWords.contains(String($0)) }
    }

    // MARK: What columns are for

    /// The column with region codes, if there is one.
    package var areaCode: Column? {
        columns.first { $0.role == .areaCode }
            ?? columns.first {
                $0.type.isText && ["kode_wilayah", "kode_kecamatan", "kode_desa", "kode_kemendagri", "area_code"].contains($0.name)
            }
    }

    /// Columns with degrees, or one with both.
    package enum Place: Sendable, Hashable {
        case degrees(latitude: String, longitude: String)
        case point(String)
    }

    package var place: Place? {
        if let point = columns.first(where: { $0.type == .geopoint }) { return .point(point.name) }
        func find(_ names: [String]) -> Column? { columns.first { $0.type.isNumeric && names.contains($0.name.lowercased()) } }
        guard let latitude = find(["lintang", "latitude", "lat", "y"]),
            let longitude = find(["bujur", "longitude", "lon", "lng", "long", "x"])
        else { return nil }
        return .degrees(latitude: latitude.name, longitude: longitude.name)
    }
}
