import Kernel
import Tables
import Testing

@Suite struct XLSXReaderTests {
    private func rows(_ workbook: [UInt8]) throws -> [XLSXRow] {
        let reader = try XLSXWorkbook(workbook).rows()
        var rows: [XLSXRow] = []
        while let row = try reader.next() { rows.append(row) }
        return rows
    }

    @Test(arguments: [true, false])
    func sharedAndInlineTextNumbersFlagsErrorsFormulas(_ deflated: Bool) throws {
        let strings = """
            <x:sst xmlns:x="u"><x:si><x:t>Patrang &amp; Arjasa</x:t></x:si>
            <x:si><x:r><x:t xml:space="preserve">Kali </x:t></x:r><x:r><x:t>wates</x:t></x:r><x:rPh><x:t>NO</x:t></x:rPh></x:si>
            <x:si><x:t>a_x000A_b_x_x00zz_</x:t></x:si></x:sst>
            """
        let sheet = """
            <x:worksheet xmlns:x="u"><x:sheetData>
            <x:row r="2"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="C2" t="s"><x:v>1</x:v></x:c><x:c r="D2" t="s"><x:v>2</x:v></x:c></x:row>
            <x:row r="3"><x:c r="A3"><x:v>1250</x:v></x:c><x:c r="B3"><x:v>-1.5E-3</x:v></x:c><x:c r="C3" t="b"><x:v>1</x:v></x:c>
            <x:c r="D3" t="e"><x:v>#REF!</x:v></x:c><x:c r="E3" t="inlineStr"><x:is><x:t>=1+1</x:t></x:is></x:c>
            <x:c r="F3" t="str"><x:f>A1&amp;B1</x:f><x:v>hasil</x:v></x:c><x:c r="G3"><x:f>1+1</x:f></x:c><x:c r="H3" s="1"/></x:row>
            <x:row r="5"/><x:row r="9"><x:c><x:v>1</x:v></x:c><x:c><x:v>2</x:v></x:c></x:row>
            </x:sheetData><x:mergeCells><x:mergeCell ref="A2:C3"/></x:mergeCells></x:worksheet>
            """
        let bytes = ZipSample.workbook(sheet: sheet, strings: strings, deflated: deflated)
        let found = try rows(bytes)
        #expect(found.map(\.number) == [2, 3, 9])
        #expect(found[0].cells == [.text("Patrang & Arjasa"), .empty, .text("Kali wates"), .text("a\nb_x_x00zz_")])
        #expect(
            found[1].cells
                == [.number(1250), .number(-0.0015), .flag(true), .error("#REF!"), .text("=1+1"), .text("hasil")])
        #expect(found[2].cells == [.number(1), .number(2)])
        let workbook = try XLSXWorkbook(bytes)
        let merged = try workbook.mergedCells()
        #expect(merged.map(\.firstColumn) == [1] && merged.map(\.lastRow) == [3] && merged.map(\.lastColumn) == [3])
        let table = try XLSXTable(workbook)
        while try table.next() != nil {}
        #expect(table.notes == [Message("table.note_formulas", ["count": "1"])])
    }

    private let styles = """
        <styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/>
        <numFmt numFmtId="165" formatCode="0.00&quot; day&quot;"/><numFmt numFmtId="166" formatCode="[h]:mm"/>
        <numFmt numFmtId="167" formatCode="mmm\\-yy"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="20"/>
        <xf numFmtId="166"/><xf numFmtId="167"/></cellXfs></styleSheet>
        """

    private func dates(_ cells: [(Int, String)], properties: String = "") throws -> [Cell] {
        let row = cells.map { "<c s=\"\($0.0)\"><v>\($0.1)</v></c>" }.joined()
        let sheet = "<worksheet><sheetData><row>\(row)</row></sheetData></worksheet>"
        return try rows(ZipSample.workbook(sheet: sheet, styles: styles, properties: properties))[0].cells
    }

    @Test func daysAreKnownByTheirFormat() throws {
        let found = try dates([
            (0, "45352"), (1, "45352"), (2, "45352"), (3, "45352"), (4, "45352.586805555555"), (5, "0.375"), (6, "1.5"), (7, "45352"),
            (1, "1"), (1, "59"), (1, "60"), (1, "61"), (1, "-1"), (1, "45352.9999999"), (99, "5"),
        ])
        let day = Day("2024-03-01")!
        #expect(
            found == [
                .number(45352), .day(day), .day(day), .number(45352), .moment(day, TimeOfDay(hour: 14, minute: 5)),
                .time(TimeOfDay(hour: 9, minute: 0)), .text("36:00:00"), .day(day),
                .day(Day("1900-01-01")!), .day(Day("1900-02-28")!), .number(60), .day(Day("1900-03-01")!), .number(-1),
                .day(Day("2024-03-02")!), .number(5),
            ])
    }

    @Test func daysOfOldMacintoshes() throws {
        let found = try dates([(1, "0"), (1, "43890")], properties: "<workbookPr date1904=\"1\"/>")
        #expect(found == [.day(Day("1904-01-01")!), .day(Day("2024-03-01")!)])
    }

    @Test func isoDays() throws {
        let sheet = """
            <worksheet><sheetData><row><c t="d"><v>2024-03-01</v></c><c t="d"><v>2024-03-01T14:05:00</v></c></row></sheetData></worksheet>
            """
        #expect(
            try rows(ZipSample.workbook(sheet: sheet))[0].cells
                == [.day(Day("2024-03-01")!), .moment(Day("2024-03-01")!, TimeOfDay(hour: 14, minute: 5))])
    }

    @Test func readAsATableLikeCSV() throws {
        let sheet = """
            <worksheet><sheetData><row r="3"><c t="inlineStr"><is><t>Kode </t></is></c><c t="inlineStr"><is><t>Jumlah</t></is></c></row>
            <row r="5"><c t="inlineStr"><is><t> 35.09.01 </t></is></c><c><v>6</v></c></row>
            <row r="6"><c><v>1</v></c><c><v>0.5</v></c></row></sheetData></worksheet>
            """
        let reader = try TableFile.open(ZipSample.workbook(sheet: sheet))
        let (records, report) = try Import.read(reader) { check -> String? in
            guard let code = check.line("kode"), let count = check.int("jumlah") else { return nil }
            return "\(code) \(count)"
        }
        #expect(records == ["35.09.01 6"])
        #expect(report.problems.map(\.line) == [6])
        #expect(report.problems.map(\.found) == ["0.5"])
        #expect(try TableFile.open(Array("a;b\n1;2".utf8)).next()?["b"] == "2")
    }

    @Test func sheetsByName() throws {
        let workbook = try XLSXWorkbook(ZipSample.workbook(sheet: "<worksheet><sheetData/></worksheet>"))
        #expect(workbook.sheets.map(\.name) == ["Data"])
        #expect(try workbook.rows("DATA").next() == nil)
        #expect(throws: AppError.invalid("sheet", Message("table.xlsx_no_sheet", ["sheet": "Lain", "found": "Data"]))) {
            try workbook.rows("Lain")
        }
    }
}
