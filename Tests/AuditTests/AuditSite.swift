import Audit
import Directory
import Kernel
import Logging
import Reports
import Storage
import TestSupport
import Web
import Work

/// A site with the audit over the reports of ``AuditFixtures``, with a few officials who have names.
struct AuditSite: Sendable {
    let fixtures: AuditFixtures
    let site: TestSite
    let capability: Capability

    /// Reads everything.
    let inspector = Actor(kind: .account, id: "inspector", name: "Endang", grants: [Grant(permissions: [.readAudit, .readReports])])
    /// Reads what public works did, and may not open its pages about reports.
    let ownAuditor = Actor(
        kind: .account, id: "own", name: "Joko", grants: [Grant(permissions: [.readAudit], agencies: [ReportFixtures.publicWorks])])

    init(lives: Int = 2) async throws {
        fixtures = try await AuditFixtures(lives: lives)
        capability = try Capability.audit(
            digests: ReportsDigests.cases, references: ReferenceResolver(ReportsReferences.all + DirectoryReferences.all))
        let directory = Capability(
            name: "test-directory", migrations: DirectoryMigrations.all,
            start: { installation in
                let index = DirectoryIndex(database: installation.database, world: installation.world)
                try await index.refresh()
                installation.services.put(index)
            })
        let all = [try Capability.web(), directory, capability]
        try await fixtures.database.migrate(all.migrations, now: fixtures.world.now())
        try await fixtures.database.write { tx in
            for (id, name) in [("clerk", "Agus Santoso"), ("triage", "Rina Wulandari"), ("village-head", "Sutrisno")] {
                try tx.run("INSERT INTO person (id, name, folded) VALUES (\(id), \(name), \(Plain.folded(name)))")
                try tx.run(
                    """
                    INSERT INTO account (id, person_id, username, must_change_password, language, created_at, version)
                    VALUES (\(id), \(id), \(id), \(false), 'id', '2026-01-01T00:00:00.000Z', 1)
                    """)
            }
        }
        site = try await TestSite([directory, capability], world: fixtures.reports.time, database: fixtures.database)
    }

    func browser(_ actor: Actor?) -> TestBrowser {
        let browser = site.browser()
        if let actor { browser.signIn(actor) }
        return browser
    }

    /// How many readings of the audit were recorded.
    func readings() async throws -> Int {
        try await fixtures.database.read { tx in try tx.count("SELECT count(*) FROM event WHERE kind = 'audit.read'") }
    }

    /// Does the jobs that wait.
    func work() async throws {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        try await Queue(
            database: fixtures.database, world: fixtures.world, handlers: capability.jobs(site.installation), logger: logger
        ).drain()
    }
}
