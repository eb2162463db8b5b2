import Kernel
import Storage
import TestSupport
import Testing

@testable import Reports

@Suite struct TallyTests {
    @Test func `every number lies in its column, and what a report counted for elsewhere is taken away there`() async throws {
        let fixtures = try await ReportFixtures()
        let receipt = try await fixtures.desk.submit(fixtures.submission(), by: .visitor)
        var fresh = try await fixtures.database.read { tx in
            try tx.row("SELECT * FROM report WHERE id = \(receipt.id)").map(Report.init(row:))!
        }
        fresh.disclosure = .open
        fresh.agency = nil
        fresh.place.subdistrict = "35.09.19"
        var done = fresh
        done.claimedAt = fresh.receivedAt
        done.checkedAt = fresh.receivedAt
        done.isInTime = true
        done.reopenings = 2
        done.closure = .accepted
        done.rating = 4
        done.workingDays = 3
        var moved = done
        moved.agency = "agency-pu"

        let category = Value.text(fresh.topCategory)
        func row(_ agency: String, _ counts: [Int64], _ days: [Value]) -> [Value] {
            [.text("2026-03"), .text(agency), .text("35.09.19"), category] + counts.map { Value.integer($0) } + days
        }
        func rows(_ before: Report?, _ after: Report) -> [[Value]] {
            // Without the id, which is another each time.
            TallyChange(from: before, to: after, offsetHours: 7)?.insertions(fixtures.time.world, on: .postgres).map {
                Array($0.values.dropFirst())
            } ?? []
        }
        #expect(rows(nil, fresh) == [row("", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [.null, .integer(0)])])
        #expect(rows(fresh, fresh) == [])
        #expect(rows(fresh, done) == [row("", [0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 4], [.integer(3), .integer(1)])])
        #expect(
            rows(done, moved) == [
                row("", [-1, -1, 0, 0, -1, -1, -1, -1, 0, 0, -1, -4], [.integer(3), .integer(-1)]),
                row("agency-pu", [1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 4], [.integer(3), .integer(1)]),
            ])
    }

    @Test func `acts that count in one place share a row where acts take turns, and are folded with what is in it`() async throws {
        let fixtures = try await ReportFixtures()
        for _ in 0..<3 { _ = try await fixtures.desk.submit(fixtures.submission(), by: .visitor) }
        func received() async throws -> [Int] {
            try await fixtures.database.read { tx in
                try tx.rows("SELECT received FROM report_tally_change ORDER BY id").map { $0.int("received") }
            }
        }
        #expect(try await received() == (fixtures.database.engine == .sqlite ? [3] : [1, 1, 1]))
        let last = try await fixtures.database.write { tx in try tx.foldTallies(limit: 2) }
        #expect(try await received() == (fixtures.database.engine == .sqlite ? [] : [1]))
        _ = try await fixtures.desk.submit(fixtures.submission(), by: .visitor)
        // Who goes on from the last row leaves what came before it for the next time.
        let next = try await fixtures.database.write { tx in try tx.foldTallies(after: last ?? "", limit: 5) }
        #expect((next == nil) == (fixtures.database.engine == .sqlite))
        _ = try await fixtures.database.write { tx in try tx.foldTallies(limit: 5) }
        let total = try await fixtures.database.read { tx in
            try tx.count("SELECT received FROM report_tally WHERE dimension = 'all' AND month = '2026-03'")
        }
        #expect(try await received() == [] && total == 4)
    }
}
