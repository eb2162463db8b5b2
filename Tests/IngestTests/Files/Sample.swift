import Foundation
import Ingest
import Kernel
import Tables

/// Files for tests of reading: fixtures, bytes written to a place of their own, and workbooks made of XML.
enum Sample {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/workbooks")

    static func fixture(_ name: String) throws -> any RawFile {
        try UploadedFile.open(path: folder.appendingPathComponent(name).path, named: name)
    }

    static func path(_ ending: String = "bin") -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-\(UUID().uuidString).\(ending)").path
    }

    /// Writes the bytes, opens them under that name and takes them away again.
    static func with<Result>(_ bytes: [UInt8], _ name: String, _ body: (any RawFile) throws -> Result) throws -> Result {
        let path = path()
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(UploadedFile.open(path: path, named: name))
    }

    /// Every row of a file's sheet as text.
    static func read(_ file: any RawFile, sheet: Int = 0) throws -> [Line] {
        let rows = try file.rows(ofSheet: sheet)
        var row = RawRow()
        var lines: [Line] = []
        while try rows.next(into: &row) {
            lines.append(
                Line(
                    number: row.number, cells: row.cells.indices.map { row.text($0) }, kinds: row.cells.indices.map { row.kind($0) },
                    fault: row.fault))
        }
        return lines
    }

    static func lines(_ bytes: [UInt8], _ name: String) throws -> [Line] { try with(bytes, name) { try read($0) } }
    static func lines(_ text: String, _ name: String) throws -> [Line] { try lines(Array(text.utf8), name) }

    /// A workbook of one sheet.
    static func workbook(
        _ sheet: String, strings: String? = nil, styles: String? = nil, outline: String = "", more: [(String, [UInt8])] = []
    )
        throws -> [UInt8]
    {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let zip = ZipWriter()
        try zip.add("[Content_Types].xml", Array("<Types/>".utf8))
        try zip.add(
            "_rels/.rels",
            Array(
                "<Relationships><Relationship Id=\"a\" Type=\"\(types)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>".utf8))
        try zip.add(
            "xl/workbook.xml",
            Array(
                "<workbook xmlns:r=\"\(types)\">\(outline)<sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>".utf8)
        )
        try zip.add(
            "xl/_rels/workbook.xml.rels",
            Array(
                """
                <Relationships><Relationship Id="b" Type="\(types)/worksheet" Target="worksheets/sheet1.xml"/>
                <Relationship Id="c" Type="\(types)/sharedStrings" Target="sharedStrings.xml"/>
                <Relationship Id="d" Type="\(types)/styles" Target="styles.xml"/></Relationships>
                """.utf8))
        try zip.add("xl/worksheets/sheet1.xml", Array(sheet.utf8))
        if let strings { try zip.add("xl/sharedStrings.xml", Array(strings.utf8)) }
        if let styles { try zip.add("xl/styles.xml", Array(styles.utf8)) }
        for (name, content) in more { try zip.add(name, content) }
        try zip.finish()
        return zip.take()
    }
}

struct Line: Equatable {
    var number: Int
    var cells: [String]
    var kinds: [RawRow.Kind]
    var fault: Message?
}
