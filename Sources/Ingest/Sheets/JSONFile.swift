import Kernel
import Tables

/// A file of JSON: an array of objects, objects with such arrays in them, lines of objects, or a collection of places.
final class JSONFile: RawFile {
    let format: String
    let sheets: [RawSheet]
    let notes: [Message] = []
    private let path: String
    private let outline: JSONOutline
    private var columns: [Int: JSONColumns] = [:]

    init(path: String, named name: String) throws(AppError) {
        self.path = path
        let outline = try JSONOutline(ByteSource(path: path))
        self.outline = outline
        switch outline.form {
        case .features: format = "geojson"
        case .lines, .values: format = "ndjson"
        case .tables: format = "json"
        }
        sheets = outline.tables.map { RawSheet(name: outline.tables.count == 1 ? name : $0.path.last ?? name) }
        if sheets.isEmpty { throw AppError.malformed("sheets.no_records") }
    }

    func rows(ofSheet index: Int) throws(AppError) -> any RawRows {
        let known: JSONColumns
        if let found = columns[index] {
            known = found
        } else {
            // What the columns are, only all records together say.
            var found = JSONColumns(isFeatures: outline.form == .features)
            var records = try records(index)
            while let (bytes, _) = try records.next() { try found.see(bytes) }
            found.finish()
            columns[index] = found
            known = found
        }
        return JSONRows(try records(index), known)
    }

    private func records(_ index: Int) throws(AppError) -> JSONRecords {
        try JSONRecords(
            ByteSource(path: path), path: outline.tables[index].path, form: outline.form, outline.form == .features ? .geojson : .json)
    }
}
