import Catalogue
import Columns
import Directory
import Ingest
import Kernel

/// How the datasets of our own operations are described: short forms of what each of them says.
enum OwnColumns {
    static func column(_ name: String, _ type: FieldType, _ title: String, _ role: FieldRole? = nil, unit: String? = nil)
        -> TableSchema.Field
    {
        var field = TableSchema.Field(name, type, title: title)
        field.standard.role = role
        field.standard.unit = unit
        if role == .period { field.standard.period = type == .year ? .year : type == .yearmonth ? .month : .day }
        return field
    }

    static func figure(_ name: String, _ title: String, _ unit: String) -> TableSchema.Field {
        column(name, .integer, title, .measure, unit: unit)
    }

    static func schema(_ fields: [TableSchema.Field], key: [String]) -> TableSchema {
        var schema = TableSchema(fields)
        schema.primaryKey = key
        return schema
    }

    static func draft(
        _ name: String, _ title: String, _ english: String, _ about: String, tags: [String], _ frequency: Frequency = .irregular,
        kind: Dataset.Kind = .other, in directory: DirectoryIndex
    ) -> DatasetDraft {
        var draft = DatasetDraft()
        draft.name = name
        draft.title = title
        draft.titleEnglish = english
        draft.description = about
        draft.kind = kind
        draft.frequency = frequency
        draft.themes = ["GOVE"]
        draft.tags = tags
        draft.dimension = .governance
        draft.area = directory.places.regency?.code
        return draft
    }
}

extension Datum {
    /// A text, or nothing where it is empty.
    static func words(_ text: String?) -> Datum { text.flatMap { $0.isEmpty ? nil : Datum.text($0) } ?? .missing }
    static func whole(_ number: Int?) -> Datum { number.map { .integer(Int64($0)) } ?? .missing }
    static func date(_ day: Day?) -> Datum { day.map(Datum.day) ?? .missing }
    /// Decimal text with a point.
    static func decimal(_ text: String?) -> Datum { text.flatMap { Number($0) }.map(Datum.number) ?? .missing }
}
