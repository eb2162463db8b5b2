import Catalogue
import Columns
import Kernel
import Rows
import Web

/// Which rows and columns a dump has; checked before the first byte leaves.
struct DumpPlan: Sendable {
    private let file: ColumnFile
    private let search: DatastoreSearch
    /// Row numbers in order, where there is a sort, a limit or an offset; else the filter is followed while the dump goes on.
    private let rows: [Int]?

    init(_ request: DatastoreRequest, _ opened: OpenedTable) throws {
        file = opened.file
        let check = ColumnCheck(try file.shape)
        do throws(DatastoreFault) { search = try DatastoreReader(check).read(request) } catch { throw ActionFailure(error) }
        let isPlain = search.order == .columns([]) && request.offset == 0 && request.limit == DatastoreCall.noLimit && !search.isDistinct
        if isPlain {
            // So that a filter that cannot be is told of now and not in the middle of the file.
            _ = try RowExport(file, .matching(search.filter), as: .csv)
            rows = nil
        } else {
            rows = try search.answer(file).rows
        }
    }

    private var fields: [DatastoreSearch.Field] { search.fields }

    func write(_ format: DumpFormat, mark: Bool, to writer: StreamWriter) async throws {
        switch format {
        case .csv, .tsv:
            var style = ExportFormat.CSVStyle()
            style.hasByteOrderMark = mark
            style.hasCarriageReturns = true
            if format == .tsv { style.delimiter = 9 }
            try await write(.csv(style), to: writer)
        case .json:
            if mark { try await writer.write("\u{FEFF}") }
            let described = fields.map { field -> OrderedJSON in ["id": .string(field.name), "type": .string(type(field))] }
            try await writer.write("{\n  \"fields\": \(OrderedJSON.list(described).text),\n  \"records\": ")
            try await write(.jsonArrays, to: writer)
            try await writer.write("}\n")
        case .xml:
            if mark { try await writer.write("\u{FEFF}") }
            try await writeXML(to: writer)
        }
    }

    private func type(_ field: DatastoreSearch.Field) -> String {
        guard case .column(let name) = field, let column = try? file.column(name) else { return "int" }
        return DatastoreType.name(column.type)
    }

    private func write(_ format: ExportFormat, to writer: StreamWriter) async throws {
        if search.isDistinct || fields == [.id] {
            let answer = try await Background.run { [search, file] () throws(AppError) in try search.answer(file).records(format) }
            return try await writer.write(answer)
        }
        let columns = fields.compactMap { if case .column(let name) = $0 { name } else { nil } }
        let place = fields.firstIndex(of: .id)
        let export = try RowExport(
            file, rows.map(RowSource.rows) ?? .matching(search.filter), columns: columns,
            numbered: place.map { (DatastoreSearch.id, $0) }, as: format)
        var piece: [UInt8] = []
        while export.next({ piece = Array($0) }) {
            try await writer.write(piece)
            piece = []
        }
    }

    private func writeXML(to writer: StreamWriter) async throws {
        let columns = try fields.compactMap { field -> StoredColumn? in
            if case .column(let name) = field { try file.column(name) } else { nil }
        }
        let names = XMLNames.unique(columns.map(\.name))
        let hasID = fields.contains(.id)
        try await writer.write("<data xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n")
        let set = rows == nil ? try file.rows(matching: search.filter) : nil
        let total = rows?.count ?? set?.count ?? 0
        var at = 0
        while at < total {
            let some = rows.map { Array($0[at..<min(at + 512, total)]) } ?? set!.rows(offset: at, limit: 512)
            at += some.count
            var text = ""
            for row in some {
                text += hasID ? "<row _id=\"\(row + 1)\">" : "<row>"
                for (column, name) in zip(columns, names) {
                    text += column.value(row).text.map { "<\(name)>\(XMLText.escaped($0))</\(name)>" } ?? "<\(name) xsi:nil=\"true\"/>"
                }
                text += "</row>\n"
            }
            try await writer.write(text)
        }
        try await writer.write("</data>\n")
    }
}

/// Names of elements made of names of columns.
enum XMLNames {
    static func unique(_ columns: [String]) -> [String] {
        var taken: Set<String> = []
        return columns.map { column in
            var name = ""
            for scalar in column.unicodeScalars {
                let isLetter = scalar.isASCII && scalar.properties.isAlphabetic || scalar == "_"
                let isInside = (48...57).contains(scalar.value) || scalar == "-" || scalar == "."
                if isLetter || (isInside && !name.isEmpty) { name.unicodeScalars.append(scalar) } else if scalar == " " { name += "_" }
            }
            // Names that begin with xml are the standard's own.
            if name.isEmpty || name.lowercased().hasPrefix("xml") { name = "c_\(name)" }
            var unique = name
            var number = 0
            while !taken.insert(unique).inserted {
                unique = "\(name)_\(number)"
                number += 1
            }
            return unique
        }
    }
}
