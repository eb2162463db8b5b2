import Ingest
import Kernel
import Testing

/// Every fixture read as people wrote it.
@Suite struct FixtureTests {
    @Test("merged headings, formulas' results and gaps between rows arrive where the sheet has them")
    func schools() throws {
        let file = try Sample.fixture("sekolah-per-kecamatan.xlsx")
        #expect(file.format == "xlsx")
        #expect(file.sheets.map(\.name) == ["Data 2024"])
        #expect(file.sheets[0].merges.contains(RawSheet.Merge(rows: 3...3, columns: 2...3)))
        #expect(file.sheets[0].merges.contains(RawSheet.Merge(rows: 3...4, columns: 1...1)))
        #expect(file.sheets[0].merges.count == 9)
        let lines = try Sample.read(file)
        #expect(lines.map(\.number) == Array(1...16))
        #expect(lines[2].cells == [] && lines[14].cells == [])
        #expect(lines[3].cells == ["No", "Kecamatan", "SD", "", "SMP", "", "Jumlah Siswa", "Keterangan"])
        #expect(lines[13].cells == ["JUMLAH", "", "105", "20", "24", "12", "27720"])
        #expect(lines[13].kinds[2] == .number)
    }

    @Test("real dates are dates, everything typed as text stays as typed")
    func prices() throws {
        let lines = try Sample.read(Sample.fixture("harga-pangan.xlsx"))
        #expect(lines[1].cells == ["12 Maret 2024", "Pasar Tanjung", "Beras Medium", "Rp 13.500", "1.234,5", "0.012"])
        #expect(lines[2].cells[0] == "2024-03-12" && lines[2].kinds[0] == .date)
        #expect(lines[4].kinds == [.text, .text, .text, .text, .text])
    }

    @Test("sheets hidden from people say so")
    func budget() throws {
        let file = try Sample.fixture("anggaran-dinas.xlsx")
        #expect(file.sheets.map(\.name) == ["Belanja", "Referensi", "Lampiran"])
        #expect(file.sheets.map(\.isHidden) == [false, true, false])
        #expect(file.sheets[0].merges == [RawSheet.Merge(rows: 4...6, columns: 0...0)])
        #expect(try Sample.read(file, sheet: 2)[2].cells == ["", "Bulan", "Realisasi"])
    }

    @Test("zeros in front stay, whether typed or shown by a format; errors and flags say what they are")
    func codes() throws {
        let lines = try Sample.read(Sample.fixture("puskesmas-dan-kode.xlsx"))
        #expect(lines[0].cells[2] == "Nama" && lines[0].cells[3] == "Nama" && lines[0].kinds[4] == .empty)
        #expect(
            lines[1].cells
                == [
                    "00007", "35.09.01", "Puskesmas Patrang", "dr. Gnartap", "x", "3509014105850001", "081234567800", "true", "1.75",
                    "2001-05-02T07:30:00",
                ])
        #expect(lines[1].kinds == [.text, .text, .text, .text, .text, .text, .text, .boolean, .number, .date])
        #expect(lines[3].cells[8] == "#DIV/0!" && lines[3].kinds[8] == .error)
    }

    @Test("days counted from 1904 are the same days")
    func macintosh() throws {
        #expect(try Sample.read(Sample.fixture("hitungan-1904.xlsx"))[1].cells == ["2024-02-29", "Musrenbang"])
    }

    @Test("a CSV of Excel: named separator, Windows letters, quotes")
    func semicolons() throws {
        let file = try Sample.fixture("harga-titik-koma.csv")
        #expect(file.format == "csv" && file.sheets.map(\.name) == ["harga-titik-koma"])
        let lines = try Sample.read(file)
        #expect(lines.map(\.number) == [2, 3, 4])
        #expect(lines[1].cells == ["12 Maret 2024", "Beras; medium", "Rp 13.500", "1.234,5"])
        #expect(lines[2].cells[1] == "Café Robusta")
        #expect(file.notes.contains(Message("sheets.note_delimiter", ["delimiter": ";"])))
        #expect(file.notes.contains(Message("table.note_windows1252", ["count": "1", "line": "4"])))
    }

    @Test("encodings may change from line to line, and that is said")
    func mixed() throws {
        let file = try Sample.fixture("campuran.csv")
        #expect(try Sample.read(file).map { $0.cells[1] } == ["nama", "Café Jember", "Café Arjasa", "Pasar “Baru”"])
        #expect(file.notes.last == Message("table.note_windows1252", ["count": "1", "line": "3"]))
    }

    @Test("Excel's Unicode text")
    func unicode() throws {
        let file = try Sample.fixture("unicode-text.txt")
        #expect(file.format == "tsv")
        #expect(try Sample.read(file).map(\.cells) == [["kode", "nama"], ["01", "Rambipuji 🙂"]])
        #expect(file.notes.contains("sheets.note_utf16"))
    }

    @Test("places: properties, the outline as text, and the point's degrees")
    func places() throws {
        let file = try Sample.fixture("tempat.geojson")
        #expect(file.format == "geojson")
        let lines = try Sample.read(file)
        #expect(lines[0].cells == ["id", "nama", "buka", "layanan", "kapasitas", "geometry", "lon", "lat"])
        #expect(
            lines[1].cells
                == [
                    "1", "Puskesmas Patrang", "true", "[\"umum\",\"gigi\"]", "", "{\"type\":\"Point\",\"coordinates\":[113.7021,-8.1503]}",
                    "113.7021", "-8.1503",
                ])
        #expect(lines[2].cells[4] == "12.50" && lines[2].kinds[6] == .empty)
    }

    @Test("a broken line of NDJSON costs no other line")
    func ndjson() throws {
        let file = try Sample.fixture("catatan.ndjson")
        #expect(file.format == "ndjson")
        let lines = try Sample.read(file)
        #expect(lines[0].cells == ["id", "nama", "alamat", "baru"])
        #expect(lines[1].cells == ["9007199254740993", "Satu", "{\"jalan\":\"A\"}", ""])
        #expect(lines.map(\.fault) == [nil, nil, nil, Message("sheets.not_a_record", ["line": "3"]), nil])
        #expect(lines[4].cells == ["3", "Tiga é", "", ""])
    }
}
