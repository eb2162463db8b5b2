import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("Proposals that nobody answers")
struct AnswerClockTests {
    private func owed(_ plans: PlanSite, _ part: Participation) async throws -> [String] {
        try await plans.database.read { tx in
            try tx.obligations(of: part.reference).map { "\($0.task) \($0.permission.name) \($0.level)" }.sorted()
        }
    }

    private func person(
        _ username: String, _ permissions: Set<Permission>, agency: String?, _ plans: PlanSite, _ tx: Transaction
    ) throws -> String {
        let writer = AccountWriter(tx, world: plans.world, by: .system)
        let home: Identifier<Agency> = Identifier(agency ?? plans.plans.directory.agencies.find(code: "BAPPEDA")!.id.text)
        let account = try writer.create(
            AccountDraft(name: "Ibu \(username)", username: username, position: "Kepala", agency: home), passwordHash: nil)
        try RoleStore(tx).seed([BuiltinRole("r-\(username)", id: "R", en: "R", permissions)], world: plans.world)
        let role = try RoleStore(tx).find(key: "r-\(username)")!
        try writer.grant(
            GrantDraft(role: role.id, agency: agency.map { Identifier($0) }, validFrom: Day("2020-01-01")!), to: account)
        return account.id.text
    }

    @Test("half the time, most of it, all of it and more are told; then the planning agency rules on it")
    func overdue() async throws {
        let world = TestWorld()
        let plans = try await PlanSite(world: world)
        let node = try await AcceptanceTests.initiative(plans)
        let part = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID), by: plans.works)
        #expect(try await plans.links.escalate() == 0)
        world.now = part.dueOn!.adding(-4).at(offsetHours: 7)
        #expect(try await plans.links.escalate() == 1)
        #expect(try await plans.links.escalate() == 0)
        #expect(try await owed(plans, part) == ["plan_participation.answer plans.answer 0"])
        world.now = world.now.adding(days: 60)
        for _ in 0..<3 { #expect(try await plans.links.escalate() == 1) }
        #expect(try await plans.links.escalate() == 0)
        #expect(try await owed(plans, part) == ["plan_participation.answer plans.answer 3", "plan_participation.rule plans.steward 3"])
        let percents = try await plans.database.read { tx in try tx.events(of: part.reference).compactMap { $0.details["percent"] } }
        #expect(percents == ["50", "80", "100", "150"])

        // Nobody gives an alert by hand, and only the coordinator more time.
        for actor in [plans.planner, plans.works] {
            await #expect(throws: AppError.forbidden) {
                try await plans.links.perform("alert", on: Participation.self, part.id.text, by: actor)
            }
        }
        await #expect(throws: AppError.forbidden) {
            try await plans.links.perform(
                "extend", on: Participation.self, part.id.text, text: "Beri kami waktu.", by: plans.hospital)
        }
        let extended = try await plans.links.perform(
            "extend", on: Participation.self, part.id.text, text: "Direktur baru saja diganti.", by: plans.planner)
        #expect(extended.state == .proposed && extended.dueOn! > plans.plans.directory.today)
        #expect(try await owed(plans, part) == ["plan_participation.answer plans.answer 0"])
        try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.hospital)
        #expect(try await owed(plans, part) == [])
        world.now = world.now.adding(days: 60)
        #expect(try await plans.links.escalate() == 0)
        #expect(try await plans.database.read { tx in try tx.clocks(of: part.reference).allSatisfy { $0.stoppedAt != nil } })
        #expect(try await plans.faults() == [])
    }

    @Test("a question has its own time, and the coordinator may answer for whoever does not")
    func questioned() async throws {
        let world = TestWorld()
        let plans = try await PlanSite(world: world)
        let node = try await AcceptanceTests.initiative(plans)
        let part = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID), by: plans.works)
        world.now = part.dueOn!.at(offsetHours: 7)
        let asked = try await plans.links.perform(
            "ask", on: Participation.self, part.id.text, text: "Siapa membayar?", by: plans.hospital)
        #expect(asked.dueOn! > part.dueOn!)
        world.now = world.now.adding(days: 60)
        while try await plans.links.escalate() > 0 {}
        #expect(try await owed(plans, part) == ["plan_participation.clarify plans.answer 3", "plan_participation.rule plans.steward 3"])
        let declined = try await plans.links.perform(
            "decline", on: Participation.self, part.id.text, text: "Tidak ada jawaban dari pengusul.", by: plans.planner)
        #expect(declined.state == .declined && declined.decidedBy == plans.planner.id)
        #expect(try await owed(plans, part) == [])
    }

    @Test("an earlier day to answer than usual is the clock's too")
    func ownDay() async throws {
        let world = TestWorld()
        let plans = try await PlanSite(world: world)
        let node = try await AcceptanceTests.initiative(plans)
        let day = plans.plans.directory.calendars.regency.advance(plans.plans.directory.today, 2)
        let part = try await plans.links.propose(
            ParticipationDraft(node.reference, agency: plans.hospitalID, dueOn: day), by: plans.works)
        let clock = try await plans.database.read { tx in try tx.clocks(of: part.reference)[0] }
        #expect(clock.workingDays == 2 && clock.dueAt < day.adding(1).at(offsetHours: 7))
        #expect(clock.dueAt > day.at(offsetHours: 7))
    }

    @Test("the other side is told what was proposed and answered, and the coordinator what stays without an answer")
    func told() async throws {
        let world = TestWorld()
        let plans = try await PlanSite(world: world)
        let node = try await AcceptanceTests.initiative(plans)
        let part = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID), by: plans.works)
        world.now = world.now.adding(days: 60)
        while try await plans.links.escalate() > 0 {}
        let people = try await plans.database.write { tx -> (asked: String, coordinator: String) in
            let asked = try person("direktur", [.answerPlans], agency: plans.hospitalID, plans, tx)
            return (asked, try person("kabappeda", [.stewardPlans], agency: nil, plans, tx))
        }
        let notifier = PlanNotifier(links: plans.links).subscriber
        let told = try await plans.database.write { tx in
            for event in try tx.events(of: part.reference) { try notifier(event, tx) }
            return try tx.rows("SELECT recipient, message FROM notification ORDER BY id").map {
                "\($0.text("recipient") == people.asked ? "asked" : $0.text("recipient") == people.coordinator ? "coordinator" : "?") \($0.text("message"))"
            }
        }
        #expect(told.filter { $0 == "asked told.plan.proposed" }.count == 1)
        #expect(told.filter { $0 == "asked told.plan.alert" }.count == 4)
        #expect(told.filter { $0 == "coordinator told.plan.alert" }.count == 2 && told.count == 7)
    }
}
