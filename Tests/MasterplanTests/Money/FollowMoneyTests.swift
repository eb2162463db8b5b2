import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("Years and money when a plan is followed by another")
struct FollowMoneyTests {
    @Test("schedules and imported budgets go along, and what was followed stays")
    func along() async throws {
        let plans = try await PlanSite()
        let node = try await ScheduleTests.initiative(plans)
        try await ScheduleTests.keep(plans, node, [MoneyLine(year: 2027, source: .grant, amount: 5)], years: [2027], by: plans.works)
        let next = try await plans.stored(.masterplan, from: 2026) {
            [plans.node($0, .initiative, "Lapor jalan rusak", agency: plans.worksID)]
        }
        let follower = try await plans.database.read { try $0.planNodes(of: next.id)[0] }
        try await plans.database.write { [world = plans.world] tx in
            try tx.followMoney([node.id: follower.id], from: node.edition, to: next, by: .system, in: world)
        }
        let (old, new) = try await plans.database.read { tx in
            (try tx.schedule(of: node.reference), try tx.schedule(of: follower.reference))
        }
        #expect(new.activities == old.activities && new.money == old.money && new.version == 1 && old.version == 1)
        #expect(try await plans.faults() == [])
    }
}
