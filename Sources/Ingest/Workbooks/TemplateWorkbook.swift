import Kernel
import Tables

/// An empty workbook for filling in a table: the schema's headings, what each column wants as a note, and lists where only certain values
/// are allowed.
package enum TemplateWorkbook {
    private static let mostChoices = 5_000

    /// Writes the workbook. The file that comes back with rows in it has the schema's headings, so nothing needs to be guessed.
    package static func write(_ schema: TableSchema, sheet name: String, to path: String, words: Words, language: Language) throws(AppError)
    {
        let writer = try XLSXWriter(path: path)
        let sheet = try writer.sheet(name, headings: schema.fields.map(\.heading))
        for (index, field) in schema.fields.enumerated() { try sheet.note(note(field, words, language), row: 0, column: index) }
        let lists = schema.fields.enumerated().compactMap { index, field in choices(of: field).map { (index, field, $0) } }
        if !lists.isEmpty {
            let listed = try writer.sheet(words("workbooks.lists", language), headings: lists.map { $0.1.heading })
            for row in 0..<(lists.map(\.2.count).max() ?? 0) {
                try listed.row(lists.map { row < $0.2.count ? .text($0.2[row]) : .empty })
            }
            for (position, list) in lists.enumerated() {
                try sheet.choose(
                    column: list.0, from: 1, sheet: listed.name, listColumn: SheetPlace.letters(position), count: list.2.count)
            }
        }
        try writer.close()
    }

    private static func choices(of field: TableSchema.Field) -> [String]? {
        let values = field.constraints.enumeration?.compactMap(\.text) ?? field.categories?.map(\.text) ?? []
        if values.isEmpty, field.type == .boolean { return [field.trueValues?.first ?? "ya", field.falseValues?.first ?? "tidak"] }
        return values.isEmpty || values.count > mostChoices ? nil : values
    }

    private static func note(_ field: TableSchema.Field, _ words: Words, _ language: Language) -> String {
        var lines: [String] = []
        if let description = field.description, !description.isEmpty { lines.append(description) }
        let kind = TextKey("workbooks.kind.\(field.type.isKnown ? field.type.rawValue : "any")")
        lines.append(words(Message(kind), language))
        lines.append(words(Message(field.isRequired ? "workbooks.required" : "workbooks.optional"), language))
        if let unit = field.standard.unit { lines.append(words(Message("workbooks.unit", ["unit": unit]), language)) }
        if let example = field.example?.text { lines.append(words(Message("workbooks.example", ["example": example]), language)) }
        return lines.joined(separator: "\n")
    }
}
