import Catalogue
import Kernel
import Storage
import TestSupport
import Testing
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
