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

    @Test("who decides for the owner is told of an end that comes near, in the application and by mail")
    func told() async throws {
        let site = try await SharedSite()
        let (_, table) = try await site.restricted()
        try await site.agreed(table, until: Day("2026-04-30")!)
        let ratna = try await site.database.write { tx -> String in
            try tx.run(
                """
                INSERT INTO role_permission (role_id, permission) SELECT id, \(Permission.decideSharing.name) FROM role
                WHERE key = 'agency_administrator' ON CONFLICT (role_id, permission) DO NOTHING
                """)
            return try tx.row("SELECT id FROM account WHERE username = 'ratna'")!.text("id")
        }
        try await site.settle()
        try await site.database.write { tx in try tx.run("DELETE FROM notification") }
        site.world.now = Day("2026-04-02")!.at(TimeOfDay(hour: 9, minute: 0), offsetHours: 7)
        try await site.desk.watch()
        try await site.settle()
        let found = try await site.database.read { tx in
            try tx.rows("SELECT channel, message FROM notification WHERE recipient = \(ratna) ORDER BY channel")
        }
        #expect(found.map { $0.text("channel") } == ["app", "mail"])
        #expect(found.allSatisfy { $0.text("message").contains("agreement.reminded") })
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
        // A deadline moved behind everybody's back is no longer what the last act left.
        let requests = SharingDigests.all[0]
        try await site.database.write { tx in
            let moved = try tx.run("UPDATE clock SET due_at = '2030-01-01T00:00:00.000Z' WHERE subject_kind = \(requests.kind)")
            #expect(moved > 0)
        }
        for id in try await site.database.read({ tx in try requests.ids(tx, "", 10) }) {
            let (now, last) = try await site.database.read { tx in
                (try requests.digests(tx, [id])[id], try tx.events(of: Reference(requests.kind, id)).last?.digest)
            }
            #expect(now != nil && now != last)
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
