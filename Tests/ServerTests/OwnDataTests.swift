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
    private func site() async throws -> CatalogueTestSite {
        let plans = Capability(
            name: "plans",
            migrations: MasterplanMigrations.all + InnovationsMigrations.all + CommitmentsMigrations.all + WorkshopsMigrations.all
                + BooksMigrations.all)
        return try await CatalogueTestSite([try .reports(), try .citations(), try .sharing(), plans])
    }

    private func publish(_ site: CatalogueTestSite, _ publisher: any Publisher) async throws -> [String] {
        try await OwnPublishing(desk: site.desk, publishers: [publisher]).publish()
    }

    /// The rows that everybody may read, as texts; `–` for what is missing.
    private func rows(_ site: CatalogueTestSite, _ dataset: String) async throws -> [[String]] {
        let opened = try await site.reader.open(dataset: dataset, for: .visitor, purpose: .api)
        let all = RowSet(all: opened.file.rowCount).rows(offset: 0, limit: opened.file.rowCount)
        return opened.file.values(rows: all, columns: opened.file.columns).map { $0.map { $0.text ?? "–" } }
    }

    @Test("reports by subdistrict and month hide small counts and what would give them away")
    func reports() async throws {
        let site = try await site()
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
        #expect(try await publish(site, tables) == ["laporan-per-kecamatan"])
        let found = try await rows(site, "laporan-per-kecamatan")
        #expect(found.contains(["35.09.19", "2026-01", "7", "–", "–"]))
        #expect(found.contains(["35.09.21", "2026-01", "20", "–", "–"]))
        #expect(found.contains(["35.09.01", "2026-01", "40", "30", "10"]))
        #expect(found.contains(["35.09.01", "2026-02", "6", "6", "0"]))
        #expect(try await publish(site, tables) == [], "nothing has changed")
    }

    @Test("use of the catalogue is counted without anybody's name, and few readings are not counted at all")
    func use() async throws {
        let site = try await site()
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
        #expect(try await publish(site, tables) == ["pemakaian-katalog"])
        let restricted = [
            ["keluarga-miskin", "2026-01", "0", "–", "–", "–", "–"], ["keluarga-miskin", "2026-02", "0", "9", "–", "–", "–"],
        ]
        #expect(try await rows(site, "pemakaian-katalog") == restricted)
        let counted = String("\(site.directory.today)".prefix(7))
        site.site.world.pass(days: 32)
        #expect(try await publish(site, tables) == ["pemakaian-katalog"])
        #expect(try await rows(site, "pemakaian-katalog") == [["harga-beras", counted, "0", "0", "2", "1", "1"]] + restricted)
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
        let site = try await site()
        await #expect(throws: AppError.invalid("gate", Message("error.gate_closed", ["count": "1"]))) {
            try await publish(site, Careless(directory: site.directory))
        }
        #expect(site.index.find("petugas")?.versions.isEmpty ?? true)
    }

    @Test("the register of requests for information is published as PPID wrote it, and agreements without their terms")
    func sharing() async throws {
        let site = try await site()
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
        #expect(try await publish(site, tables) == ["register-informasi-publik", "kesepakatan-berbagi-data"])
        let agreements = try await rows(site, "kesepakatan-berbagi-data")
        #expect(agreements.map { $0[0] } == ["SK-1"] && agreements[0][1] == "keluarga-miskin")
        #expect(!agreements.joined().contains("Memeriksa sasaran."))
        let found = try await rows(site, "register-informasi-publik")
        #expect(found.count == 1 && found[0][0] == receipt.registerNumber && found[0][2] == "–")
        #expect(!found.joined().joined(separator: " ").contains("Siti"))
    }

    @Test("adopted plans, the register of innovations, pledges in force and workshops are published; drafts and people in rooms are not")
    func plans() async throws {
        let site = try await site()
        let now = site.site.world.now
        try await site.desk.database.write { tx in
            for (id, title, status) in [("e1", "RPJMD 2025–2029", "adopted"), ("e2", "Rancangan rahasia", "draft")] {
                try tx.run(
                    """
                    INSERT INTO plan_edition (id, kind, title, legal_basis, from_year, to_year, status, content, updated_at, version)
                    VALUES (\(id), 'medium_term', \(title), '', 2025, 2029, \(status), '', \(now), 1)
                    """)
                try tx.run(
                    """
                    INSERT INTO plan_node (id, edition_id, level, code, title, note, agency_id, key, position, folded, version)
                    VALUES (\(id + "n"), \(id), 'programme', '1.02.02', \("Program " + title), '', \(site.works), 'k1', 0, '', 1)
                    """)
                try tx.run(
                    """
                    INSERT INTO plan_indicator (id, edition_id, node_id, key, kind, name, unit, polarity, baseline, baseline_year, targets,
                        position, version)
                    VALUES (\(id + "i"), \(id), \(id + "n"), 'i1', 'outcome', 'Usia harapan hidup', 'tahun', 'higher', '70.5', 2024,
                        \(Value.json("{\"2025\":\"71\",\"2026\":\"71.5\"}")), 0, 1)
                    """)
            }
            try tx.run(
                """
                INSERT INTO nomenclature_edition (id, name, valid_from, content, entries, version) VALUES ('m1', '2026', '2026-01-01', '', 1, 1)
                """)
            try tx.run(
                """
                INSERT INTO nomenclature_entry (edition_id, code, kind, parent, title, performance, indicator, unit, is_minimum, folded)
                VALUES ('m1', '1.02.02', 'programme', '1.02', 'Program Pemenuhan Upaya Kesehatan', '', '', '', \(true), '')
                """)
            for (id, state) in [("c1", "in_force"), ("c2", "draft")] {
                try tx.run(
                    """
                    INSERT INTO commitment (id, code, title, preamble, starts_on, ends_on, state, canonical, text_hash, created_by, created_at,
                        updated_at, version)
                    VALUES (\(id), \(id), \("Komitmen " + state), '', '2026-01-01', '2026-12-31', \(state), '', '', 'x', \(now), \(now), 1)
                    """)
                try tx.run(
                    """
                    INSERT INTO clause (id, code, commitment_id, number, text, promise, lead_id, target_value, target_unit, is_lower_better,
                        due_on, is_dropped, updated_at, version)
                    VALUES (\(id + "p"), \(id + "p"), \(id), 1, 'Teks', \("Janji " + state), \(site.works), '42.5', 'km', \(false), '2026-06-30',
                        \(false), \(now), 1)
                    """)
            }
            for (position, state) in ["verified", "submitted"].enumerated() {
                try tx.run(
                    """
                    INSERT INTO milestone (id, clause_id, position, title, weight, due_on, state, updated_at, version)
                    VALUES (\("t\(position)"), 'c1p', \(position), 'Tonggak', 1, '2026-03-31', \(state), \(now), 1)
                    """)
            }
            try tx.run(
                """
                INSERT INTO workshop_cycle (id, code, title, from_year, to_year, version, last_change, created_at, updated_at)
                VALUES ('w1', 'JEMBER', 'Rencana induk', 2026, 2030, 1, 0, \(now), \(now))
                """)
            try tx.run(
                """
                INSERT INTO workshop_round (id, cycle_id, number, from_on, to_on, place, state, timer, version, updated_at)
                VALUES ('r1', 'w1', 1, '2026-02-01', '2026-02-02', 'Aula', 'closed', '', 1, \(now))
                """)
            try tx.run(
                """
                INSERT INTO workshop_participant (id, cycle_id, name, institution, from_name, is_active, version, invited_at)
                VALUES ('o1', 'w1', 'Siti Aminah', 'Dinas Kesehatan', '', \(true), 1, \(now))
                """)
        }
        let (database, directory) = (site.desk.database, site.directory)
        let publishers: [any Publisher] = [
            PlanTables(database: database, directory: directory), InnovationTables(database: database, directory: directory),
            CommitmentTables(database: database, directory: directory), WorkshopTables(database: database, directory: directory),
        ]
        let published = try await OwnPublishing(desk: site.desk, publishers: publishers).publish()
        #expect(published == ["kode-program", "isi-rencana", "target-indikator-rencana", "janji-komitmen", "lokakarya"])
        let nodes = try await rows(site, "isi-rencana")
        #expect(nodes.map { $0[8] } == ["Program RPJMD 2025–2029"])
        #expect(nodes[0][10] == site.directory.agencies.name(site.works.text))
        #expect(try await rows(site, "target-indikator-rencana").map { [$0[8], $0[9]] } == [["2025", "71"], ["2026", "71.5"]])
        let pledges = try await rows(site, "janji-komitmen")
        #expect(pledges.count == 1 && pledges[0][3] == "Janji in_force" && pledges[0][7] == "42.5" && pledges[0].suffix(2) == ["2", "1"])
        let rounds = try await rows(site, "lokakarya")
        #expect(rounds.count == 1 && rounds[0].last == "1" && !rounds.joined().contains("Siti Aminah"))
        // Codes of programmes are what any schema's foreign keys may point at.
        var schema = TableSchema([TableSchema.Field("kode_program", .string)])
        schema.foreignKeys = [ForeignKey(["kode_program"], resource: "kode-program", reference: ["kode"])]
        let keys = try #require(try await site.desk.referenceValues(for: schema).keys(of: "kode-program", fields: ["kode"]))
        #expect(keys == [["1.02.02"]])
        #expect(try await OwnPublishing(desk: site.desk, publishers: publishers).publish() == [])
    }

    @Test("results of assessments that were opened are published in all and by component; when none is open any more, the table is empty")
    func assessments() async throws {
        let site = try await site()
        let now = site.site.world.now
        let items = [
            InstrumentItem("A", "Keluaran", weight: Hundredths(whole: 60)), InstrumentItem("B", "Dampak", weight: Hundredths(whole: 40)),
        ]
        let draft = InstrumentDraft(.evaluation, "Evaluasi", source: "Uji", validFrom: Day("2026-01-01")!, items: items)
        let instrument = Instrument(id: Identifier("i"), code: "evaluasi", edition: 1, draft, by: "x", at: now)
        let assessment = Assessment(
            id: Identifier("a"), code: "ABC", instrument: instrument, year: 2026, name: "Evaluasi 2026", plan: nil, by: "x", at: now)
        var answer = AssessmentAnswer(id: Identifier("j"), of: assessment.id, component: "A", item: "A", at: now)
        (answer.score, answer.centralScore) = (Hundredths(whole: 4), Hundredths(350))
        let result = AssessmentResult(assessment, instrument, [answer], seesCentral: true)
        let tables = AssessmentTables(results: { [result] }, directory: site.directory)
        #expect(try await publish(site, tables) == ["hasil-penilaian", "hasil-penilaian-komponen"])
        #expect(
            try await rows(site, "hasil-penilaian") == [["ABC", "Evaluasi 2026", "evaluation", "2026", "4", "3.5", "-0.5", "60"]])
        #expect(
            try await rows(site, "hasil-penilaian-komponen") == [
                ["ABC", "A", "Keluaran", "60", "Evaluasi 2026", "evaluation", "2026", "4", "3.5", "-0.5", "100"],
                ["ABC", "B", "Dampak", "40", "Evaluasi 2026", "evaluation", "2026", "–", "–", "–", "0"],
            ])
        #expect(try await publish(site, tables) == [])
        let none = AssessmentTables(results: { [] }, directory: site.directory)
        #expect(try await publish(site, none) == ["hasil-penilaian", "hasil-penilaian-komponen"])
        #expect(try await rows(site, "hasil-penilaian").isEmpty)
        #expect(try await publish(try await self.site(), none) == [])
    }

    @Test("books that were opened are listed with the hash of each file, others not")
    func books() async throws {
        let site = try await site()
        let opened = Instant("2026-02-01T02:00:00Z")!
        try await site.desk.database.write { tx in
            for (id, at) in [("b1", opened), ("b2", nil)] as [(String, Instant?)] {
                try tx.run(
                    """
                    INSERT INTO book (id, kind, language, subject, title, state, snapshot, failure, requested_by, requested_at, published_at,
                        version)
                    VALUES (\(id), 'masterplan', 'id', 's', \("Buku \(id)"), 'ready', '', \(Value.json("{}")), 'x', \(opened), \(at), 1)
                    """)
                try tx.run("INSERT INTO book_file (book_id, format, hash, size) VALUES (\(id), 'pdf', \("\(id)abc"), 1200)")
            }
        }
        let tables = BookTables(database: site.desk.database, directory: site.directory)
        #expect(try await publish(site, tables) == ["daftar-buku"])
        #expect(
            try await rows(site, "daftar-buku") == [["b1", "pdf", "Buku b1", "masterplan", "id", "2026-02-01", "1200", "b1abc"]])
        #expect(try await publish(site, tables) == [])
    }

    @Test("the catalogue publishes its own state, and publishing it is no news for its next version")
    func catalogue() async throws {
        let site = try await site()
        try await site.published()
        try await site.published(site.restricted())
        let tables = CatalogueTables(database: site.desk.database, directory: site.directory)
        #expect(try await publish(site, tables) == ["keadaan-dataset"])
        let found = try await rows(site, "keadaan-dataset")
        #expect(found.map { $0[0] } == ["harga-beras", "keluarga-miskin"] && found.map { $0[3] } == ["open", "restricted"])
        #expect(try await publish(site, tables) == [])
    }
}
