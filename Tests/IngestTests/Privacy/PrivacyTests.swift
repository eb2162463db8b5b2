import Columns
import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("The privacy gate")
struct PrivacyTests {
    private func finding(_ kind: PrivacyFinding.Kind, _ done: Imported) -> PrivacyFinding? {
        done.outcome.privacy.first { $0.kind == kind }
    }

    @Test("Identity numbers, family cards, phones, names with addresses, days of birth and small counts are found and masked")
    func help() throws {
        let done = try Imported(TextRows(fixture: "bantuan.csv"))
        #expect(finding(.nationalID, done)?.fields == ["nik"])
        #expect(finding(.nationalID, done)?.count == 4)
        #expect(finding(.nationalID, done)?.examples.first == "350911**********")
        #expect(finding(.familyCard, done)?.fields == ["no_kk"])
        #expect(finding(.phone, done)?.count == 4)
        #expect(finding(.phone, done)?.examples == ["0812********", "+62 81*-****-****", "0813 **** ****"])
        #expect(finding(.nameAndAddress, done)?.count == 4)
        #expect(finding(.nameAndAddress, done)?.examples.first == "S*** A***")
        #expect(finding(.birthDate, done)?.blocksOpen == true)
        #expect(finding(.smallCells, done)?.fields == ["jumlah_anak"])
        #expect(finding(.smallCells, done)?.count == 2)
        #expect(done.outcome.privacy.allSatisfy { $0.blocksOpen })
        for finding in done.outcome.privacy {
            #expect(!finding.examples.contains { $0.contains("3509112301900001") || $0.contains("Siti") })
        }
    }

