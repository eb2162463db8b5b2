import Catalogue
import Columns
import Ingest
import Kernel

/// One dataset of the demo regency: what its agency says about it, and how its rows follow from the regency.
struct DemoTable: Sendable {
    typealias Rows = @Sendable (DemoFacts, _ version: Int, inout Chance, _ row: ([Datum]) throws -> Void) throws -> Void

    var name: String
    var title: String
    var english: String
    var about: String
    /// Code of the agency that produces it.
    var agency: String
    var themes: [String]
    var dimension: Dimension?
    var frequency: Frequency = .yearly
    var tags: [String]
    var kind: Dataset.Kind = .statistical
    var access: Dataset.Access = .open
    var reason: String?
    var isPriority = false
    var standard: String?
    var fields: [TableSchema.Field]
    var keys: [String]
    /// Days before today on which a version was published, the oldest first.
    var published: [Int]
    var note = "Pemutakhiran rutin."
    var rows: Rows

    var schema: TableSchema {
        var schema = TableSchema(fields)
        schema.primaryKey = keys
        // Codes of areas are those of the master data, so that tables can be joined by them.
        schema.foreignKeys = fields.filter { $0.standard.role == .areaCode }.map {
            ForeignKey([$0.name], resource: "kode-wilayah", reference: ["kode"])
        }
        return schema
    }
}

extension TableSchema.Field {
    static func area(_ name: String = "kode_kecamatan", _ title: String = "Kode kecamatan") -> Self {
        var field = Self(name, .string, title: title)
        field.description = "Kode wilayah Kemendagri"
        field.standard.role = .areaCode
        field.constraints.required = true
        return field
    }

    static func areaName(_ name: String = "kecamatan", _ title: String = "Kecamatan") -> Self {
        var field = Self(name, .string, title: title)
        field.standard.role = .areaName
        return field
    }

    static func year(_ name: String = "tahun", _ title: String = "Tahun") -> Self {
        var field = Self(name, .year, title: title)
        field.standard.role = .period
        field.standard.period = .year
        field.constraints.required = true
        return field
    }

    static func month(_ name: String = "bulan", _ title: String = "Bulan") -> Self {
        var field = Self(name, .yearmonth, title: title)
        field.standard.role = .period
        field.standard.period = .month
        return field
    }

    static func day(_ name: String = "tanggal", _ title: String = "Tanggal") -> Self {
        var field = Self(name, .date, title: title)
        field.standard.role = .period
        field.standard.period = .day
        return field
    }

    /// A figure with what is measured and in which unit.
    static func figure(_ name: String, _ title: String, _ unit: String, _ type: FieldType = .integer, code: String? = nil) -> Self {
        var field = Self(name, type, title: title)
        field.standard.role = .measure
        field.standard.unit = unit
        field.standard.measure = type == .integer ? "Jumlah" : "Nilai"
        field.standard.concept = title
        field.standard.definition = "\(title) menurut pencatatan instansi produsen."
        field.standard.standardCode = code
        return field
    }

    static func kind(_ name: String, _ title: String) -> Self {
        var field = Self(name, .string, title: title)
        field.standard.role = .dimension
        return field
    }

    static func label(_ name: String, _ title: String) -> Self { Self(name, .string, title: title) }

    static func key(_ name: String, _ title: String) -> Self {
        var field = Self(name, .string, title: title)
        field.standard.role = .identifier
        field.constraints.required = true
        return field
    }

    static let latitude = Self("latitude", .number, title: "Lintang")
    static let longitude = Self("longitude", .number, title: "Bujur")
}
