import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct ObligationTests {
    private static let handle: Permission = "reports.handle"
    private static let triage: Permission = "reports.triage"
    private static let start = Instant("2026-03-02T02:00:00Z")!

    private static func obligation(
        _ number: Int, _ permission: Permission = handle, agency: String? = "pu", days: Int, task: String = "report.assigned"
    ) -> Obligation {
        Obligation(
            id: Identifier("o\(number)"), subject: Reference("report", "r\(number)"), task: task, permission: permission, agency: agency,
            category: nil, subjectCode: "C\(number)", openedAt: start, dueAt: start.adding(days: days))
    }

    private static func list(
        _ fixtures: WorkFixtures, _ reach: [(permission: Permission, agencies: Set<String>?)], after: (Instant, String)? = nil,
        limit: Int = 10
    ) async throws -> [String] {
        let reach = reach
        return try await fixtures.database.read { tx in try tx.workList(reach: reach, after: after, limit: limit).map(\.id.text) }
    }

    private static func filled() async throws -> WorkFixtures {
        let fixtures = try await WorkFixtures()
        try await fixtures.database.write { tx in
            for (number, agency, days) in [(1, "pu", 9), (2, "pu", 1), (3, "dlh", 5), (4, "pu", 5), (5, "dishub", 0)] {
                try tx.open(obligation(number, agency: agency, days: days))
            }
            try tx.open(obligation(6, triage, agency: nil, days: 3))
        }
        return fixtures
    }

    @Test func `what is due first stands first, whatever it comes from`() async throws {
        let fixtures = try await Self.filled()
        #expect(try await Self.list(fixtures, [(Self.handle, nil), (Self.triage, nil)]) == ["o5", "o2", "o6", "o3", "o4", "o1"])
    }

    @Test func `a list shows what its reader's roles reach and nothing else`() async throws {
        let fixtures = try await Self.filled()
        #expect(try await Self.list(fixtures, [(Self.handle, ["pu"])]) == ["o2", "o4", "o1"])
        #expect(try await Self.list(fixtures, [(Self.handle, ["pu", "dlh"])]) == ["o2", "o3", "o4", "o1"])
        #expect(try await Self.list(fixtures, [(Self.handle, []), (Self.triage, [])]) == [])
        #expect(try await Self.list(fixtures, [(Self.triage, ["pu"])]) == [], "what belongs to no agency is not an agency's")
        #expect(try await Self.list(fixtures, []) == [])
    }

    @Test func `what two roles reach stands there once`() async throws {
        let fixtures = try await Self.filled()
        #expect(
            try await Self.list(fixtures, [(Self.handle, ["pu"]), (Self.handle, ["pu", "dlh"]), (Self.handle, nil)], limit: 3) == [
                "o5", "o2", "o3",
            ])
    }

    @Test func `what somebody owes by name is on her list, whatever she holds, and on nobody else's`() async throws {
        let fixtures = try await Self.filled()
        try await fixtures.database.write { tx in
            var own = Self.obligation(7, days: 2, task: "commitment.sign")
            own.account = "ani"
            try tx.open(own)
        }
        func list(_ account: String?, _ reach: [(permission: Permission, agencies: Set<String>?)]) async throws -> [String] {
            try await fixtures.database.read { tx in try tx.workList(reach: reach, account: account, limit: 10).map(\.id.text) }
        }
        #expect(try await list("ani", []) == ["o7"])
        #expect(try await list("ani", [(Self.handle, ["pu"])]) == ["o2", "o7", "o4", "o1"])
        #expect(try await list("budi", [(Self.handle, ["pu"])]) == ["o2", "o4", "o1"])
        #expect(try await list(nil, [(Self.handle, nil)]) == ["o5", "o2", "o3", "o4", "o1"])
        try await fixtures.database.write { tx in try tx.moveObligations(of: Reference("report", "r7"), to: "budi") }
        #expect(try await list("ani", []) == [])
        #expect(try await list("budi", []) == ["o7"])
    }

    @Test(arguments: 1...7) func `pages of any size join into the whole list`(size: Int) async throws {
        let fixtures = try await Self.filled()
        var seen: [String] = []
        var after: (Instant, String)?
        while true {
            let cursor = after
            let page = try await fixtures.database.read { tx in
                try tx.workList(reach: [(Self.handle, ["pu", "dlh"]), (Self.triage, nil)], after: cursor, limit: size)
            }
            seen += page.map(\.id.text)
            guard page.count == size, let last = page.last else { break }
            after = (last.dueAt, last.id.text)
        }
        #expect(seen == ["o2", "o6", "o3", "o4", "o1"])
    }

    @Test func `what is done or moved leaves its place`() async throws {
        let fixtures = try await Self.filled()
        try await fixtures.database.write { tx in
            try tx.closeObligations(of: Reference("report", "r2"), at: Self.start)
            try tx.closeObligations(of: Reference("report", "r4"), task: "another.task", at: Self.start)
            try tx.moveObligations(of: Reference("report", "r1"), dueAt: Self.start.adding(days: 2), level: 2)
            try tx.moveObligations(of: Reference("report", "r4"), level: 1)
        }
        #expect(try await Self.list(fixtures, [(Self.handle, ["pu"])]) == ["o1", "o4"])
        let owed = try await fixtures.database.read { tx in try tx.obligations(of: Reference("report", "r1")) }
        #expect(owed.first?.level == 2 && owed.first?.dueAt == Self.start.adding(days: 2) && owed.first?.subjectCode == "C1")
        #expect(try await fixtures.database.read { tx in try tx.obligations(of: Reference("report", "r2")) }.isEmpty)
        let level = try await fixtures.database.read { tx in try tx.obligations(of: Reference("report", "r4")).first?.level }
        #expect(level == 1)
    }

    @Test func `a subject owes a task once at a time`() async throws {
        let fixtures = try await Self.filled()
        var again = Self.obligation(7, days: 1)
        again.subject = Reference("report", "r1")
        let second = again
        let error = await #expect(throws: AppError.self) { try await fixtures.database.write { tx in try tx.open(second) } }
        #expect(error?.kind == .conflict)
        try await fixtures.database.write { tx in
            try tx.closeObligations(of: second.subject, at: Self.start)
            try tx.open(second)
        }
        #expect(try await fixtures.database.read { tx in try tx.obligations(of: second.subject) }.map(\.id.text) == ["o7"])
    }
}
