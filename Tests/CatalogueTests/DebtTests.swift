import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

/// Data that are owed, and reminders that grow louder.
@Suite struct DebtTests {
    @Test func `debt is days late times weight, the most indebted first`() throws {
        let today = Day("2026-03-10")!
        func dataset(_ name: String, _ agency: String, due: String?, priority: Bool = false, access: Dataset.Access = .open) -> Dataset {
            Dataset(
                id: Identifier(name), name: name, title: name, producer: Identifier(agency), state: .published, access: access,
                isPriority: priority, createdAt: Instant("2026-01-01T00:00:00Z")!, dueOn: due.flatMap { Day($0) })
        }
        let debt = DataDebt(
            [
                dataset("a", "one", due: "2026-03-09"), dataset("b", "one", due: "2026-03-10"),
                dataset("c", "two", due: "2026-03-08", priority: true),
                dataset("d", "two", due: nil), dataset("e", "three", due: "2026-03-07", access: .restricted),
            ], on: today)
        #expect(debt.agencies.map(\.agency.text) == ["three", "two", "one"])
        #expect(debt.agencies.map(\.score) == [6, 6, 1] && debt.score == 13)
        #expect(debt.agencies[2].owed == 2 && debt.agencies[2].late.map(\.dataset.name) == ["a"])
    }

    @Test func `reminders come on the work list first and reach more people the longer it takes, each once`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published(site.draft { $0.frequency = .monthly })
        let reminders = Reminders(site.desk)
        func events() async throws -> [String] {
            try await site.desk.database.read { tx in
                try tx.events(of: Reference("dataset_due", dataset.id)).map { $0.details["level"] ?? "" }
            }
        }
        #expect(try await reminders.run() == 0)
        site.site.world.pass(days: 20)
        #expect(try await reminders.run() == 1)
        #expect(try await reminders.run() == 0)
        let owed = try await site.desk.database.read { tx in try tx.obligations(of: dataset.reference) }
        #expect(owed.map(\.task) == ["dataset.due"] && owed[0].agency == site.works.text)
        for days in [13, 8, 30] {
            site.site.world.pass(days: days)
            try await reminders.run()
        }
        #expect(try await events() == ["0", "1", "2", "3"])
        // The next version pays the debt.
        try await site.publish(in: dataset.id)
        #expect(try await site.desk.database.read { tx in try tx.obligations(of: dataset.reference) }.isEmpty)
    }

    @Test func `who is told grows with the days: the clerk, the agency's own steward, the steward; by mail once it is late`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published(site.draft { $0.frequency = .monthly })
        let people = try await site.desk.database.write { tx -> [String: String] in
            for (role, permission) in [
                ("agency_clerk", Permission.produceData), ("agency_administrator", .supportData), ("administrator", .stewardData),
            ] {
                try tx.run(
                    """
                    INSERT INTO role_permission (role_id, permission) SELECT id, \(permission.name) FROM role WHERE key = \(role)
                    ON CONFLICT (role_id, permission) DO NOTHING
                    """)
            }
            return Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT id, username FROM account").map { ($0.text("id"), $0.text("username")) })
        }
        let outbox = Outbox(
            database: site.desk.database, world: site.site.installation.world, subscribers: [CatalogueNotifier(site.desk).subscriber])
        try await outbox.drain()
        func told() async throws -> [String] {
            try await outbox.drain()
            let found = try await site.desk.database.read { tx in
                try tx.rows("SELECT recipient, channel, message FROM notification WHERE message LIKE '%due%' ORDER BY id")
            }
            try await site.desk.database.write { tx in try tx.run("DELETE FROM notification") }
            return found.map { "\(people[$0.text("recipient")] ?? "?") \($0.text("channel"))" }.sorted()
        }
        var all: [[String]] = []
        for days in [20, 13, 8, 30] {
            site.site.world.pass(days: days)
            try await Reminders(site.desk).run()
            all.append(try await told())
        }
        #expect(
            all == [
                ["agus app"], ["agus app", "agus mail"], ["agus app", "agus mail", "ratna app", "ratna mail"],
                ["admin app", "admin mail", "agus app", "agus mail", "ratna app", "ratna mail"],
            ])
        #expect(site.index.find("harga-beras")?.dataset.id == dataset.id)
    }

    @Test func `a restriction whose day of review comes near stands on the steward's list until she has looked at it`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published(site.restricted())
        func owed() async throws -> [Obligation] {
            try await site.desk.database.read { tx in try tx.obligations(of: Reference("dataset_review", dataset.id)) }
        }
        try await Reminders(site.desk).run()
        #expect(try await owed().isEmpty)
        site.site.world.pass(days: 90)
        #expect(try await Reminders(site.desk).run() >= 1)
        try await Reminders(site.desk).run()
        let open = try await owed()
        #expect(open.map(\.task) == ["dataset.review"] && open[0].permission == .stewardData && open[0].agency == nil)
        try await site.desk.perform(
            ChangeAccess(.restricted, reason: "UU 14/2008 pasal 17 huruf h, ditinjau ulang.", reviewOn: site.directory.today.adding(365)),
            on: dataset.id, by: site.steward)
        #expect(try await owed().isEmpty)
        try await Reminders(site.desk).run()
        #expect(try await owed().isEmpty)
    }

    @Test func `reviews beyond the first batch come on the list with the next run`() async throws {
        let site = try await CatalogueTestSite()
        for name in ["satu", "dua", "tiga"] { try await site.published(site.restricted(name)) }
        site.site.world.pass(days: 90)
        var owed: [Int] = []
        for _ in 1...4 {
            try await Reminders(site.desk, batch: 1).run()
            owed.append(
                try await site.desk.database.read { tx in try tx.count("SELECT count(*) FROM obligation WHERE task = 'dataset.review'") })
        }
        #expect(owed == [1, 2, 3, 3])
    }

    @Test func `a file that waits too long for its check raises an alert`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        #expect(try await site.desk.escalate() == 0)
        site.site.world.pass(days: 15)
        while try await site.desk.escalate() > 0 {}
        let (events, owed) = try await site.desk.database.read { tx in
            (try tx.events(of: submission.reference).filter { $0.kind == "submission.alert" }, try tx.obligations(of: submission.reference))
        }
        #expect(events.map { $0.details["percent"] } == ["50", "80", "100", "150"] && owed[0].level == 4)
    }
}
