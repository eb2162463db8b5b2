import Catalogue
import Columns
import Directory
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Sharing

@Suite("Asking for access")
struct AccessRequestTests {
    @Test("the owner has it on the work list for five working days of its own calendar")
    func clock() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let request = try await site.asked(table)
        let owed = try await site.database.read { tx in try tx.obligations(of: request.reference) }
        #expect(owed.map(\.task) == ["access_request.requested"])
        #expect(owed[0].permission == .decideSharing)
        #expect(owed[0].agency == site.catalogue.works.text)
        // Monday 2 March 2026 and five working days.
        #expect(owed[0].dueAt.parts(offsetHours: 7).day == Day("2026-03-09")!)
    }

    @Test("while the asking agency owes an answer the owner's time stands still")
    func pause() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let request = try await site.asked(table)
        try await site.site.cases.perform(AskAboutRequest("Untuk berapa puskesmas?"), on: request.caseID, by: site.owner)
        #expect(try await site.database.read { tx in try tx.obligations(of: request.reference) }.isEmpty)
        site.world.now = site.world.now.adding(days: 7)
        try await site.site.cases.perform(ReplyOnRequest("Untuk lima puluh puskesmas."), on: request.caseID, by: site.asker)
        let owed = try await site.database.read { tx in try tx.obligations(of: request.reference) }
        #expect(owed[0].dueAt.parts(offsetHours: 7).day == Day("2026-03-16")!)
    }

    @Test("alerts rise with the clock, once each, and stop with the decision")
    func alerts() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let request = try await site.asked(table)
        site.world.now = site.world.now.adding(days: 9)
        while try await site.site.cases.escalate(AccessRequest.self) > 0 {}
        let alerts = try await site.database.read { tx in try tx.events(of: request.reference).filter { $0.kind == "access_request.alert" }
        }
        #expect(alerts.map { $0.details["percent"] } == ["50", "80", "100"])
        #expect(try await site.database.read { tx in try tx.obligations(of: request.reference) }[0].level == 2)
        try await site.site.cases.perform(RefuseAccess("Datanya tidak memuat yang diminta."), on: request.caseID, by: site.owner)
        site.world.now = site.world.now.adding(days: 30)
        #expect(try await site.site.cases.escalate(AccessRequest.self) == 0)
    }

    @Test("a request whose alert cannot be given keeps no other from its own")
    func brokenClock() async throws {
        let site = try await SharedSite()
        let broken = try await site.asked(try await site.restricted().table)
        let sound = try await site.asked(try await site.restricted("penerima-bantuan").table)
        try await site.database.write { tx in
            try tx.run("UPDATE access_request SET workflow_version = 99 WHERE id = \(broken.caseID)")
        }
        site.world.now = site.world.now.adding(days: 9)
        while try await site.site.cases.escalate(AccessRequest.self, limit: 1) > 0 {}
        for (request, alerts) in [(broken, 0), (sound, 3)] {
            let events = try await site.database.read { tx in try tx.events(of: request.reference) }
            #expect(events.count { $0.kind == "access_request.alert" } == alerts)
        }
    }

    @Test("what cannot be asked is refused at its field")
    func mistakes() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        func refused(_ act: RequestAccess) async -> [String] {
            do { _ = try await site.desk.request(act, by: site.asker) } catch let error as AppError {
                return error.issues.map(\.field)
            } catch {}
            return []
        }
        let day = Day("2026-12-31")!
        let hospital = site.catalogue.hospital
        #expect(await refused(RequestAccess(table.id, for: hospital, purpose: "Perlu", until: day)) == ["purpose"])
        #expect(
            await refused(RequestAccess(table.id, for: hospital, purpose: SharedSite.purpose, columns: ["gaji"], until: day)) == ["columns"]
        )
        #expect(
            await refused(RequestAccess(table.id, for: hospital, purpose: SharedSite.purpose, filter: "gaji=gt.1", until: day)) == [
                "filter"
            ])
        #expect(await refused(RequestAccess(table.id, for: hospital, purpose: SharedSite.purpose, until: Day("2026-03-02")!)) == ["until"])
        #expect(await refused(RequestAccess(table.id, for: hospital, purpose: SharedSite.purpose, until: Day("2029-03-02")!)) == ["until"])
        let open = try await site.catalogue.published()
        let free = try await site.catalogue.table(of: open.id)
        #expect(await refused(RequestAccess(free.id, for: hospital, purpose: SharedSite.purpose, until: day)) == [""])
        await #expect(throws: AppError.forbidden) {
            try await site.desk.request(
                RequestAccess(table.id, for: site.catalogue.works, purpose: SharedSite.purpose, until: day), by: site.asker)
        }
        _ = try await site.asked(table)
        await #expect(throws: AppError.self) { try await site.asked(table) }
    }

    @Test("who may do what with a request, as a table")
    func policy() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let request = try await site.asked(table)
        let cast: [(String, Actor)] = [
            ("visitor", .visitor), ("owner", site.owner), ("asker", site.asker), ("machine", site.machine), ("inspector", site.inspector),
            ("producer", site.catalogue.producer), ("steward", site.catalogue.steward), ("system", .system),
        ]
        var table2: [String] = []
        for (name, actor) in cast {
            let acts = Workflow.accessRequest.acts.filter { request.may($0, actor) }.map(\.name).joined(separator: " ")
            table2.append("\(name): \(request.maySee(actor) ? "sees" : "-") \(acts)")
        }
        #expect(
            table2 == [
                "visitor: - ", "owner: sees ask grant refuse", "asker: sees reply withdraw", "machine: sees ", "inspector: sees ",
                "producer: - ",
                "steward: - ", "system: - alert",
            ])
        #expect(Workflow.accessRequest.defects.isEmpty)
    }

    @Test("two hundred random acts never open more than the last grant in force, whoever does them")
    func random() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        var chance = SystemRandomNumberGenerator()
        _ = chance.next()
        var granted: (Terms, Agreement)?
        for step in 0..<200 {
            let pick = (step &* 7919 &+ 13) % 6
            switch pick {
            case 0, 1:
                let columns = step % 3 == 0 ? ["tahun"] : ["harga", "pasar"]
                if let request = try? await site.asked(table) {
                    let terms = Terms(columns: columns, filter: step % 2 == 0 ? "tahun=eq.2025" : "")
                    try await site.site.cases.perform(GrantAccess(terms, until: Day("2027-06-01")!), on: request.caseID, by: site.owner)
                    granted = (terms, try await site.desk.file(ofRequest: request.code, for: site.asker).agreement!)
                }
            case 2:
                if let (_, agreement) = granted,
                    (try? await site.desk.revoke(
                        agreement.code, reason: "Datanya dipakai di luar tujuan yang disepakati.",
                        by: step % 4 == 0 ? site.owner : site.asker)) != nil
                {
                    granted = nil
                }
            case 3: _ = try? await site.desk.revoke("XXX", reason: "Datanya dipakai di luar tujuan.", by: site.asker)
            default: site.world.now = site.world.now.adding(seconds: 600)
            }
            let opened = try? await site.open(table, for: site.asker)
            #expect((opened != nil) == (granted != nil), "step \(step)")
            if let opened, let (terms, agreement) = granted {
                #expect(opened.rule.columns == Set(terms.columns))
                #expect(opened.rule.agreement == agreement.id.text)
            }
        }
    }
}
