import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// From a messy file to a version: the job reads it, people undo guesses and mend cells, and good rows are never lost.
@Suite struct ReadingTests {
    private static let messy = """
        Daftar Harga Beras 2025;;
        Kecamatan;Pasar;Harga (Rp)
        Kec. Kaliwates;Tanjung;Rp 13.400
        PATRANG;Gebang;13.100
        Kec. Jombang;Jombang;dua belas ribu
        Kec. Kaliwates;Mangli;Rp 13.350
        PATRANG;Bintoro;13.000
        Kec. Jombang;Padomasan;12.900
        Kec. Kaliwates;Sempusari;13.250
        JUMLAH;;79.000
        """

    private func setUp(_ text: String = messy, named: String = "harga.csv") async throws -> (CatalogueTestSite, Submission) {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let bytes = Array(text.utf8)
        let hash = try await site.site.installation.files.put(bytes)
        let submission = try await site.desk.receive(
            ReceiveUpload(table: try await site.table(of: dataset.id).id, filename: named, fileHash: hash, fileBytes: bytes.count),
            by: site.producer)
        return (site, submission)
    }

    private func read(_ site: CatalogueTestSite, _ submission: Submission) async throws -> Submission {
        let now = try #require(try await site.desk.database.read { tx in try tx.submission(submission.id) })
        try await ReadUploads(site.desk).read(now.id, version: now.version)
        return try #require(try await site.desk.database.read { tx in try tx.submission(submission.id) })
    }

