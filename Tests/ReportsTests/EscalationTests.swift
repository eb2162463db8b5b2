import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

/// Who hears of what and when: the table behind the sentence "this report has gone up to …".
@Suite struct EscalationTests {
    private let outbox: Outbox
    private let world: ReportFixtures

    init() async throws {
        world = try await ReportFixtures()
        outbox = Outbox(
            database: world.database, world: world.time.world, subscribers: [ReportNotifier(desk: world.desk).subscriber])
    }

    /// Lets days pass, one after the other, as in life.
    private func pass(_ days: Int) async throws {
        for _ in 0..<days {
            world.time.pass(days: 1)
            try await world.escalateAll()
            try await outbox.drain()
        }
    }

    /// Whom the alerts of one clock went to: `PERCENT: person channel, …`.
    private func told(_ receipt: Receipt, _ clock: String) async throws -> [String] {
        try await world.database.read { tx in
            try tx.events(of: Reference("report", receipt.id)).filter { $0.kind == "report.alert" && $0.details["clock"] == clock }
                .map { event in
                    let people = try tx.rows("SELECT recipient, channel FROM notification WHERE event_id = \(event.id) ORDER BY id").map {
                        "\($0.text("recipient").split(separator: ":")[0]) \($0.text("channel"))"
                    }
                    return "\(event.details["percent"] ?? ""): \(people.joined(separator: ", "))"
                }
        }
    }

    @Test func `the work of an agency goes from its clerk up to the secretary`() async throws {
        let receipt = try await world.inProgress()
        try await world.desk.perform(NoteProgress(text: "Diukur.", isPublic: true), on: receipt.id, by: world.clerk)
        try await pass(40)
        #expect(
            try await told(receipt, "finish") == [
                "50: clerk app", "80: clerk app, section-head app", "100: clerk app, clerk mail, agency-head app, agency-head mail",
                "150: clerk app, clerk mail, secretary app, secretary mail",
            ])
        #expect(try await world.desk.file(receipt.id, for: world.triage).report.level == 3)
    }

    @Test func `a late acceptance goes to the agency head at once, a late check to whoever checks`() async throws {
        let slow = try await world.desk.submit(world.submission(), by: .visitor)
        try await world.desk.perform(try await world.verify(), on: slow.id, by: world.triage)
        try await world.desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: slow.id, by: world.triage)
        let claimed = try await world.inProgress()
        try await world.desk.perform(ClaimDone(text: "Sudah.", photos: [world.photo()]), on: claimed.id, by: world.clerk)
        try await pass(14)
        #expect(try await told(slow, "acceptance").first == "100: clerk app, clerk mail, agency-head app, agency-head mail")
        #expect(
            try await told(claimed, "check") == [
                "50: village-head app", "80: village-head app, coordinator app",
                "100: village-head app, village-head mail, coordinator app, coordinator mail",
                "150: village-head app, village-head mail, secretary app, secretary mail",
            ], "where an agency has named nobody for a level, the coordinator hears of it")
    }

    @Test func `what triage owes goes to the coordinator, and a ruling is the coordinator's`() async throws {
        let fresh = try await world.desk.submit(world.submission(), by: .visitor)
        let disputed = try await world.returned()
        try await world.desk.perform(AssignReport(agency: ReportFixtures.transport), on: disputed.id, by: world.triage)
        let seen = try await world.desk.file(disputed.id, for: world.triage).report
        try await world.desk.perform(ReturnReport(of: seen, reason: "Bukan kami"), on: disputed.id, by: world.otherClerk)
        try await pass(5)
        #expect(
            try await told(fresh, "verification").prefix(3) == [
                "50: triage app", "80: triage app, coordinator app", "100: triage app, triage mail, coordinator app, coordinator mail",
            ])
        #expect(try await told(disputed, "acceptance").last?.hasPrefix("150: coordinator app, coordinator mail") == true)
    }

    @Test func `while it is her turn, the reporter is reminded and nobody else`() async throws {
        let checked = try await world.checked()
        let asked = try await world.desk.submit(world.submission(), by: .visitor)
        try await world.desk.perform(AskReporter(question: "Di mana?"), on: asked.id, by: world.triage)
        try await pass(8)
        #expect(try await told(checked, "silence") == ["50: reporter mail"])
        #expect(try await told(asked, "reply") == ["50: reporter mail"])
        let words = try await world.database.read { tx in
            try tx.rows("SELECT DISTINCT message FROM notification WHERE message LIKE 'told.reporter.remind%' ORDER BY 1").map {
                $0.text("message")
            }
        }
        #expect(words == ["told.reporter.remind_reply", "told.reporter.remind_silence"])
    }

    @Test func `a reopened case is told to the level its page names, the second time to the secretary too`() async throws {
        let receipt = try await world.checked()
        var heard: [[String]] = []
        for round in 1...2 {
            let report = try await world.desk.file(receipt.id, for: world.triage).report
            try await world.desk.perform(ReopenReport(of: report, text: "Rusak lagi."), on: receipt.id, by: world.reporter(receipt))
            try await outbox.drain()
            heard.append(
                try await world.database.read { tx in
                    let event = try #require(try tx.events(of: Reference("report", receipt.id)).last)
                    return try tx.rows("SELECT recipient FROM notification WHERE event_id = \(event.id) ORDER BY id").map {
                        $0.text("recipient")
                    }
                })
            try await world.desk.perform(
                ClaimDone(text: "Ditambal lagi.", photos: [world.photo("b\(round)")]), on: receipt.id, by: world.clerk)
            try await world.desk.perform(ConfirmWork(), on: receipt.id, by: world.villageHead)
        }
        #expect(heard == [["clerk", "section-head"], ["clerk", "agency-head", "secretary"]])
    }

    @Test func `of what is confidential no level hears that may not open it`() async throws {
        var submission = world.submission()
        submission.disclosure = .confidential
        let receipt = try await world.inProgress(submission, disclosure: .confidential)
        try await pass(40)
        let alerts = try await told(receipt, "finish")
        #expect(alerts.count == 4 && alerts.allSatisfy { $0.contains("clerk app") })
        #expect(alerts.last == "150: clerk app, clerk mail, coordinator app, coordinator mail")
        #expect(alerts.allSatisfy { !$0.contains("head") && !$0.contains("secretary") })
    }
}