    @Test("Remedies leave nothing to find, and give the same result every time")
    func remedies() throws {
        var reading = Reading()
        for remedy: Remedy in [
            .mask(field: "nik", keeping: 6), .drop(field: "no_kk"), .drop(field: "nama_penerima"), .mask(field: "no_hp", keeping: 4),
            .drop(field: "alamat"),
            .generalise(field: "tanggal_lahir", to: .ageBand(years: 10, on: Day("2024-06-30")!)), .suppress(field: "jumlah_anak", below: 5),
        ] { reading = reading.remedying(remedy) }
        let done = try Imported(TextRows(fixture: "bantuan.csv"), reading: reading)
        #expect(
            done.lines == [
                "nik,no_hp,tanggal_lahir,kode_kecamatan,kecamatan,jumlah_anak",
                "350911**********,0812********,30-39,35.09.21,Patrang,",
                "350911**********,+62 *************,30-39,35.09.21,Patrang,",
                "350920**********,0813**********,40-49,35.09.19,Kaliwates,6",
                "350920**********,0852********,30-39,35.09.19,Kaliwates,0",
            ])
        #expect(done.outcome.privacy.isEmpty)
        #expect(done.field("tanggal_lahir")?.type == .string)
        let again = try Imported(TextRows(fixture: "bantuan.csv"), reading: reading)
        #expect(again.outcome.table == done.outcome.table)
        #expect(try JSONDecoder().decode(Reading.self, from: JSONEncoder().encode(reading)) == reading)
    }

    @Test("Days become years and months, numbers bands, codes wider areas")
    func generalised() throws {
        let rows = TextRows("kode | lahir | umur | kode desa\nA | 12/03/1990 | 34 | 35.09.21.1001\nB | 13/03/1991 | -3 | 35.09.02.2001")
        func column(_ remedy: Remedy) throws -> [String] {
            let done = try Imported(rows, reading: Reading().remedying(remedy))
            let position = try #require(done.outcome.schema.index(of: remedy.field))
            return done.lines.dropFirst().map { String($0.split(separator: ",")[position]) }
        }
        #expect(try column(.generalise(field: "lahir", to: .year)) == ["1990", "1991"])
        #expect(try column(.generalise(field: "lahir", to: .month)) == ["1990-03", "1991-03"])
        #expect(try column(.generalise(field: "umur", to: .band(5))) == ["30-34", "-5--1"])
        #expect(try column(.generalise(field: "kode_desa", to: .area(.subdistrict))) == ["35.09.21", "35.09.02"])
        #expect(throws: AppError.self) { try Imported(rows, reading: Reading().remedying(.generalise(field: "umur", to: .year))) }
        #expect(throws: AppError.self) {
            try Imported(TextRows("nik\nx"), reading: Reading().remedying(.drop(field: "nik")))
        }
    }

    @Test("Other codes of sixteen digits are not taken for people")
    func otherCodes() throws {
        var chance = Chance(5)
        let codes = (0..<500).map { _ in [(0..<16).map { _ in "\(Int.random(in: 0...9, using: &chance))" }.joined()] }
        let done = try Imported(TextRows([["nomor seri meter"]] + codes))
        #expect(finding(.nationalID, done) == nil)
    }

    @Test("Numbers of people are found within longer texts, also when grouped")
    func inTexts() throws {
        let done = try Imported(
            TextRows(
                "catatan\natas nama Siti NIK 3509.1123.0190.0001 sudah\nhubungi 0812-3456-7890\nlayanan@jemberkab.go.id\nsiti.aminah@gmail.com\n08/12/2024 10"
            ))
        #expect(finding(.nationalID, done)?.count == 1)
        #expect(finding(.phone, done) == nil)
        #expect(finding(.email, done)?.count == 1)
        #expect(finding(.email, done)?.examples == ["s***@gmail.com"])
    }

    @Test(
        "The digits of identity numbers are looked at",
        arguments: [
            ("3509112301900001", false), ("3509116301900001", true), ("3509113202900001", nil), ("9909112301900001", nil),
            ("3509112313900001", nil),
            ("3509112301900000", nil), ("3500112301900001", nil), ("3509117201900001", nil), ("3509112902000001", false),
        ] as [(String, Bool?)])
    func structure(given: (String, Bool?)) {
        #expect(Array(given.0.utf8).withUnsafeBufferPointer { PersonNumbers.nationalID($0.baseAddress!) } == given.1)
    }

    @Test("Civil servants' numbers are known by their dates")
    func employees() {
        func isNumber(_ text: String) -> Bool {
            Array(text.utf8).withUnsafeBufferPointer { PersonNumbers.isEmployeeNumber($0.baseAddress!) }
        }
        #expect(isNumber("198503122010011005"))
        #expect(!isNumber("198513122010011005"))
        #expect(!isNumber("198503122010013005"))
        #expect(!isNumber("198503121990011005"))
    }

    @Test("Names of schools beside their addresses block nothing")
    func schools() throws {
        let schools = try Imported(TextRows("Nama Sekolah | Alamat\nSDN Gebang 1 | Jl. Mawar 1\nSMPN 2 Jember | Jl. PB Sudirman 3"))
        #expect(schools.outcome.privacy.isEmpty)
    }

    @Test("What a schema says of its columns hides nothing, nor does calling an identity number a decimal")
    func marks() throws {
        let before = try Imported(TextRows(fixture: "bantuan.csv"))
        var schema = before.inspection.schema
        for index in schema.fields.indices { schema.fields[index].standard.privacy = .harmless }
        let marked = try Imported(TextRows(fixture: "bantuan.csv"), reading: Reading(schema: schema))
        #expect(marked.outcome.privacy == before.outcome.privacy && !before.outcome.privacy.isEmpty)
        var field = TableSchema.Field("nik", .number)
        field.title = "Nomor"
        let decimal = try Imported(
            TextRows("nik | harga\n3509112301900001 | 1\n3509116301900001 | 2"),
            reading: Reading(schema: TableSchema([field, TableSchema.Field("harga", .integer)])))
        #expect(finding(.nationalID, decimal)?.count == 2)
    }

    @Test(
        "A number of a person in a column of decimals is found, whatever stands before and behind it; amounts of money are not",
        arguments: [
            ("nip", "198503122010011005", .employeeNumber), ("nip", "198503122010011005.50", .employeeNumber),
            ("nik", "-3509112301900001", .nationalID), ("nik", "3509112301900001.5", .nationalID),
            ("no_hp", "81234567890", .phone), ("no_hp", "6281234567890.25", .phone),
            ("harga", "81234567890", nil), ("harga", "6281234567890.25", nil), ("harga", "1234567890123456.5", nil),
        ] as [(String, String, PrivacyFinding.Kind?)])
    func decimals(given: (String, String, PrivacyFinding.Kind?)) {
        var scanner = PrivacyScanner(TableSchema([TableSchema.Field(given.0, .number)]))
        for _ in 0..<4 {
            Array(given.1.utf8).withUnsafeBufferPointer { scanner.see(ByteView($0.baseAddress!, $0.count), column: 0) }
            scanner.endRow()
        }
        #expect(scanner.findings().map(\.kind) == [given.2].compactMap(\.self))
        #expect(scanner.findings().allSatisfy { !$0.examples.contains(given.1) })
    }

    @Test("What somebody says with a reason is nobody's data is still counted and shown; of numbers of the State nobody's word is taken")
    func declared() throws {
        let reason = "Nomor telepon kantor desa, bukan milik orang."
        let reading = Reading().declaring(HarmlessDeclaration(.phone, fields: ["no_hp"], reason: reason, by: "bambang"))
            .declaring(HarmlessDeclaration(.nationalID, fields: ["nik"], reason: reason, by: "bambang"))
        let done = try Imported(TextRows(fixture: "bantuan.csv"), reading: reading)
        let phone = try #require(finding(.phone, done))
        #expect(!phone.blocksOpen && phone.count == 4 && phone.examples.first == "0812********")
        #expect(phone.declared?.reason == reason && phone.declared?.by == "bambang")
        #expect(finding(.nationalID, done)?.blocksOpen == true && finding(.nationalID, done)?.declared == nil)
        // Of one kind only: an address of mail in the same column would still stand in the way.
        let other = Reading().declaring(HarmlessDeclaration(.email, fields: ["no_hp"], reason: reason))
        #expect(finding(.phone, try Imported(TextRows(fixture: "bantuan.csv"), reading: other))?.blocksOpen == true)
        #expect(reading.declarationIssues.map(\.field) == ["harmless"])
        #expect(
            Reading().declaring(HarmlessDeclaration(.phone, fields: ["x"], reason: "Aman")).declarationIssues.map(\.field) == ["reason"])
        #expect(reading.forNextFile.harmless == nil)
        #expect(try JSONDecoder().decode(Reading.self, from: JSONEncoder().encode(reading)) == reading)
    }

    @Test("A CSV that was written earlier can be looked through")
    func scan() throws {
        let folder = try TestFolder()
        let rows = try TextRows(fixture: "bantuan.csv")
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"), places: TestPlaces.jember)
        let outcome = try SheetImport(inspection, places: TestPlaces.jember).run(rows.again, csv: folder.path + "/a.csv")
        #expect(try PrivacyScanner.scan(csv: folder.path + "/a.csv", schema: outcome.schema) == outcome.privacy)
    }
}