    private func understanding(_ site: CatalogueTestSite, _ submission: Submission) async throws -> Understanding {
        let bytes = try await site.site.installation.files.get(try #require(submission.reportHash))
        return try JSONDecoder().decode(Understanding.self, from: Data(try #require(bytes)))
    }

    @Test func `bad cells go to quarantine, the rest is read, and one press mends`() async throws {
        let (site, received) = try await setUp()
        let submission = try await read(site, received)
        #expect(submission.state == "read")
        let outcome = try #require(submission.outcome)
        let seen = try await understanding(site, submission)
        #expect(outcome.rows == 6 && outcome.quarantined == 1 && outcome.problems == 1)
        #expect(seen.rowsRead == seen.rowsWritten + seen.rowsInQuarantine + seen.rowsLeftOut.values.reduce(0, +))
        let text = try String(decoding: #require(await site.site.installation.files.get(outcome.hash)), as: UTF8.self)
        #expect(text.contains("13400") && text.contains("35.09.19") && !text.lowercased().contains("jumlah"))
        #expect(FileManager.default.fileExists(atPath: "\(site.desk.files.folder)/\(outcome.hash).columns"), "nobody has to wait for it")

        let problem = try #require(seen.problems.first)
        #expect(problem.value == "dua belas ribu" && problem.row == 5)
        let mended = submission.reading.fixing(.replaceCell(row: 5, column: try #require(problem.column), with: "12000"))
        let changed = try await site.desk.perform(ChangeReading(mended), on: submission.id, by: site.producer)
        #expect(changed.state == "received")
        let again = try await read(site, changed)
        #expect(again.outcome?.rows == 7 && again.outcome?.quarantined == 0)
        try await site.desk.perform(SubmitForCheck(), on: again.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: again.id, by: site.steward)
        let opened = try await site.reader.open(dataset: "harga-beras", for: .visitor, purpose: .page)
        #expect(opened.file.rowCount == 7)
        // What was decided is remembered for the next file, the fixes of this one's cells are not.
        let table = try await site.table(of: again.dataset)
        #expect(table.reading.fixes.isEmpty && !table.schema.fields.isEmpty)
    }

    @Test func `a file that was downloaded here and comes back keeps what is known of its columns`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published()
        let table = try await site.table(of: dataset.id)
        let answer = try await site.site.browser().get("/api/datasets/harga-beras/tables/data/export.csv")
        func sent(_ text: String) async throws -> Submission {
            let hash = try await site.site.installation.files.put(Array(text.utf8))
            let submission = try await site.desk.receive(
                ReceiveUpload(table: table.id, filename: "harga-beras.csv", fileHash: hash, fileBytes: text.utf8.count), by: site.producer)
            return try await read(site, submission)
        }
        let submission = try await sent(answer.text.replacing("12000", with: "12100"))
        let schema = try #require(submission.outcome?.schema)
        #expect(submission.outcome?.rows == 6 && submission.outcome?.quarantined == 0)
        let before = CatalogueTestSite.priceSchema
        #expect(schema.fields.map(\.heading) == before.fields.map(\.heading) && schema.fields.map(\.type) == before.fields.map(\.type))
        #expect(schema.primaryKey == before.primaryKey && schema["harga"]?.standard.unit == "rupiah")
        #expect(try await understanding(site, submission).notes.contains("understood.own_file"))
        // A sheet with headings of its own says itself what they mean.
        let other = try await sent("Kode kecamatan;Pasar;Tahun;Harga eceran\n35.09.01;Jombang;2024;12100\n")
        #expect(try await understanding(site, other).notes.contains("understood.own_file") == false)
        #expect(other.outcome?.schema.fields.last?.heading == "Harga eceran")
    }

    @Test func `further sheets of a workbook become tables of their own without being sent again, and find them next time`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Fixtures/workbooks")
        let bytes = try Array(Data(contentsOf: folder.appendingPathComponent("anggaran-dinas.xlsx")))
        let upload = ReceiveUpload(
            table: try await site.table(of: dataset.id).id, filename: "anggaran-dinas.xlsx",
            fileHash: try await site.site.installation.files.put(bytes), fileBytes: bytes.count)
        let first = try await read(site, try await site.desk.receive(upload, by: site.producer))
        let seen = try await understanding(site, first)
        #expect(seen.sheets.map(\.name) == ["Belanja", "Referensi", "Lampiran"] && seen.sheet == 0)
        #expect(seen.others.map(\.index) == [1, 2])
        for wrong in [[], [0], [2, 7]] { #expect(throws: AppError.self) { try seen.named(wrong) } }
        await #expect(throws: AppError.notFound) {
            try await site.desk.takeSheets([(2, "Lampiran")], of: first.id, by: site.stranger)
        }

        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(first.id)"
        let page = try await browser.get(path)
        #expect(try await browser.submit(page.form(to: "\(path)/lembar")).status == 422)
        let sent = try await browser.submit(page.form(to: "\(path)/lembar"), filling: ["sheets": "2"])
        #expect(sent.location == "/data/kelola/dataset/harga-beras")
        func tables() async throws -> [String] {
            try await site.desk.database.read { tx in try tx.distributions(of: dataset.id).map(\.title) }
        }
        func files() async throws -> [Submission] {
            try await site.desk.database.read { tx in try tx.submissions(of: dataset.id) }
        }
        #expect(try await tables() == ["Harga Beras di Pasar", "Lampiran"])
        let second = try #require(try await files().first { $0.id != first.id })
        #expect(second.fileHash == first.fileHash && second.reading.sheet == 2 && second.distribution != first.distribution)
        let other = try await read(site, second)
        #expect(other.state == "read")
        #expect((other.outcome?.rows ?? 0) > 0)
        #expect(other.outcome?.hash != first.outcome?.hash)

        // The next month's workbook finds the table that is there; over the API alike.
        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "k", grants: site.producer.grants)))
        let again = try await caller.send(.post, "/api/submissions/\(first.id)/sheets", ["sheets": .array([.integer(2), .integer(1)])])
        #expect(again.status == 201)
        #expect(try again.json()["items"]?.array?.count == 2)
        #expect(try await tables().sorted().suffix(2) == ["Lampiran", "Referensi"])
        #expect(try await files().count == 4)
        #expect(try await caller.send(.post, "/api/submissions/\(first.id)/sheets", ["sheets": .array([.integer(9)])]).status == 422)
    }

    @Test func `a row whose code is none of the master data goes to quarantine, the others are read`() async throws {
        let (site, received) = try await setUp("kode;harga\n35.09.01;12000\n35.09.99;13000\n35.09.19;14000\n", named: "kode.csv")
        try await MasterData(site.desk).publish()
        var schema = TableSchema([TableSchema.Field("kode", .string), TableSchema.Field("harga", .integer)])
        schema.foreignKeys = [ForeignKey(["kode"], resource: "kode-wilayah", reference: ["kode"])]
        var submission = try await read(site, received)
        submission = try await site.desk.perform(ChangeReading(Reading(schema: schema)), on: submission.id, by: site.producer)
        let done = try await read(site, submission)
        #expect(done.outcome?.rows == 2 && done.outcome?.quarantined == 1)
        let seen = try await understanding(site, done)
        #expect(seen.problems.map(\.value) == ["35.09.99"])
    }

    @Test func `a clerk demands what she wants of the values on the page, and changing a type loses none of it`() async throws {
        let (site, received) = try await setUp(
            "kode;nilai;keadaan\n35.09.01;12;Baik\n35.09.19;200;Rusak\n35.09.21;-;Hancur\n", named: "nilai.csv")
        try await MasterData(site.desk).publish()
        var submission = try await read(site, received)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        func form() async throws -> PageForm { try await clerk.get(path).form(to: "\(path)/bacaan") }
        // The page's last form of that address is the columns' one; whichever it is, it is sent as the columns' would be.
        func columns(_ rules: [String: String]) async throws -> Answer {
            var sent = try await form().filling(["change": "columns"])
            for index in 0..<3 { for part in ["keep", "rules"] { sent = sent.with("c.\(index).\(part)", "1") } }
            for (name, value) in rules.sorted(by: { $0.key < $1.key }) { sent = sent.with(name, value) }
            return try await clerk.submit(sent)
        }
        #expect(try await clerk.get(path).text.contains("name=\"c.1.minimum\""))
        let rules = [
            "c.0.type": "string", "c.0.reference": "kode-wilayah|kode", "c.0.required": "1", "c.1.type": "integer", "c.1.minimum": "0",
            "c.1.maximum": "100", "c.1.missing": "-; n/a", "c.2.type": "string", "c.2.enum": "Baik; Sedang; Rusak", "key": "kode",
            "rules": "1", "unique": "kode, keadaan", "match": "equal",
        ]
        #expect(try await columns(rules).status == 303)
        submission = try await read(site, submission)
        let schema = try #require(submission.reading.schema)
        #expect(schema.foreignKeys == [ForeignKey(["kode"], resource: "kode-wilayah", reference: ["kode"])])
        #expect(schema.uniqueKeys == [["kode", "keadaan"]] && schema.fieldsMatch == .equal)
        #expect(schema["nilai"]?.constraints.maximum == .integer(100) && schema["nilai"]?.missingValues?.map(\.text) == ["", "-", "n/a"])
        let seen = try await understanding(site, submission)
        // 200 is too much, and "Hancur" is none of the list; a dash is nothing and no mistake.
        #expect(Set(seen.problems.map(\.value)) == ["200", "Hancur"] && submission.outcome?.rows == 1)

        var retyped = rules
        retyped["c.1.type"] = "number"
        retyped["c.1.maximum"] = "1.000,5"
        #expect(try await columns(retyped).status == 303)
        submission = try await read(site, submission)
        #expect(submission.reading.schema?["nilai"]?.type == .number)
        #expect(submission.reading.schema?["nilai"]?.constraints.minimum == .integer(0))
        #expect(submission.reading.schema?["nilai"]?.constraints.maximum?.text == "1000.5")
        var wrong = rules
        wrong["unique"] = "tidak_ada"
        wrong["c.2.minLength"] = "banyak"
        #expect(try await columns(wrong).status == 422)
    }

    @Test func `of a wide sheet the page shows some columns, and what is changed there leaves the others as they are`() async throws {
        let width = ColumnWindow.most * 2 + 50
        let heads = (0..<width).map { "k\($0)" }.joined(separator: ",")
        let rows = [1000, 5000, 7000].map { start in (0..<width).map { "\(start + $0)" }.joined(separator: ",") }
        let (site, received) = try await setUp(([heads] + rows).joined(separator: "\n") + "\n", named: "lebar.csv")
        var submission = try await read(site, received)
        #expect(submission.outcome?.schema.fields.count == width)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let first = try await clerk.get(path).text
        #expect(first.contains("name=\"c.99.name\"") && !first.contains("name=\"c.100.name\""))
        let second = try await clerk.get("\(path)?_kolom_dari=100")
        #expect(second.text.contains("name=\"c.199.name\"") && !second.text.contains("name=\"c.99.name\""))
        #expect(second.text.contains("_kolom_dari=200") && !second.text.contains("name=\"c.200.name\""))
        #expect(Accessibility.faults(second.text, isPage: true) == [])
        var sent = try second.form(to: "\(path)/bacaan")
        var values = ["change": "columns", "c.first": "100", "c.last": "199", "c.150.title": "Seratus lima puluh"]
        for index in 100..<200 { values["c.\(index).keep"] = "1" }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            sent = sent.names.contains(name) ? try sent.filling([name: value]) : sent.with(name, value)
        }
        let answer = try await clerk.submit(sent)
        #expect(answer.status == 303 && answer.location?.contains("_kolom_dari=100") == true)
        submission = try await read(site, submission)
        #expect(submission.outcome?.schema.fields.count == width)
        #expect(submission.outcome?.schema["k150"]?.title == "Seratus lima puluh")
        #expect(submission.outcome?.schema["k0"]?.heading == "k0" && submission.outcome?.schema["k249"]?.heading == "k249")
        // Published, its pages show some columns as well, and lead to the others.
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        let visitor = site.site.browser()
        let table = try await visitor.get("/data/harga-beras")
        #expect(table.text.contains("sort=k99") && !table.text.contains("sort=k100") && table.text.contains("_kolom_dari=100"))
        let last = try await visitor.get("/data/harga-beras?_kolom_dari=200&k0=gt.1000")
        #expect(last.text.contains("sort=k249") && !last.text.contains("sort=k199"))
        let columns = try await visitor.get("/data/harga-beras/kolom?_kolom_dari=100")
        #expect(columns.text.contains(">k199<") && !columns.text.contains(">k99<") && !columns.text.contains(">k200<"))
        let chosen = try await visitor.get("/data/harga-beras?fields=k3,k240")
        #expect(chosen.text.contains("sort=k240") && !chosen.text.contains("_kolom_dari"))
        for page in [table, last, columns, chosen] { #expect(page.status == 200 && Accessibility.faults(page.text, isPage: true) == []) }
    }

    private static let phones = """
        Desa;Telepon;Warga
        Sumberjambe;081234567890;3509112301900001
        Pakusari;081234567891;3509116301900001
        Arjasa;081234567892;3509112302900001
        """

    @Test func `whoever says that a finding is nobody's data gives a reason that the steward reads, for one file and never of an NIK`()
        async throws
    {
        let (site, received) = try await setUp(Self.phones, named: "telepon.csv")
        var submission = try await read(site, received)
        #expect(submission.outcome?.findings == 2)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let seen = try await understanding(site, submission)
        let phone = try #require(seen.privacy.firstIndex { $0.kind == .phone })
        let number = try #require(seen.privacy.firstIndex { $0.kind == .nationalID })
        let page = try await clerk.get(path)
        #expect(page.text.contains("name=\"harmless.\(phone)\"") && !page.text.contains("name=\"harmless.\(number)\""))
        func say(_ finding: Int, _ reason: String) async throws -> Answer {
            let form = try await clerk.get(path).form(to: "\(path)/bacaan").filling(["change": "harmless"])
            return try await clerk.submit(form.with("finding", "\(finding)").with("harmless.\(finding)", reason))
        }
        let reason = "Nomor telepon kantor desa, tercantum di papan nama."
        #expect(try await say(phone, "Aman").status == 422)
        #expect(try await say(number, reason).status == 422)
        #expect(try await say(phone, reason).status == 303)
        submission = try await read(site, submission)
        #expect(submission.outcome?.findings == 1 && submission.outcome?.declared == 1)
        #expect(submission.reading.harmless?.map(\.by) == ["producer"])

        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let steward = site.site.browser()
        steward.signIn(site.steward)
        let check = try await steward.get(path)
        #expect(check.text.contains("Nomor telepon kantor desa, tercantum di papan nama.") && check.text.contains("0812********"))
        #expect(try await steward.get("/data/periksa").text.contains("Dinyatakan bukan data pribadi"))
        await #expect(throws: AppError.self) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        }
        try await site.desk.perform(
            OverrideGate(reason: "Nomor surat yang kebetulan berpola NIK, sudah diperiksa."), on: submission.id, by: site.steward)
        try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)

        // Next month nothing of it holds.
        let table = try await site.table(of: submission.dataset)
        #expect(table.reading.harmless == nil)
        _ = try await site.site.installation.files.put(Array(Self.phones.utf8))
        let next = try await site.desk.receive(
            ReceiveUpload(table: table.id, filename: "telepon-2.csv", fileHash: received.fileHash, fileBytes: received.fileBytes),
            by: site.producer)
        #expect(try await read(site, next).outcome?.findings == 2)
    }

