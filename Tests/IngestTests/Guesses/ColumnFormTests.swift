import Kernel
import Testing

@testable import Ingest

@Suite("Signs, days and codes, decided for a column")
struct ColumnFormTests {
    @Test("What a sign means is decided for the column and can be undone")
    func signs() throws {
        let rows = TextRows(
            """
            nama | harga | rasio
            a | 1.234 | 1,5
            b | 2.500 | 2,25
            c | 12.000 | 3
            """)
        let done = try Imported(rows)
        #expect(done.lines[1] == "a,1234,1.5")
        #expect(done.guess("numbers:B")?.message.key == "ingest.guess.numbers_unclear")
        let undone = try Imported(rows, reading: Reading().switching("numbers:B", on: false))
        #expect(undone.lines[1] == "a,1.234,1.5")
        #expect(undone.guess("numbers:B")?.isOn == false)
        let english = try Imported(TextRows("nama | harga\na | 1,234.50\nb | 999.9\nc | 1,000"))
        #expect(english.lines == ["nama,harga", "a,1234.5", "b,999.9", "c,1000"])
    }

    @Test("Day or month first is decided for the column and can be undone")
    func days() throws {
        let rows = TextRows("kegiatan | tanggal\na | 03/04/2024\nb | 05/06/2024")
        #expect(try Imported(rows).lines[1] == "a,2024-04-03")
        #expect(try Imported(rows, reading: Reading().switching("dates:B", on: false)).lines[1] == "a,2024-03-04")
        #expect(try Imported(TextRows("kegiatan | tanggal\na | 03/14/2024\nb | 05/16/2024\nc | 05/06/2024")).lines[1] == "a,2024-03-14")
        let serials = TextRows("kegiatan | Tanggal mulai\na | 45363\nb | 45364")
        #expect(try Imported(serials).lines[1] == "a,2024-03-12")
        #expect(try Imported(serials, reading: Reading().switching("serials:B", on: false)).lines[1] == "a,45363")
    }

    @Test("Long numbers and zeros in front stay as they are, unless somebody says otherwise")
    func codes() throws {
        let rows = TextRows("nomor | kode | besar\n1 | 007 | 12345678901234567890\n2 | 012 | 22345678901234567890")
        let done = try Imported(rows)
        #expect(done.lines[1] == "1,007,12345678901234567890")
        #expect(done.field("besar")?.type == .string)
        #expect(try Imported(rows, reading: Reading().switching("type:B", on: false)).lines[1] == "1,7,12345678901234567890")
        let damaged = try Inspection.of(
            TextRows(cells: [
                [("nama", .text), ("nik", .text)], [("a", .text), ("3509112301900000", .number)],
                [("b", .text), ("3509112301910000", .number)],
            ]), sheet: RawSheet(name: "x"))
        #expect(damaged.guesses.contains { $0.kind == .rounded && !$0.canSwitch })
    }
}
