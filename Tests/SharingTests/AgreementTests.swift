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

@Suite("Agreements as running code")
struct AgreementTests {
    @Test("without an agreement nothing is read; with one, just what it says; after it was revoked, nothing again")
    func life() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        for actor in [site.asker, site.machine, Actor.visitor, site.owner] {
            await #expect(throws: AppError.self) { try await site.open(table, for: actor) }
        }
        let terms = Terms(
            columns: ["kode_kecamatan", "tahun", "harga"], filter: "tahun=eq.2025", masks: ["harga": .rounded(to: 1000)], rate: nil)
        let agreement = try await site.agreed(table, terms)
        for actor in [site.asker, site.machine] {
            let opened = try await site.open(table, for: actor)
            #expect(opened.file.columns.map(\.name) == ["kode_kecamatan", "tahun", "harga"])
            #expect(opened.rule.filter == .compare("tahun", .equal, "2025"))
            #expect(opened.rule.masks == ["harga": .rounded(to: 1000)])
            #expect(opened.rule.agreement == agreement.id.text)
            #expect(opened.file.rowCount == 3)
            #expect(!opened.rule.isWhole)
        }
        for actor in [Actor.visitor, site.owner, site.inspector, site.catalogue.stranger] {
            await #expect(throws: AppError.self) { try await site.open(table, for: actor) }
        }
        try await site.desk.revoke(agreement.code, reason: "Datanya dipakai di luar tujuan yang disepakati.", by: site.owner)
        for actor in [site.asker, site.machine] { await #expect(throws: AppError.self) { try await site.open(table, for: actor) } }
    }