    @Test func `over the API a declaration carries its sender's name, and takes a reason as well`() async throws {
        let (site, received) = try await setUp(Self.phones, named: "telepon.csv")
        let submission = try await read(site, received)
        let reason = "Nomor telepon kantor desa, tercantum di papan nama."
        for bad in [
            HarmlessDeclaration(.phone, fields: ["telepon"], reason: "Aman"),
            HarmlessDeclaration(.nationalID, fields: ["warga"], reason: reason),
        ] {
            await #expect(throws: AppError.self) {
                try await site.desk.perform(ChangeReading(submission.reading.declaring(bad)), on: submission.id, by: site.producer)
            }
            await #expect(throws: AppError.self) {
                try await site.desk.receive(
                    ReceiveUpload(
                        table: submission.distribution, filename: "x.csv", fileHash: received.fileHash, fileBytes: 1,
                        reading: Reading().declaring(bad)), by: site.producer)
            }
        }
        let said = submission.reading.declaring(HarmlessDeclaration(.phone, fields: ["telepon"], reason: reason, by: "steward"))
        let changed = try await site.desk.perform(ChangeReading(said), on: submission.id, by: site.producer)
        #expect(changed.reading.harmless?.map(\.by) == ["producer"], "nobody declares in another's name")
        var schema = try #require(submission.outcome?.schema)
        for index in schema.fields.indices { schema.fields[index].standard.privacy = .harmless }
        let marked = try await site.desk.perform(
            ChangeReading(Reading(schema: schema)), on: (try await read(site, changed)).id, by: site.producer)
        #expect(try await read(site, marked).outcome?.findings == 2)
    }

    @Test func `the page shows every guess with a switch, and the list of mistakes can be taken along`() async throws {
        let (site, received) = try await setUp()
        let submission = try await read(site, received)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let page = try await browser.get(path)
        _ = try page.page()
        #expect(page.text.contains("dua belas ribu") && page.text.contains("name=\"guess\""))
        let list = try await browser.get("\(path)/perbaikan")
        #expect(list.status == 200 && list.text.contains("dua belas ribu"))
        let quarantine = try await browser.get("\(path)/karantina.csv")
        #expect(quarantine.status == 200 && quarantine.text.contains("Kec. Jombang"))
    }

    @Test func `files that are none get a clear answer and can be replaced`() async throws {
        for (text, name) in [("", "kosong.csv"), ("PK\u{3}\u{4}rusak", "rusak.xlsx"), ("{\"a\":", "putus.json")] {
            let (site, received) = try await setUp(text.isEmpty ? " " : text, named: name)
            let submission = try await read(site, received)
            #expect(submission.state == "unreadable" && submission.failure != nil, "\(name)")
            let again = try await site.desk.perform(
                ReplaceFile(filename: "baik.csv", fileHash: submission.fileHash, fileBytes: 1), on: submission.id, by: site.producer)
            #expect(again.state == "received")
        }
    }

    @Test func `personal data close the gate, and a remedy opens it`() async throws {
        let people = (1...8).map { "Warga \($0);3509190\($0)0180000\($0);08123456789\($0)" }
        let (site, received) = try await setUp((["nama;nik;telepon"] + people).joined(separator: "\n"), named: "warga.csv")
        let submission = try await read(site, received)
        let outcome = try #require(submission.outcome)
        #expect(outcome.findings > 0)
        let seen = try await understanding(site, submission)
        var reading = submission.reading
        for finding in seen.privacy where finding.blocksOpen {
            for field in finding.fields { reading = reading.remedying(.drop(field: field)) }
        }
        if reading.remedies.count < 3 {
            let changed = try await site.desk.perform(ChangeReading(reading), on: submission.id, by: site.producer)
            let again = try await read(site, changed)
            #expect(again.outcome?.findings == 0)
        }
    }

    @Test func `what was changed meanwhile is not read over`() async throws {
        let (site, received) = try await setUp()
        try await site.desk.perform(WithdrawSubmission(), on: received.id, by: site.producer)
        try await ReadUploads(site.desk).read(received.id, version: received.version)
        let now = try #require(try await site.desk.database.read { tx in try tx.submission(received.id) })
        #expect(now.state == "withdrawn" && now.outcome == nil)
    }
}
