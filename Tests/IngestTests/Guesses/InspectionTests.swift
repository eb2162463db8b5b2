import Kernel
import Testing

@testable import Ingest

@Suite("Sheets as Indonesians write them")
struct InspectionTests {
    private func inspect(_ rows: TextRows, _ reading: Reading = Reading(), merges: [RawSheet.Merge] = []) throws -> Inspection {
        try Inspection.of(rows, sheet: RawSheet(name: "Lembar1", merges: merges), reading: reading, places: TestPlaces.jember)
    }

    @Test("Titles, a heading of two rows, a row of numbers, a sum and notes")
    func population() throws {
        let done = try Imported(TextRows(fixture: "penduduk-kecamatan.csv"))
        #expect(
            done.lines == [
                "no,kode_kecamatan,kecamatan,jumlah_penduduk_laki_laki,jumlah_penduduk_perempuan,luas,kepadatan",
                "1,35.09.21,Kec. Patrang,48500,49250,36.99,2642.6",
                "2,35.09.19,KALIWATES,62311,64002,24.94,5064.6",
                "3,35.09.20,Sumbersari,71020,70998,37.05,3833.1",
                "4,35.09.02,Kec. Kencong,35100,35020,65.92,1063.7",
                "5,35.09.03,Sumber Baru,51200,51100,166.37,614.9",
                "6,35.09.01,Jombang,25003,,54.3,460.5",
            ])
        #expect(done.outcome.rowsLeftOut == ["titles": 2, "header": 2, "numbering": 1, "totals": 1, "notes": 4, "blank": 2])
        #expect(done.outcome.problems.isEmpty)
        #expect(done.field("luas")?.standard.unit == "km2")
        #expect(done.field("luas")?.standard.heading == "Luas (km2)")
        #expect(done.field("kode_kecamatan")?.standard.role == .areaCode)
        #expect(done.field("jumlah_penduduk_laki_laki")?.type == .integer)
        for id in ["titles", "header", "joinedHeader", "numbering", "totals", "notes", "numbers:C", "missing:D", "unit:E", "area:B"] {
            #expect(done.guess(id)?.isOn == true, "\(id)")
        }
        #expect(done.guess("header")?.rows == 4...5)
    }

    @Test("Prices in rupiah, days of many forms, yes and no")
    func prices() throws {
        let done = try Imported(TextRows(fixture: "harga-komoditas.csv"))
        #expect(
            done.lines == [
                "tanggal,komoditas,pasar,harga,stok,naik",
                "2024-03-12,Beras medium,Pasar Tanjung,13500,1.5,true",
                "2024-03-13,Beras medium,Pasar Tanjung,13750,1.25,true",
                "2024-03-14,Cabai rawit,Pasar Tanjung,45000,0.8,false",
                "2024-03-15,Cabai rawit,Pasar Kreongan,8000000,0.75,true",
                "2024-03-16,Gula pasir,Pasar Kreongan,,2,false",
                "2024-03-16,Telur ayam,Pasar Mangli,27500,3,false",
            ])
        #expect(done.outcome.rowsInQuarantine == 2)
        #expect(done.outcome.problems.map(\.address) == ["D8", "A9"])
        #expect(done.outcome.problems.map(\.kind) == [.notNumber, .notDate])
        #expect(done.outcome.problems[0].value == "tiga puluh ribu")
        #expect(done.outcome.problems[0].fixes == [.missing(column: 3, value: "tiga puluh ribu"), .retype(column: 3, type: .string)])
        #expect(done.quarantine.map(\.row) == [8, 9])
        #expect(done.quarantine[0].cells == ["17 Maret 2024", "Telur ayam", "Pasar Mangli", "tiga puluh ribu", "3", "Tidak"])
        #expect(done.quarantine[0].problems.map(\.kind) == [.notNumber])
        #expect(done.field("harga")?.standard.unit == "Rp")
        #expect(done.field("naik")?.type == .boolean)
    }

    @Test("Blank means the same as above; quarters; percent; dashes")
    func quarters() throws {
        let done = try Imported(TextRows(fixture: "produksi-triwulan.csv"))
        #expect(
            done.lines == [
                "kode_kecamatan,kecamatan,periode,komoditas,produksi,perubahan",
                "35.09.21,Patrang,2024-Q1,Padi,1204.5,12",
                "35.09.21,Patrang,2024-Q2,Padi,1310.25,-8.5",
                "35.09.21,Patrang,2024-Q3,Padi,998,-3",
                "35.09.02,Kencong,2024-Q1,Padi,3400,1",
                "35.09.02,Kencong,2024-Q2,Padi,3512.75,2.5",
                "35.09.02,Kencong,2024-Q3,Padi,,",
            ])
        #expect(done.guess("fill:A")?.isOn == true)
        #expect(done.guess("totals")?.isOn == true)
        #expect(done.field("periode")?.standard.period == .quarter)
        #expect(done.field("perubahan")?.standard.unit == "%")
        let blank = try Imported(TextRows(fixture: "produksi-triwulan.csv"), reading: Reading().switching("fill:A", on: false))
        #expect(blank.lines[2] == ",,2024-Q2,Padi,1310.25,-8.5")
        let texts = try Imported(TextRows(fixture: "produksi-triwulan.csv"), reading: Reading().switching("type:B", on: false))
        #expect(texts.lines[2] == "35.09.21,Patrang,TW II 2024,Padi,1310.25,-8.5")
        let sums = try Imported(TextRows(fixture: "produksi-triwulan.csv"), reading: Reading().switching("totals", on: false))
        #expect(sums.lines.last == "Rata-rata,,,2085.1,")
        #expect(sums.guess("area:A")?.isOn == false)
    }

    @Test("Codes stay texts; villages of the same name need their subdistrict")
    func schools() throws {
        let done = try Imported(TextRows(fixture: "sekolah.csv"))
        #expect(done.field("npsn")?.type == .string)
        #expect(done.field("kode_pos")?.type == .string)
        #expect(done.field("tahun_berdiri")?.type == .year)
        #expect(done.field("perpustakaan")?.type == .boolean)
        #expect(done.lines[1].hasPrefix("20523457,SDN Kraton 2,35.09.02.2001,Kraton,35.09.02,Kencong,"))
        #expect(done.lines[2].hasPrefix("20523458,SDN Kraton 3,35.09.03.2002,Desa Kraton,35.09.03,Sumberbaru,"))
        let ambiguous = try #require(done.outcome.problems.first { $0.kind == .ambiguousPlace })
        #expect(ambiguous.address == "C5")
        #expect(ambiguous.value == "Kraton")
    }

    @Test("The subdistrict Jombang at home is not that of the neighbour, and the village of that name is neither")
    func jombang() throws {
        let names = TestPlaces.jember
        func code(_ text: String, _ level: PlaceLevel, _ parents: [(PlaceLevel, String)] = []) -> String {
            let place = ReadingPlan.Place(level: level, parents: parents.map { .init(level: $0.0, source: 0) })
            switch PlaceResolver.resolve(text, place, parents: parents.map(\.1), names) {
            case .code(let code): return String(decoding: code, as: UTF8.self)
            case .fault(let kind): return kind.rawValue
            }
        }
        #expect(code("Jombang", .subdistrict) == "35.09.01")
        #expect(code("KEC. JOMBANG", .subdistrict) == "35.09.01")
        #expect(code("Jombang", .subdistrict, [(.regency, "Kab. Jombang")]) == "35.17.09")
        #expect(code("Jombang", .village) == "35.09.01.2003")
        #expect(code("Kab. Jember", .subdistrict) == "35.09")
        #expect(code("Kraton", .village) == "ambiguousPlace")
        #expect(code("Kraton", .village, [(.subdistrict, "Kencong")]) == "35.09.02.2001")
        #expect(code("Kraton", .village, [(.subdistrict, "Patrang")]) == "unknownPlace")
        #expect(code("35.09.21", .subdistrict) == "35.09.21")
        #expect(code("350921", .subdistrict) == "35.09.21")
        #expect(code("Pasuruan", .regency) == "35.14")
        #expect(code("Kota Pasuruan", .regency) == "35.75")
        #expect(code("Atlantis", .subdistrict) == "unknownPlace")
    }

    @Test("Empty and repeated headings get names, and sheets without a heading letters")
    func names() throws {
        let done = try Imported(TextRows("nama | | nilai | nilai | 2021 | Luas %\na | b | 1 | 2 | 3 | 4"))
        #expect(done.lines[0] == "nama,kolom_b,nilai,nilai_2,tahun_2021,luas_persen")
        #expect(done.guess("name:B") != nil && done.guess("name:D") != nil)
        let bare = try Imported(TextRows("1 | a | 2,5\n2 | b | 3,5"))
        #expect(bare.lines == ["kolom_a,kolom_b,kolom_c", "1,a,2.5", "2,b,3.5"])
        #expect(bare.guess("header")?.isOn == false)
        #expect(try Imported(TextRows("1 | a | 2,5\n2 | b | 3,5"), reading: Reading().switching("header", on: true)).lines.count == 2)
        #expect(
            try Imported(TextRows("a | b\nc | d"), reading: Reading().switching("header", on: false)).lines == [
                "kolom_a,kolom_b", "a,b", "c,d",
            ])
    }

    @Test("Merged cells of a workbook name the columns and fill groups")
    func merges() throws {
        let rows = TextRows("Kecamatan | Penduduk | \n | L | P\nPatrang | 1 | 2\n | 3 | 4\nKencong | 5 | 6")
        let merges = [
            RawSheet.Merge(rows: 0...1, columns: 0...0), RawSheet.Merge(rows: 0...0, columns: 1...2),
            RawSheet.Merge(rows: 2...3, columns: 0...0),
        ]
        let found = try inspect(rows, merges: merges)
        #expect(found.columns.map(\.heading) == ["Kecamatan", "Penduduk L", "Penduduk P"])
        #expect(found.plan.fill == [0])
    }

    @Test("Labels that only begin like a sum are no sum")
    func labels() throws {
        let done = try Imported(
            TextRows(
                "Uraian | Nilai\nJumlah penduduk | 100\nTotal fertility rate | 2\nJumlah | 102\nTotal Kabupaten | 102\nJumlah Jember | 102\nJember | 102"
            ))
        #expect(done.lines == ["uraian,nilai", "Jumlah penduduk,100", "Total fertility rate,2", "Jember,102"])
    }

    @Test("A heading that is repeated further down is no data")
    func repeated() throws {
        let done = try Imported(TextRows("nama | nilai\na | 1\nnama | nilai\nb | 2"))
        #expect(done.lines == ["nama,nilai", "a,1", "b,2"])
        #expect(done.outcome.rowsLeftOut == ["header": 2])
    }

    @Test("Keys are proposed, and demanded only when somebody agrees or the heading says so")
    func keys() throws {
        let rows = TextRows("kecamatan | tahun | nilai\nPatrang | 2022 | 1\nPatrang | 2023 | 2\nKencong | 2022 | 3")
        let found = try inspect(rows)
        #expect(found.keys.first == ["kecamatan", "tahun"])
        #expect(found.schema.primaryKey.isEmpty)
        #expect(try inspect(rows.again, Reading().switching("key", on: true)).schema.primaryKey == ["kecamatan", "tahun"])
        #expect(try inspect(TextRows("kode | nama\nA1 | a\nA2 | b")).schema.primaryKey == ["kode"])
    }

    @Test("Nothing at all is a clear answer")
    func empty() {
        #expect(throws: AppError.malformed(Message("ingest.empty_sheet", ["sheet": "Lembar1"]))) { try inspect(TextRows([])) }
        #expect(throws: AppError.malformed(Message("ingest.empty_sheet", ["sheet": "Lembar1"]))) { try inspect(TextRows("\n\n")) }
    }

    @Test("A sheet with a heading and no row becomes an empty table")
    func headingOnly() throws {
        let done = try Imported(TextRows("nama | nilai"))
        #expect(done.lines == ["nama,nilai"])
    }

    @Test("As many columns as a spreadsheet can have, and no more")
    func wide() throws {
        let names: [String] = (0..<16_384).map { "k\($0)" }
        let numbers: [String] = (0..<16_384).map { "\($0)" }
        let done = try inspect(TextRows([names, numbers]))
        #expect(done.schema.fields.count == 16_384)
        #expect(throws: AppError.self) { try inspect(TextRows([names + ["lebih"]])) }
    }
}
