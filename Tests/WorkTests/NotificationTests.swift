import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct NotificationTests {
    private static func note(
        _ fixtures: WorkFixtures, event: String = "e1", to recipient: String = "siti", _ channel: Notification.Channel = .app
    ) -> Notification {
        Notification(
            id: fixtures.world.newID(), event: Identifier(event), recipient: recipient, channel: channel,
            message: Message("notice.assigned", ["code": "K7M-Q2X-94"]), url: "/laporan/K7M-Q2X-94", createdAt: fixtures.world.now())
    }

    private static func keep(_ notes: [Notification], _ fixtures: WorkFixtures) async throws {
        try await fixtures.database.write { [world = fixtures.world] tx in for note in notes { try tx.notify(note, in: world) } }
    }

    @Test func `an event is told to a person over a channel once`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.keep(
            [
                Self.note(fixtures), Self.note(fixtures), Self.note(fixtures, .mail), Self.note(fixtures, .mail),
                Self.note(fixtures, to: "agus"),
                Self.note(fixtures, event: "e2"),
            ], fixtures)
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 4)
        #expect(try await fixtures.count("SELECT count(*) FROM job WHERE kind = \(Notification.mailJob)") == 1)
    }

    @Test func `two at once make one`() async throws {
        let fixtures = try await WorkFixtures()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 { group.addTask { try await Self.keep([Self.note(fixtures, .mail)], fixtures) } }
            try await group.waitForAll()
        }
        #expect(try await fixtures.count("SELECT count(*) FROM notification") == 1)
        #expect(try await fixtures.count("SELECT count(*) FROM job") == 1)
    }

    @Test func `what somebody has not read is counted without going through what she has`() async throws {
        let fixtures = try await WorkFixtures()
        try await Self.keep((1...120).map { Self.note(fixtures, event: "e\($0)") } + [Self.note(fixtures, event: "e1", .mail)], fixtures)
        #expect(try await fixtures.database.read { tx in try tx.unreadNotifications(for: "siti") } == 100)
        guard TestDatabase.engine == .sqlite else { return }
        let plan = try await fixtures.database.read { tx in
            try tx.rows("EXPLAIN QUERY PLAN \(Notification.unread(by: "siti"))").map { $0.text("detail") }
        }
        let wanted = "USING COVERING INDEX notification_unread (recipient=? AND channel=? AND read_at=?)"
        #expect(plan.contains { $0.contains(wanted) }, "\(plan)")
    }

    @Test func `a person's messages come newest first and are read up to where she looked`() async throws {
        let fixtures = try await WorkFixtures()
        let notes = (1...5).map { Self.note(fixtures, event: "e\($0)") }
        try await Self.keep(notes + [Self.note(fixtures, event: "e1", to: "agus"), Self.note(fixtures, event: "e1", .mail)], fixtures)
        let first = try await fixtures.database.read { tx in try tx.notifications(for: "siti", limit: 3) }
        #expect(first.map(\.event.text) == ["e5", "e4", "e3"] && first[0].message == notes[4].message)
        let rest = try await fixtures.database.read { tx in try tx.notifications(for: "siti", before: first[2].id.text, limit: 3) }
        #expect(rest.map(\.event.text) == ["e2", "e1"])
        #expect(try await fixtures.database.read { tx in try tx.unreadNotifications(for: "siti") } == 5)
        try await fixtures.database.write { [world = fixtures.world] tx in
            try tx.markNotificationsRead(for: "siti", upTo: notes[2].id.text, at: world.now())
        }
        #expect(try await fixtures.database.read { tx in try tx.unreadNotifications(for: "siti") } == 2)
        #expect(try await fixtures.database.read { tx in try tx.unreadNotifications(for: "agus") } == 1)
    }
}
