import Kernel
import Tables
import Testing

@Suite struct XLSXRefusalTests {
    private func read(_ bytes: [UInt8]) throws {
        let workbook = try XLSXWorkbook(bytes)
        for sheet in workbook.sheets {
            let rows = try workbook.rows(sheet.name)
            while try rows.next() != nil {}
        }
    }

    private func sheet(_ rows: String) -> String { "<worksheet><sheetData>\(rows)</sheetData></worksheet>" }

    private func damaged(_ part: String) -> AppError { AppError(.invalid, Message("table.xlsx_damaged", ["part": part])) }

    @Test func whatIsNoWorkbook() {
        #expect(throws: AppError(.unsupported, "table.xlsx_not")) { try read(Array("kode,nama".utf8)) }
        #expect(throws: AppError(.unsupported, "table.xlsx_not")) { try read([]) }
        #expect(throws: AppError(.unsupported, "table.xlsx_old")) { try read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) }
        var zip = ZipSample()
        zip.add("readme.txt", Array("hello".utf8))
        #expect(throws: AppError(.unsupported, "table.xlsx_not")) { try read(zip.finished()) }
        var locked = ZipSample()
        locked.add("xl/workbook.xml", [1], flags: 1)
        #expect(throws: AppError(.unsupported, "table.xlsx_old")) { try read(locked.finished()) }
    }

    /// A few hundred kilobytes that would unpack to 300 MB.
    @Test func bombs() {
        let blanks = [UInt8](repeating: 32, count: 1 << 20)
        let packed = ZipSample.deflate([Array("<worksheet><sheetData>".utf8)] + Array(repeating: blanks, count: 300))
        #expect(packed.count < 1 << 20)
        var zip = ZipSample()
        zip.addOutline()
        zip.add("xl/worksheets/sheet1.xml", packed: packed, method: 8, size: 300 << 20, 0)
        #expect(throws: AppError.tooLarge(Message("table.xlsx_too_large", ["part": "xl/worksheets/sheet1.xml"]))) {
            try read(zip.finished())
        }
    }

    @Test func entitiesThatExplode() {
        let sheet = "<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet><sheetData/></worksheet>"
        #expect(throws: damaged("xl/worksheets/sheet1.xml")) { try read(ZipSample.workbook(sheet: sheet)) }
    }

    @Test(arguments: [
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>5</v></c></row>", "<row r=\"1048577\"/>", "<row r=\"3\"/><row r=\"2\"/>",
        "<row r=\"1\"><c r=\"A1\"><v>many</v></c></row>", "<row r=\"x\"/>", "<row><c r=\"1\"><v>1</v></c></row>", "<row>",
        "<row r=\"9223372036854775807\"/><row/>",
    ])
    func sheetsThatCannotBe(_ rows: String) {
        #expect(throws: damaged("xl/worksheets/sheet1.xml")) { try read(ZipSample.workbook(sheet: sheet(rows))) }
    }

    @Test(arguments: ["XFE1", "ZZZZZZZZZZZZZZZZZZZZZ1"])
    func columnsThatCannotBe(_ reference: String) {
        let rows = "<row r=\"1\"><c r=\"\(reference)\"><v>5</v></c></row>"
        #expect(throws: AppError.tooLarge(Message("table.too_many_columns", ["most": "16384"]))) {
            try read(ZipSample.workbook(sheet: sheet(rows)))
        }
    }

    @Test func wrongChecksumAndWrongSize() {
        for (size, checksum) in [(nil, 7), (3, nil)] as [(Int?, UInt32?)] {
            var zip = ZipSample()
            zip.addOutline()
            zip.add("xl/worksheets/sheet1.xml", Array(sheet("").utf8), size: size, checksum: checksum)
            #expect(throws: damaged("xl/worksheets/sheet1.xml")) { try read(zip.finished()) }
        }
    }

    @Test func cutOffAnywhere() {
        let whole = ZipSample.workbook(sheet: sheet("<row><c><v>1</v></c></row>"))
        for share in 1...19 { #expect(throws: AppError.self) { try read(Array(whole.prefix(whole.count * share / 20))) } }
    }

    /// Whatever is done to a workbook, it is read or refused with a clear error, never a crash.
    @Test func tamperedWorkbooksAreHarmless() throws {
        let rows = (1...50).map { "<row r=\"\($0)\"><c r=\"A\($0)\"><v>\($0)</v></c><c t=\"inlineStr\"><is><t>x</t></is></c></row>" }
            .joined()
        let packed = ZipSample.workbook(sheet: sheet(rows), strings: "<sst><si><t>a</t></si></sst>")
        let plain = ZipSample.workbook(sheet: sheet(rows), strings: "<sst><si><t>a</t></si></sst>", deflated: false)
        var generator = Seeded(state: 5)
        var refused = 0
        for round in 0..<400 {
            var bytes = round % 2 == 0 ? packed : plain
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            do { try read(bytes) } catch {
                #expect(error is AppError)
                refused += 1
            }
        }
        #expect(refused > 100)
    }
}
