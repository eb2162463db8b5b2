import Kernel
import Logging
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct NotificationTests {
    @Test func `each person is told once of each event that concerns them, and the reporter by mail`() async throws {
        let world = try await ReportFixtures()
        let notifier = ReportNotifier(desk: world.desk)
        let outbox = Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber])
        let receipt = try await world.checked()
        try await outbox.drain()
        try await world.database.write { tx in
            for row in try tx.rows("SELECT id FROM event") { try tx.run("INSERT INTO outbox (event_id) VALUES (\(row.text("id")))") }
            try tx.run("DELETE FROM event_seal")
        }
        try await outbox.drain()
        let told = try await world.database.read { tx in
            try tx.rows("SELECT recipient, channel, message FROM notification ORDER BY id")
                .map { "\($0.text("recipient")) \($0.text("channel")) \($0.text("message"))" }
        }
        let reporter = "reporter:\(receipt.id) mail told.reporter."
        #expect(
            told == [
                reporter + "submit", reporter + "verify", reporter + "assign", "clerk app told.staff.assign", reporter + "claim",
                "village-head app told.staff.claim", reporter + "confirm",
            ])
    }

    @Test func `mail goes to the address the reporter gave, with her own link, and only once`() async throws {
        let world = try await ReportFixtures()
        let notifier = ReportNotifier(desk: world.desk)
        let receipt = try await world.desk.submit(world.submission(), by: .visitor)
        try await Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber]).drain()
        let mailer = NotificationMailer(
            database: world.database, world: world.time.world, words: { Words() }, publicURL: "https://pendopo.example",
            finders: [notifier.finder])
        let queue = Queue(database: world.database, world: world.time.world, handlers: [mailer.handler], logger: Logger(label: "test"))
        try await queue.drain()
        try await queue.drain()
        #expect(world.time.mails.map(\.to) == ["siti@example.org"])
        #expect(world.time.mails.first?.text.contains("https://pendopo.example/ikuti/\(receipt.code)/\(receipt.secret)") == true)
    }

    /// The receipt's event says whether an address was left; one of an earlier version says only that something was.
    @Test func `who left no address is told nothing by mail, and an event that does not say so is looked up`() async throws {
        let world = try await ReportFixtures()
        let notifier = ReportNotifier(desk: world.desk)
        var receipts: [Receipt] = []
        for mail in ["", "siti@example.org", "siti@example.org"] {
            var submission = world.submission()
            submission.identity.mail = mail
            receipts.append(try await world.desk.submit(submission, by: .visitor))
        }
        let said = try await world.database.read { [receipts] tx in
            try receipts.map { try tx.events(of: Reference("report", $0.id))[0].details["identity"] }
        }
        #expect(said == ["without_mail", "given", "given"])
        let older = receipts[2].id
        try await world.database.write { tx in
            try tx.run(
                "UPDATE event SET details = \(Value.json("{}")) WHERE subject_kind = 'report' AND subject_id = \(older) AND sequence = 1")
        }
        try await Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber]).drain()
        let told = try await world.database.read { tx in
            try tx.rows("SELECT recipient FROM notification ORDER BY id").map { $0.text("recipient") }
        }
        #expect(Set(told) == Set(receipts[1...].map { "reporter:\($0.id)" }) && told.count == 2)
    }

    @Test func `days in her mail are written as she reads them`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        try await world.desk.perform(ScheduleReport(until: Day("2026-03-16")!, text: "Menunggu aspal."), on: receipt.id, by: world.clerk)
        let notifier = ReportNotifier(desk: world.desk)
        try await Outbox(database: world.database, world: world.time.world, subscribers: [notifier.subscriber]).drain()
        let details = try await world.database.read { tx in
            try tx.rows("SELECT details FROM notification WHERE message = 'told.reporter.schedule'").map { $0.text("details") }
        }
        #expect(details.count == 1 && details.first?.contains("16 Maret 2026") == true, "\(details)")
    }
}