@Suite("Public twins")
struct PublicTwinTests {
    private func made(_ rows: TextRows, _ twin: PublicTwin) throws -> ([String], PublicTwin.Made) {
        let folder = try TestFolder()
        let inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "x"))
        let outcome = try SheetImport(inspection).run(rows.again, csv: folder.path + "/a.csv")
        let made = try twin.make(csv: folder.path + "/a.csv", schema: outcome.schema, to: folder.path + "/b.csv")
        return (try folder.text("b.csv").split(separator: "\n").map(String.init), made)
    }

    @Test("Rows are counted and summed by fields; small groups, and the one that would give them away, are empty")
    func counted() throws {
        var rows = [["kecamatan", "kelas", "bantuan"]]
        for (area, kind, count) in [
            ("Patrang", "a", 12), ("Patrang", "b", 3), ("Patrang", "c", 7), ("Kencong", "a", 5), ("Kencong", "b", 6),
        ] {
            for number in 0..<count { rows.append([area, kind, "\(number).5"]) }
        }
        let (lines, made) = try made(TextRows(rows), PublicTwin(by: ["kecamatan", "kelas"], sums: ["bantuan"]))
        #expect(
            lines == [
                "kecamatan,kelas,jumlah,jumlah_bantuan", "Kencong,a,5,12.5", "Kencong,b,6,18", "Patrang,a,12,72", "Patrang,b,,",
                "Patrang,c,,",
            ])
        #expect(made.groups == 5 && made.suppressed == 2)
        #expect(made.schema.fields.map(\.type) == [.string, .string, .integer, .number])
    }

    @Test("What cannot be is refused with a sentence")
    func refused() throws {
        let rows = TextRows("a | b\nx | 1")
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: ["tiada"])) }
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: [])) }
        #expect(throws: AppError.self) { try made(rows, PublicTwin(by: ["b"], sums: ["a"])) }
        // Counted by single people it would be their list, whatever is left out beside them.
        var people = [["nama", "kecamatan"]]
        for number in 0..<20 { people.append(["Warga \(number)", "Patrang"]) }
        let tooSmall = Message("ingest.twin.too_small", ["small": "20", "groups": "20", "least": "5"])
        #expect(throws: AppError.invalid("by", tooSmall)) { try made(TextRows(people), PublicTwin(by: ["nama"])) }
        #expect(try made(TextRows(people), PublicTwin(by: ["kecamatan"])).1.suppressed == 0)
    }
}
