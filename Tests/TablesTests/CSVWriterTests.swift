import Tables
import Testing

@Suite struct CSVWriterTests {
    private func text(_ cells: [String], guardsFormulas: Bool = true) -> String {
        var writer = CSVWriter(guardsFormulas: guardsFormulas)
        writer.row(cells)
        return String(decoding: writer.take(), as: UTF8.self)
    }

    @Test func quotesOnlyWhereNeeded() {
        #expect(text(["a", "b,c", "d\"e", "f\ng", " h", ""]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\" h\",\r\n")
    }

    @Test func formulasOfStrangersAreDefused() {
        #expect(text(["=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1"]) == "'=cmd|' /C calc'!A0,'+1+2,'-2+3,'@SUM(A1),'\t=1\r\n")
        #expect(text(["-8.113", "+62812345", "-5,5", "-"]) == "-8.113,+62812345,\"-5,5\",'-\r\n")
        #expect(text(["=1"], guardsFormulas: false) == "=1\r\n")
    }

    @Test func startsWithAMarkForExcelWhenAsked() {
        var writer = CSVWriter(delimiter: ";", byteOrderMark: true)
        writer.row(["a;b"])
        #expect(writer.take() == [0xEF, 0xBB, 0xBF] + Array("\"a;b\"\r\n".utf8))
        #expect(writer.take().isEmpty)
    }
}
