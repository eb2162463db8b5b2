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

/// Plans, promises, assessments and books as data: what was decided is published, drafts and people are not.
@Suite("What planning publishes of itself")
struct OwnPlanDataTests {
    @Test("adopted plans, the register of innovations, pledges in force and workshops are published; drafts and people in rooms are not")
    func plans() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
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
        let nodes = try await site.rows("isi-rencana")
        #expect(nodes.map { $0[8] } == ["Program RPJMD 2025–2029"])
        #expect(nodes[0][10] == site.directory.agencies.name(site.works.text))
        #expect(try await site.rows("target-indikator-rencana").map { [$0[8], $0[9]] } == [["2025", "71"], ["2026", "71.5"]])
        let pledges = try await site.rows("janji-komitmen")
        #expect(pledges.count == 1 && pledges[0][3] == "Janji in_force" && pledges[0][7] == "42.5" && pledges[0].suffix(2) == ["2", "1"])
        let rounds = try await site.rows("lokakarya")
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
        let site = try await CatalogueTestSite.ofEverybody()
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
        #expect(try await site.publishOwn(tables) == ["hasil-penilaian", "hasil-penilaian-komponen"])
        #expect(
            try await site.rows("hasil-penilaian") == [["ABC", "Evaluasi 2026", "evaluation", "2026", "4", "3.5", "-0.5", "60"]])
        #expect(
            try await site.rows("hasil-penilaian-komponen") == [
                ["ABC", "A", "Keluaran", "60", "Evaluasi 2026", "evaluation", "2026", "4", "3.5", "-0.5", "100"],
                ["ABC", "B", "Dampak", "40", "Evaluasi 2026", "evaluation", "2026", "–", "–", "–", "0"],
            ])
        #expect(try await site.publishOwn(tables) == [])
        let none = AssessmentTables(results: { [] }, directory: site.directory)
        #expect(try await site.publishOwn(none) == ["hasil-penilaian", "hasil-penilaian-komponen"])
        #expect(try await site.rows("hasil-penilaian").isEmpty)
        #expect(try await CatalogueTestSite.ofEverybody().publishOwn(none) == [])
    }

    @Test("books that were opened are listed with the hash of each file, others not")
    func books() async throws {
        let site = try await CatalogueTestSite.ofEverybody()
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
        #expect(try await site.publishOwn(tables) == ["daftar-buku"])
        #expect(
            try await site.rows("daftar-buku") == [["b1", "pdf", "Buku b1", "masterplan", "id", "2026-02-01", "1200", "b1abc"]])
        #expect(try await site.publishOwn(tables) == [])
    }
}
