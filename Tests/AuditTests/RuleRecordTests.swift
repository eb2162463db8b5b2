import Audit
import Directory
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

/// Categories and clocks are held against their events like people and reports.
@Suite struct RuleRecordTests {
    private struct Regency {
        let site: TestSite
        let desk: ReportDesk

        init() async throws {
            var directoryPart = try Capability.directory(permissions: Permission.ofReports, roles: BuiltinRole.reports)
            directoryPart.access = nil
            site = try await TestSite([Capability(name: "work", migrations: WorkMigrations.all), directoryPart, .reports()])
            desk = site.installation.services.get()
            let directory: DirectoryIndex = site.installation.services.get()
            let edit = EditCategories(directory, rules: desk.rules)
            let from = Day("2024-01-01")!
            let top = try await edit.create(CategoryDraft(nameIndonesian: "Jalan", validFrom: from), by: .system)
            let lamps = try await edit.create(
                CategoryDraft(
                    parent: top.id, nameIndonesian: "Lampu", nameEnglish: "Lamps",
                    questions: [
                        CategoryQuestion(
                            code: "tiang", kind: .choice, labelIndonesian: "Tiang", labelEnglish: "Pole", isRequired: true,
                            options: ["Besi", "Kayu"])
                    ], validFrom: from), by: .system)
            try await edit.end(lamps.id, on: Day("2030-01-01")!, seen: 1, by: .system)
            var clocks = Workflow.report.clocks
            clocks[0].days = clocks[0].days.mapValues { $0 + 1 }
            try await PublishClocks(directory, rules: desk.rules).run(
                ClockDraft(clocks), from: directory.today.adding(10), seen: 1, by: .system)
        }

        func verify() async throws -> [Finding] {
            try await Outbox(database: desk.database, world: site.world.world, subscribers: []).drain()
            let digests = DirectoryDigests.all + ReportsDigests.all
            return try await Verification(database: desk.database, world: site.world.world, digests: digests, heads: nil).run().findings
        }
    }

    @Test func `what administrators do fits`() async throws {
        let regency = try await Regency()
        #expect(try await regency.verify() == [])
    }

    @Test(arguments: [
        ("UPDATE category SET rounding = 0 WHERE name_id = 'Lampu'", "category"),
        ("UPDATE category SET valid_to = NULL WHERE name_id = 'Lampu'", "category"),
        ("UPDATE category SET questions = '[]' WHERE name_id = 'Lampu'", "category"),
        ("UPDATE category SET agency_id = 'x' WHERE name_id = 'Jalan'", "category"),
        ("UPDATE workflow SET valid_from = '2020-01-01T00:00:00.000Z' WHERE version = 2", "workflow"),
        ("UPDATE workflow SET created_by = 'x' WHERE version = 1", "workflow"),
        ("UPDATE workflow SET definition = '{}' WHERE version = 1", "workflow"),
        ("DELETE FROM workflow WHERE version = 2", "workflow"),
    ])
    func `what is changed behind their backs is found`(statement: String, kind: String) async throws {
        let regency = try await Regency()
        try await regency.desk.database.write { tx in
            let changed = try tx.run(SQL(verbatim: statement))
            #expect(changed == 1)
        }
        let findings = try await regency.verify()
        #expect(findings.map(\.kind) == [.recordChanged] && findings.first?.subjectKind == kind)
    }

    @Test func `a category put in by hand or taken out is found`() async throws {
        let regency = try await Regency()
        try await regency.desk.database.write { tx in
            try tx.run("DELETE FROM category WHERE name_id = 'Lampu'")
            try tx.run(
                """
                INSERT INTO category (id, parent_id, name_id, name_en, kind, rounding, needs_evidence, is_sensitive, questions, position,
                    valid_from, version)
                VALUES ('x', NULL, 'X', '', 'complaint', 0, \(false), \(false), '[]', 0, '2024-01-01', 1)
                """)
        }
        let findings = try await regency.verify()
        #expect(findings.map(\.kind) == [.recordMissing, .recordWithoutEvent])
        #expect(findings.map(\.subjectKind) == ["category", "category"])
    }
}
