import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Reports

@Suite struct BulkReportsTests {
    /// How many of the newest reports are open: by whose turn it is, and by age.
    private static func open(of total: Int) -> [[Int]] {
        let stages: [BulkReports.Stage] = [.received, .working, .claimed]
        let ages = [0..<3, 3..<30, 30..<60]
        var counts = Array(repeating: Array(repeating: 0, count: ages.count), count: stages.count)
        for number in total * 87 / 100..<total {
            let days = Int(Double(total - number) / Double(total) * 730)
            guard let age = ages.firstIndex(where: { $0.contains(days) }),
                let stage = stages.firstIndex(of: BulkReports.Stage(number, days: days))
            else { continue }
            counts[stage][age] += 1
        }
        return counts
    }

    @Test func `a hundred times as many reports leave a hundred times as many open, of the same ages`() {
        let few = Self.open(of: 10_000)
        let many = Self.open(of: 1_000_000)
        for (small, large) in zip(few.joined(), many.joined()) {
            let share = Double(large) / 100
            #expect(abs(share - Double(small)) <= max(2, share / 10), "\(few) \(many)")
        }
        // A page of the work list reads thirty-one; all of it is triage's, whose officer works for an agency as well.
        #expect(few[0][2] >= 31 && few[1][2] == 0)
    }

    @Test func `what is open is owed, due by the calendar, and nothing was done before its time or after now`() async throws {
        let fixtures = try await ReportFixtures()
        let categories = try await fixtures.database.read { tx in try tx.categories() }
        let bulk = BulkReports(
            desk: fixtures.desk, agencies: [ReportFixtures.publicWorks, ReportFixtures.transport],
            villages: ["35.09.19.1001", "35.09.01.2001"], categories: categories,
            texts: ["Jalan berlubang di depan pasar. Sudah lama.", "Lampu jalan mati."])
        try await bulk.add(0..<300, of: 300)
        let now = fixtures.time.now
        let (reports, owed) = try await fixtures.database.read { tx in
            (
                try tx.rows("SELECT * FROM report").map(Report.init(row:)),
                try tx.rows("SELECT * FROM obligation WHERE closed_at IS NULL").map(Obligation.init(row:))
            )
        }
        let open = reports.filter { $0.state != "closed" }
        #expect(reports.count == 300 && Set(open.map(\.state)) == ["received", "in_progress", "claimed"])
        #expect(Set(open.map(\.code)) == Set(owed.map(\.subjectCode)) && owed.count == open.count)
        for report in reports {
            let moments = [
                report.receivedAt, report.publishedAt, report.claimedAt, report.checkedAt, report.closedAt, report.updatedAt,
            ].compactMap(\.self)
            #expect(moments == moments.sorted() && moments.allSatisfy { $0 <= now }, "\(report.code)")
            guard let obligation = owed.first(where: { $0.subjectCode == report.code }) else { continue }
            #expect((obligation.level > 0) == (obligation.dueAt < now) && obligation.level == report.level)
            if report.state == "received" {
                let due = fixtures.desk.ground.calendar(nil).due(after: report.receivedAt, workingDays: 3)
                #expect(obligation.dueAt == due && obligation.permission == .triageReports)
            }
        }
    }
}
