import Columns
import Foundation
import Ingest
import Kernel
import Portals
import Rows
import Tables
import Triples

/// What libFuzzer calls with bytes of its own making (`bin/fuzz`). Whatever they are, a reader answers with rows or an `AppError`:
/// anything else it throws, every trap and every endless loop ends the run.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target(UnsafeBufferPointer(start: start, count: count).map { $0 })
    return 0
}

private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["PENDOPO_FUZZ"] ?? ""
    guard let target = FuzzTargets.all[name] else { fatalError("PENDOPO_FUZZ must be one of \(FuzzTargets.all.keys.sorted())") }
    return target
}()

typealias FuzzTarget = @Sendable ([UInt8]) -> Void

enum FuzzTargets {
    static let all: [String: FuzzTarget] = [
        "csv": { read($0, "a.csv") },
        "json": { read($0, "a.json") },
        "geojson": { read($0, "a.geojson") },
        "zip": { read($0, "a.xlsx") },
        "sheet": { sheet($0) },
        "strings": { workbook(sheet: Array("<a><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></a>".utf8), strings: $0) },
        "cell": IngestGrammars.cell,
        "pattern": IngestGrammars.pattern,
        "schema": IngestGrammars.schema,
        "table": IngestGrammars.sheet,
        "address": RowGrammars.address,
        "soql": RowGrammars.soql,
        "datastore": RowGrammars.datastore,
        "sql": RowGrammars.sql,
        "solr": PortalGrammars.solr,
        "turtle": { _ = try? Turtle.read($0, base: "https://data.example/katalog") },
        "rdfxml": { _ = try? RDFXML.read($0, base: "https://data.example/katalog") },
        "styles": { workbook(sheet: Array("<a><sheetData><row><c s=\"1\"><v>45000.5</v></c></row></sheetData></a>".utf8), styles: $0) },
    ]

    private static let path = "/dev/shm/pendopo-fuzz-\(getpid())"

    /// Reads a file to its end, every sheet twice: the second reading must give as many rows as the first.
    private static func read(_ bytes: [UInt8], _ name: String) {
        write(bytes)
        do {
            let file = try UploadedFile.open(path: path, named: name)
            for index in file.sheets.indices {
                let first = try count(file, index)
                let second = try count(file, index)
                precondition(second == first)
            }
            _ = file.notes
        } catch { precondition(error is AppError) }
    }

    private static func count(_ file: any RawFile, _ sheet: Int) throws -> Int {
        let rows = try file.rows(ofSheet: sheet)
        var row = RawRow()
        var count = 0
        var last = 0
        while try rows.next(into: &row) {
            count += 1
            precondition(row.number > last)
            last = row.number
            for cell in row.cells {
                precondition(cell.start <= cell.end && cell.end <= row.bytes.count)
                if row.fault == nil { precondition(String(validating: row.bytes[cell.start..<cell.end], as: UTF8.self) != nil) }
            }
        }
        return count
    }

    private static func sheet(_ xml: [UInt8]) {
        workbook(sheet: xml)
        // The same sheet back with comments: it must be readable where the original was.
        let copy = path + "-copy"
        do {
            let lines = try count(try UploadedFile.open(path: path, named: "a.xlsx"), 0)
            let remarks = [(1, 0), (1, 5), (3, 2), (40, 1)].map { CellRemark(sheet: 0, row: $0.0, column: $0.1, text: "x") }
            try AnnotatedWorkbook.write(original: path, to: copy, remarks: remarks)
            let commented = try count(try UploadedFile.open(path: copy, named: "a.xlsx"), 0)
            precondition(commented >= lines)
        } catch { precondition(error is AppError) }
    }

    private static func workbook(sheet: [UInt8], strings: [UInt8]? = nil, styles: [UInt8]? = nil) {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let zip = ZipWriter()
        let relations = ["worksheet\" Target=\"sheet.xml", "sharedStrings\" Target=\"strings.xml", "styles\" Target=\"styles.xml"]
        let list = relations.enumerated().map { "<Relationship Id=\"r\($0)\" Type=\"\(types)/\($1)\"/>" }.joined()
        let minimal = "<s><fills><fill/></fills><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"0\"/></cellXfs></s>"
        do {
            try zip.add("[Content_Types].xml", Array("<Types></Types>".utf8))
            try zip.add("xl/workbook.xml", Array("<w><sheets><sheet name=\"D\" id=\"r0\"/></sheets></w>".utf8))
            try zip.add("xl/_rels/workbook.xml.rels", Array("<Relationships>\(list)</Relationships>".utf8))
            try zip.add("xl/sheet.xml", sheet)
            try zip.add("xl/strings.xml", strings ?? Array("<sst><si><t>a</t></si></sst>".utf8))
            try zip.add("xl/styles.xml", styles ?? Array(minimal.utf8))
            try zip.finish()
        } catch { fatalError("\(error)") }
        read(zip.take(), "a.xlsx")
    }

    private static func write(_ bytes: [UInt8]) {
        guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}