    @Test("it holds to the last second of its last day on the regency's clocks, and not one longer")
    func expiry() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        try await site.agreed(table, until: Day("2026-03-10")!)
        site.world.set("2026-03-10T16:59:59Z")
        _ = try await site.open(table, for: site.asker)
        site.world.set("2026-03-10T17:00:00Z")
        await #expect(throws: AppError.self) { try await site.open(table, for: site.asker) }
    }

    @Test("who reads, by which agreement, for what and how many rows is written down before anything is given")
    func log() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let agreement = try await site.agreed(table, Terms(filter: "tahun=eq.2025"))
        _ = try await site.open(table, for: site.asker, .page)
        _ = try await site.open(table, for: site.machine, .export)
        _ = try await site.open(table, for: site.catalogue.planner, .page)
        let readings = try await site.desk.readings(of: agreement, for: site.owner, limit: 10)
        #expect(readings.map(\.actor) == ["machine", "asker"])
        #expect(readings.map(\.purpose) == [.export, .page])
        #expect(readings.map(\.rows) == [3, 3])
        #expect(readings.allSatisfy { $0.agency == site.catalogue.hospital })
        #expect(try await site.desk.readings(of: agreement, for: site.inspector, limit: 10).count == 2)
        #expect(try await site.desk.readings(of: agreement, for: site.asker, limit: 10).count == 2)
        await #expect(throws: AppError.notFound) { try await site.desk.readings(of: agreement, for: site.catalogue.stranger, limit: 10) }
        let all = try await site.desk.readings(ownedBy: [site.catalogue.works.text], limit: 10)
        #expect(all.map(\.actor) == ["planner", "machine", "asker"])
        #expect(all[0].rows == 6)
        #expect(try await site.desk.readings(ownedBy: [site.catalogue.hospital.text], limit: 10).isEmpty)
    }

    @Test("beyond its rate it is refused until the hour is over")
    func rate() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        try await site.agreed(table, Terms(rate: 3))
        for _ in 0..<3 { _ = try await site.open(table, for: site.machine) }
        do {
            _ = try await site.open(table, for: site.machine)
            Issue.record("it was opened")
        } catch let error as AppError {
            #expect(error.kind == .tooMany)
            #expect(error.retryAfter != nil)
        }
        site.world.now = site.world.now.adding(seconds: 3601)
        _ = try await site.open(table, for: site.machine)
    }

    @Test("when the table has changed so that the terms say nothing sure any more, nothing is opened")
    func changedTable() async throws {
        let site = try await SharedSite()
        let (dataset, table) = try await site.restricted()
        try await site.agreed(
            table, Terms(columns: ["harga"], filter: "pasar=eq.Tanjung", masks: ["harga": .rounded(to: 10), "pasar": .hidden]))
        var schema = CatalogueTestSite.priceSchema
        schema.fields[1].name = "nama_pasar"
        schema.primaryKey = []
        try await site.catalogue.publish(CatalogueTestSite.prices, schema: schema, in: dataset.id)
        await #expect(throws: AppError.self) { try await site.open(table, for: site.asker) }
    }

    @Test("opening or closing the dataset, or giving it to another agency, takes the agreement out of force")
    func otherOwner() async throws {
        let site = try await SharedSite()
        let (dataset, table) = try await site.restricted()
        try await site.agreed(table)
        try await site.catalogue.desk.perform(
            ChangeAccess(.closed, reason: "Dikecualikan menurut uji konsekuensi.", reviewOn: site.catalogue.directory.today.adding(100)),
            on: dataset.id, by: site.catalogue.steward)
        await #expect(throws: AppError.self) { try await site.open(table, for: site.asker) }
        try await site.catalogue.desk.perform(
            ChangeAccess(.restricted, reason: "Dibuka kembali untuk instansi.", reviewOn: site.catalogue.directory.today.adding(100)),
            on: dataset.id, by: site.catalogue.steward)
        _ = try await site.open(table, for: site.asker)
        try await site.database.write { tx in
            try tx.run("UPDATE dataset SET producer_id = \(site.catalogue.hospital) WHERE id = \(dataset.id)")
        }
        await #expect(throws: AppError.self) { try await site.open(table, for: site.machine) }
    }

    @Test("renewing puts another agreement in its place, so that nobody reads under two")
    func renewal() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let first = try await site.agreed(table, Terms(columns: ["tahun"]))
        let second = try await site.agreed(table, Terms(columns: ["harga"]))
        #expect(try await site.open(table, for: site.asker).file.columns.map(\.name) == ["harga"])
        let old = try await site.desk.file(ofAgreement: first.code, for: site.asker).agreement
        #expect(old.ending == .replaced)
        #expect(try await site.desk.file(ofAgreement: second.code, for: site.asker).agreement.ending == nil)
    }

    @Test("both agencies are reminded thirty, seven and one day before the end, once each, and told of the end")
    func reminders() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let agreement = try await site.agreed(table, until: Day("2026-04-30")!)
        func kinds() async throws -> [String] {
            try await site.database.read { tx in
                try tx.events(of: agreement.reference).map { "\($0.kind) \($0.details["days"] ?? "")" }
            }
        }
        for day in 1...90 {
            site.world.now = Day("2026-03-02")!.adding(day).at(TimeOfDay(hour: 9, minute: 0), offsetHours: 7)
            try await site.desk.watch()
            try await site.desk.watch()
        }
        #expect(
            try await kinds() == [
                "agreement.granted ", "agreement.reminded 30", "agreement.reminded 7", "agreement.reminded 1", "agreement.expired ",
            ])
        #expect(try await site.desk.file(ofAgreement: agreement.code, for: site.asker).agreement.ending == .expired)
        #expect(try await site.desk.watch() == 0)
    }

    @Test("every act leaves its event, with a digest of the record as it is now")
    func digests() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        let agreement = try await site.agreed(table)
        try await site.desk.revoke(agreement.code, reason: "Datanya dipakai di luar tujuan yang disepakati.", by: site.owner)
        for digest in SharingDigests.all {
            let ids = try await site.database.read { tx in try digest.ids(tx, "", 10) }
            let now = try await site.database.read { tx in try digest.digests(tx, ids) }
            for id in ids {
                let last = try await site.database.read { tx in try tx.events(of: Reference(digest.kind, id)).last }
                #expect(now[id] == last?.digest, "\(digest.kind)")
            }
        }
        let changes = [
            "untilOn": "until_on = '2030-01-01'", "filter": "filter = 'x'", "masks": "masks = '{}'", "rate": "rate = 9",
            "ended": "ended_at = NULL",
        ]
        let digest = SharingDigests.all.first { $0.kind == "agreement" }!
        var seen = try await site.database.read { tx in try digest.digests(tx, [agreement.id.text])[agreement.id.text] }
        for change in changes.values where change != "masks = '{}'" {
            try await site.database.write { tx in try tx.run("UPDATE agreement SET \(SQL(verbatim: change)) WHERE id = \(agreement.id)") }
            let after = try await site.database.read { tx in try digest.digests(tx, [agreement.id.text])[agreement.id.text] }
            #expect(after != seen, "\(change)")
            seen = after
        }
    }
}

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
