import Assessments
import Commitments
import Directory
import Foundation
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Server

/// What the demo regency holds on first sight, and that it is true to itself.
@Suite struct DemoTests {
    private static let now = DemoCopy.now

    private func make() async throws -> (Database, ReportDesk, URL) {
        let demo = try await DemoCopy.make()
        let calendar = WorkCalendar(version: "test")
        let ground = Ground(
            locate: { _, _ in .outside(nil) }, isVillage: { _ in true }, isSubdistrict: { _ in true }, agencyOfRegion: { _ in nil },
            isAgency: { _ in true }, calendar: { _ in calendar }, holders: { _, _, _ in [] })
        let world = TestWorld(start: Self.now.description).world
        return (demo.database, ReportDesk(database: demo.database, world: world, vault: DemoCopy.vault(), ground: ground), demo.folder)
    }

    @Test func `whatever was made up holds everything that holds for real reports`() async throws {
        let (database, desk, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let reports = try await database.read { tx in try tx.rows("SELECT * FROM report").map(Report.init(row:)) }
        #expect(reports.count > 140)
        try await database.read { tx in
            for report in reports {
                let events = try tx.events(of: report.reference)
                try #require(Workflow.report.fold(events.dropFirst().map { String($0.kind.dropFirst("report.".count)) }) == report.state)
                try #require(events.map(\.sequence) == Array(1...events.count) && events.count == report.version)
                #expect(zip(events, events.dropFirst()).allSatisfy { $0.at <= $1.at } && events.allSatisfy { $0.at <= Self.now })
                #expect(report.checkedBy == nil || report.checkedBy != report.claimedBy)
                #expect(!(report.disclosure == .confidential && report.isPublic))
                let owed = Workflow.report.state(report.state)?.owedBy
                #expect(try tx.obligations(of: report.reference).count == (owed == nil ? 0 : 1))
            }
        }
        for dimension in ReportStatistics.Dimension.allCases {
            #expect(try await desk.statistics(by: dimension) == desk.recount(by: dimension))
        }
        for derivation in ReportsDerivations.all(offsetHours: 7) {
            let look = try await database.read { tx in try derivation.look(tx, "", 1000) }
            #expect(look.differing == [] && look.missing == [], "\(derivation.kind)")
        }
        let outbox = Outbox(database: database, world: desk.world, subscribers: [])
        try await outbox.drain()
        let (events, seals) = try await database.read { tx in
            (try tx.count("SELECT count(*) FROM event"), try tx.count("SELECT count(*) FROM event_seal"))
        }
        #expect(events == seals && events > 1000)
    }

    @Test func `everyone of the cast has something to do on first sight, some of it late`() async throws {
        let (database, _, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let now = Self.now
        let (open, late, states) = try await database.read { tx in
            func lists(_ condition: SQL) throws -> Set<String> {
                Set(
                    try tx.rows(
                        """
                        SELECT obligation.permission AS permission, agency.code AS code FROM obligation
                        LEFT JOIN agency ON agency.id = obligation.agency_id WHERE obligation.closed_at IS NULL AND \(condition)
                        """
                    ).map { "\($0.text("permission")) \($0.textIfAny("code") ?? "-")" })
            }
            let states = Set(try tx.rows("SELECT DISTINCT state FROM report").map { $0.text("state") })
            return (try lists("1 = 1"), try lists("obligation.due_at < \(now)"), states)
        }
        #expect(
            open.isSuperset(of: [
                "reports.triage -", "reports.handle DPUBM-SDA", "reports.handle BAPPEDA", "reports.check KEL-35.09.20.1003",
                "reports.coordinate -",
            ]))
        #expect(late.contains("reports.handle DPUBM-SDA") && late.contains("reports.triage -"))
        #expect(states.isSuperset(of: ["received", "incomplete", "assigned", "ruling", "in_progress", "claimed", "checked", "closed"]))
    }

    @Test func `nobody but the cast can sign in, and Siti's report waits for her`() async throws {
        let (database, _, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        try await database.read { tx in
            let enabled = try tx.rows("SELECT username FROM account WHERE disabled_at IS NULL AND NOT must_change_password").map {
                $0.text("username")
            }
            // Heads of agencies hold the offices they sign for; everybody else only acted in the past.
            let heads = try tx.rows(
                """
                SELECT DISTINCT account.username AS username FROM account JOIN account_role ON account_role.account_id = account.id
                JOIN role ON role.id = account_role.role_id JOIN person ON person.id = account.person_id
                WHERE account.disabled_at IS NULL AND role.key = 'agency_head' AND account_role.agency_id = person.agency_id
                """
            ).map { $0.text("username") }
            #expect(Set(enabled) == Set(CastMember.all.map(\.username)).union(heads) && heads.count > 50)
            #expect(try tx.count("SELECT count(*) FROM account WHERE password_hash IS NOT NULL") == 0)
            #expect(try tx.count("SELECT count(*) FROM report WHERE client_key = \(Storyline.citizensKey) AND state = 'checked'") == 1)
            let texts = try tx.rows("SELECT text FROM report").map { $0.text("text") }
            #expect(Set(texts).count > texts.count * 9 / 10)
            #expect(!texts.contains { $0.contains("{") })
        }
    }

    @Test func `the joint commitment is signed by the regent and every agency, with pledges in every state`() async throws {
        let (database, _, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = TestWorld(start: Self.now.description).world
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let desk = CommitmentDesk(
            database: database, world: world, directory: directory, files: FileStore(folder: folder.path),
            references: Composition.references, absolute: { $0 })
        let pledges = try await desk.pledges()
        #expect(pledges.count == DemoPromise.all.count)
        #expect(Set(pledges.map(\.standing.state)) == Set(PledgeState.allCases))
        let signed = try #require(pledges.first?.commitment)
        let file = try await desk.file(of: signed.code, for: .visitor)
        #expect(Set(file.verdicts.values) == [.valid] && file.signatories.count > 60)
        // Action plans of the year are there to read, and one waits for the planning agency.
        let plans = try await database.read { tx in try tx.actionPlans(year: 2026) }
        #expect(Set(plans.map(\.state)) == [.proposed, .published])
        // One office changed hands, and its successor is to be named.
        #expect(file.left.count == 1)
        let tasks = try await database.read { tx in
            Set(try tx.rows("SELECT task FROM obligation WHERE closed_at IS NULL").map { $0.text("task") })
        }
        #expect(tasks.isSuperset(of: ["commitment.sign", "commitment.succession", "milestone.due", "milestone.verify"]))
    }

    @Test func `a new commitment of every agency can be written and signed by whoever sits at the machine`() async throws {
        let (database, _, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = TestWorld(start: Self.now.description).world
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        var desk = CommitmentDesk(
            database: database, world: world, directory: directory, files: FileStore(folder: folder.path),
            references: Composition.references, absolute: { $0 })
        desk.opensWithoutPassword = true
        let (planner, regent) = try await database.read { tx in
            let resolver = GrantResolver(
                agencies: directory.agencies, permissions: Set(try Composition.capabilities().flatMap(\.permissions)))
            let planner = try #require(try AccountStore(tx).find(signInName: "bappeda"))
            return (try resolver.actor(planner, tx, on: directory.today), try #require(try AccountStore(tx).find(signInName: "bupati")))
        }
        let draft = try await desk.create(
            CommitmentDraft(
                title: "Komitmen seluruh perangkat daerah", titleEnglish: "A commitment of every agency",
                preamble: "Kami semua berjanji kepada warga.", startsOn: directory.today, endsOn: directory.today.adding(300)),
            by: planner)
        try await desk.add(
            SignatoryDraft(.regent, title: "Bupati", agency: regent.person.agency?.text, account: regent.id.text), to: draft.code,
            by: planner)
        let (named, left) = try await desk.addHeads(to: draft.code, by: planner)
        #expect(left == 0 && named.count > 50)
        let file = try await desk.file(of: draft.code, for: planner)
        #expect(file.withoutSignature.isEmpty && file.invited.isEmpty && file.left.isEmpty)
        // Whose office changed hands is the new one's to sign for.
        #expect(file.signatories.contains { $0.title.contains("Perhubungan") })
    }

    @Test func `the selection is closed and open to everybody, and this year's evaluation waits for the central team's last scores`()
        async throws
    {
        let (database, _, folder) = try await make()
        defer { try? FileManager.default.removeItem(at: folder) }
        let world = TestWorld(start: Self.now.description).world
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let desk = AssessmentDesk(
            database: database, world: world, directory: directory, files: FileStore(folder: folder.path),
            references: Composition.references, absolute: { $0 })
        let results = try await desk.publicResults()
        #expect(results.map(\.assessment.purpose) == [.selection])
        #expect(
            results[0].total.own.isComplete && results[0].total.central.isComplete && results[0].badNewsFirst[0].difference! < Hundredths(0)
        )
        let actor = try await database.read { tx in
            let account = try #require(try AccountStore(tx).find(signInName: "penilai"))
            let resolver = GrantResolver(
                agencies: directory.agencies, permissions: Set(try Composition.capabilities().flatMap(\.permissions)))
            return try resolver.actor(account, tx, on: directory.today)
        }
        // The evaluator of the cast sees the evaluation and nothing else; what she was named to a year ago is over.
        let lines = try await desk.lines(for: actor)
        #expect(lines.map(\.assessment.state) == [.submitted] && lines[0].result.seesCentral)
        let total = lines[0].result.total
        #expect(total.own.isComplete && total.central.answers == 3 && total.central.questions == 5)
        let file = try await desk.file(of: lines[0].assessment.code, for: actor)
        #expect(file.evidence.values.joined().contains { $0.file != nil } && file.planTitle != nil)
        let open = try await database.read { tx in
            try tx.count("SELECT count(*) FROM obligation WHERE closed_at IS NULL AND task = 'assessment.score'")
        }
        #expect(open == 1)
    }

    @Test func `the same seed makes the same past`() async throws {
        func codes(_ demo: DemoCopy) async throws -> [String] {
            defer { try? FileManager.default.removeItem(at: demo.folder) }
            return try await demo.database.read { tx in
                try tx.rows("SELECT code, state FROM report ORDER BY id").map { $0.text("code") + $0.text("state") }
            }
        }
        let first = try await codes(DemoCopy.make())
        let second = try await codes(DemoCopy.lived())
        #expect(first == second)
    }
}
