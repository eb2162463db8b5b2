import Columns
import Kernel
import Rows

/// Writes answers straight as bytes; rows are copied from the columns without becoming values in between.
enum RowsJSON {
    static func bytes(_ answer: RowAnswer, _ asked: AskedTable) throws(AppError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 14)
        bytes += "{\"total\":\(answer.total),\"rows\":".utf8
        switch answer.found {
        case .rows(let rows, let outputs): bytes += try self.rows(rows, outputs, asked, .json)
        case .values(let names, _, let values): bytes += ValueRows.bytes(names, values, .json)
        }
        bytes += ",\"next\":".utf8
        if let next = answer.next { DatumText.string(next.text, to: &bytes) } else { bytes += "null".utf8 }
        bytes += ",\"facets\":".utf8
        facets(answer.facets, &bytes)
        bytes += ",\"version\":".utf8
        version(asked.table, &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Rows in any of the export's forms, as far as they fit memory.
    static func rows(_ rows: [Int], _ outputs: [RowQuestion.Output], _ asked: AskedTable, _ format: ExportFormat) throws(AppError)
        -> [UInt8]
    {
        let file = asked.table.file
        let export = try RowExport(file, .rows(rows), columns: outputs.map(\.column), labels: outputs.map(\.name), as: format)
        var bytes: [UInt8] = []
        while export.next({ bytes.append(contentsOf: $0) }) {}
        return bytes
    }

    static func facets(_ facets: [Facet], _ bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, facet) in facets.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            DatumText.string(facet.column, to: &bytes)
            bytes += ":{\"values\":[".utf8
            for (place, value) in facet.values.enumerated() {
                bytes += place > 0 ? ",{\"value\":".utf8 : "{\"value\":".utf8
                DatumText.json(value.value, to: &bytes)
                bytes += ",\"count\":\(value.count)}".utf8
            }
            bytes += "],\"distinct\":\(facet.distinct),\"missing\":\(facet.missing)}".utf8
        }
        bytes.append(UInt8(ascii: "}"))
    }

    static func version(_ table: OpenedTable, _ bytes: inout [UInt8]) {
        let version = table.version
        bytes +=
            "{\"id\":\"\(version.id.text)\",\"number\":\(version.number),\"hash\":\"\(table.shownHash)\",\"publishedAt\":\"\(version.publishedAt)\"}"
            .utf8
    }
}
