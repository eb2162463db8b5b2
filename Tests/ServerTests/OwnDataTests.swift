import Books
import Catalogue
import Citations
import Columns
import Commitments
import Directory
import Ingest
import Innovations
import Kernel
import Masterplan
import Reports
import Sharing
import Storage
import TestSupport
import Testing
import Web
import Work
import Workshops

@testable import Assessments
@testable import Server

/// Our own operations as data: what each capability publishes of itself, and what it does not.
@Suite("What capabilities publish of themselves")
struct OwnDataTests {
    @Test("reports by subdistrict and month hide small counts and what would give them away")
    func reports() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
        let tallies: [(String, String, Int, Int, Int)] = [
            ("35.09.01", "2026-01", 40, 30, 10), ("35.09.19", "2026-01", 7, 5, 2), ("35.09.21", "2026-01", 20, 12, 8),
            ("35.09.01", "2026-02", 6, 6, 0),
        ]
        try await site.desk.database.write { tx in
            for (area, month, received, inTime, late) in tallies {
                try tx.run(
                    """
                    INSERT INTO report_tally (dimension, key, month, received, in_time, late, overdue, reopened, checked, claimed, accepted,
                        silent, rejected, rated, stars)
                    VALUES ('subdistrict', \(area), \(month), \(received), \(inTime), \(late), 0, 0, 0, 0, 0, 0, 0, 0, 0)
                    """)
            }
        }
        let tables = ReportTables(site: site.site.installation.services.get())
        #expect(try await site.publishOwn(tables) == ["laporan-per-kecamatan"])
        let found = try await site.rows("laporan-per-kecamatan")
        #expect(found.contains(["35.09.19", "2026-01", "7", "–", "–"]))
        #expect(found.contains(["35.09.21", "2026-01", "20", "–", "–"]))
        #expect(found.contains(["35.09.01", "2026-01", "40", "30", "10"]))
        #expect(found.contains(["35.09.01", "2026-02", "6", "6", "0"]))
        #expect(try await site.publishOwn(tables) == [], "nothing has changed")
    }

    @Test("use of the catalogue is counted without anybody's name, and few readings are not counted at all")
    func use() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
        let dataset = try await site.published(site.restricted())
        let table = try await site.table(of: dataset.id)
        func read(_ times: Int, _ month: String) async throws {
            let at = Instant("\(month)-10T03:00:00Z")!
            try await site.desk.database.write { tx in
                for number in 0..<times {
                    try tx.run(
                        """
                        INSERT INTO data_reading (id, at, dataset_id, distribution_id, version_id, agreement_id, agency_id, actor_kind, actor_id,
                            purpose, row_count)
                        VALUES (\("\(month)-\(number)"), \(at), \(dataset.id), \(table.id), 'v', 'a', 'instansi', 'account', 'Pak Direktur', 'api', 6)
                        """)
                }
            }
        }
        try await read(3, "2026-01")
        try await read(9, "2026-02")
        // Open data are counted at the gate; of a month that is not over nothing is published.
        try await site.published("harga-beras")
        for purpose in [ReadingPurpose.page, .page, .export, .api] {
            _ = try await site.reader.open(dataset: "harga-beras", for: .visitor, purpose: purpose)
        }
        let counter: UseCounter = site.site.installation.services.get()
        try await counter.write(to: site.desk.database)
        let tables = UseTables(database: site.desk.database, directory: site.directory)
        #expect(try await site.publishOwn(tables) == ["pemakaian-katalog"])
        let restricted = [
            ["keluarga-miskin", "2026-01", "0", "–", "–", "–", "–"], ["keluarga-miskin", "2026-02", "0", "9", "–", "–", "–"],
        ]
        #expect(try await site.rows("pemakaian-katalog") == restricted)
        let counted = String("\(site.directory.today)".prefix(7))
        site.site.world.pass(days: 32)
        #expect(try await site.publishOwn(tables) == ["pemakaian-katalog"])
        #expect(try await site.rows("pemakaian-katalog") == [["harga-beras", counted, "0", "0", "2", "1", "1"]] + restricted)
    }

    @Test("what says too much about people is not published, whoever makes the table")
    func gate() async throws {
        struct Careless: Publisher {
            let directory: DirectoryIndex
            var tables: [OwnTable] {
                let draft = OwnColumns.draft(
                    "petugas", "Petugas lapangan", "Field staff", "Petugas lapangan dan nomornya, yang tidak boleh keluar.", tags: ["uji"],
                    in: directory)
                let schema = OwnColumns.schema([OwnColumns.column("catatan", .string, "Catatan")], key: [])
                return [OwnTable(draft, schema: schema) { [[.text("NIK 3509112301900001 atas nama Siti")]] }]
            }
        }
        let site = try await CatalogueTestSite.ofEverybody()
        await #expect(throws: AppError.invalid("gate", Message("error.gate_closed", ["count": "1"]))) {
            try await site.publishOwn(Careless(directory: site.directory))
        }
        #expect(site.index.find("petugas")?.versions.isEmpty ?? true)
    }

    @Test("the register of requests for information is published as PPID wrote it, and agreements without their terms")
    func sharing() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
        let sharing: SharingSite = site.site.installation.services.get()
        let receipt = try await sharing.cases.submit(
            SubmitInformationRequest(
                wanted: "Daftar penerima bantuan di Mangli, saya Siti tinggal di sana.", purpose: "Untuk musyawarah desa.",
                delivery: .mail,
                applicant: Applicant(name: "Siti Aminah", mail: "siti@example.org", identityNumber: "3509112301900001")), by: .visitor)
        let shared = try await site.published(site.restricted())
        let closed = try await site.published(site.restricted("keluarga-rahasia"))
        let draft = try await site.published(site.restricted("keluarga-baru"))
        let now = site.site.world.now
        try await site.desk.database.write { tx in
            for (code, dataset) in [("SK-1", shared), ("SK-2", closed), ("SK-3", draft)] {
                try tx.run(
                    """
                    INSERT INTO agreement (id, code, request_id, dataset_id, distribution_id, owner_id, user_id, purpose, columns, filter,
                        masks, begins_at, until_on, end_reason, granted_by, version)
                    VALUES (\(code), \(code), 'r', \(dataset.id), 't', \(dataset.producer), \(site.works), 'Memeriksa sasaran.',
                        \(Value.json("[]")), '', \(Value.json("{}")), \(now), '2026-12-31', '', 'x', 1)
                    """)
            }
            try tx.run("UPDATE dataset SET access = 'closed' WHERE id = \(closed.id)")
            try tx.run("UPDATE dataset SET state = 'draft' WHERE id = \(draft.id)")
        }
        let tables = SharingTables(site: sharing, directory: site.directory)
        #expect(try await site.publishOwn(tables) == ["register-informasi-publik", "kesepakatan-berbagi-data"])
        let agreements = try await site.rows("kesepakatan-berbagi-data")
        #expect(agreements.map { $0[0] } == ["SK-1"] && agreements[0][1] == "keluarga-miskin")
        #expect(!agreements.joined().contains("Memeriksa sasaran."))
        let found = try await site.rows("register-informasi-publik")
        #expect(found.count == 1 && found[0][0] == receipt.registerNumber && found[0][2] == "–")
        #expect(!found.joined().joined(separator: " ").contains("Siti"))
    }

    @Test("the catalogue publishes its own state, and publishing it is no news for its next version")
    func catalogue() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
        try await site.published()
        try await site.published(site.restricted())
        let tables = CatalogueTables(database: site.desk.database, directory: site.directory)
        #expect(try await site.publishOwn(tables) == ["keadaan-dataset"])
        let found = try await site.rows("keadaan-dataset")
        #expect(found.map { $0[0] } == ["harga-beras", "keluarga-miskin"] && found.map { $0[3] } == ["open", "restricted"])
        #expect(try await site.publishOwn(tables) == [])
    }
}
