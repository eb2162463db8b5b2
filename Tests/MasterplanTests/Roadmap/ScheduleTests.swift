import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Years and money of what is planned")
struct ScheduleTests {
    /// A draft of the master plan with one initiative of public works, and a board over it.
    static func initiative(_ plans: PlanSite, _ title: String = "Lapor jalan rusak") async throws -> PlanNode {
        let edition = try await plans.stored(.masterplan, from: 2026) { edition in
            var node = plans.node(edition, .initiative, title, agency: plans.worksID, code: "G1")
            node.dimension = "governance"
            return [node]
        }
        return try await plans.database.read { tx in try tx.planNodes(of: edition.id)[0] }
    }

    static func board(_ plans: PlanSite) -> RoadmapBoard { plans.site.installation.services.get() }

    static func keep(_ plans: PlanSite, _ node: PlanNode, _ money: [MoneyLine], years: [Int], by actor: Actor) async throws {
        var item = try await board(plans).item(node.reference, for: actor).item
        item.activities = Dictionary(uniqueKeysWithValues: years.map { ($0, "Kegiatan \($0)") })
        item.money = money
        try await board(plans).keep(item, by: actor)
    }

    @Test("what was kept is read again, and lines for the same year, source and agency are one")
    func kept() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let line = MoneyLine(year: 2027, source: .regency, agency: Identifier(plans.worksID), amount: 100)
        try await Self.keep(plans, node, [line, line, MoneyLine(year: 2028, source: .company, amount: 7)], years: [2027], by: plans.works)
        let schedule = try await plans.database.read { try $0.schedule(of: node.reference) }
        #expect(schedule.version == 1)
        #expect(schedule.activities == [2027: "Kegiatan 2027"])
        #expect(schedule.money.map(\.amount) == [200, 7])
        let item = try await Self.board(plans).items(for: plans.works).first
        #expect(item?.money.total == 207 && item?.dimension == "governance")
        #expect(try await plans.faults() == [])
    }

    @Test("pages and budgets that were asked for before a change show it afterwards, and a draft only to those who write plans")
    func fresh() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let board = Self.board(plans)
        let filter = RoadmapFilter(dimension: "governance")
        for amount in [100, 40] {
            try await Self.keep(plans, node, [MoneyLine(year: 2027, source: .regency, amount: amount)], years: [2027], by: plans.works)
            for _ in 0..<2 {
                let page = try await board.page(filter, start: 0, for: plans.works)
                #expect(page.items.map(\.subject) == [node.reference])
                #expect(page.totals == [2027: amount])
                #expect(try await board.budget(year: 2027, filter: filter, for: plans.works).summary.total == amount)
                #expect(try await board.page(RoadmapFilter(dimension: "living"), start: 0, for: plans.works).count == 0)
                #expect(try await board.page(filter, start: 1, for: plans.works).items.isEmpty)
                #expect(try await board.page(filter, start: 0, for: plans.visitor).count == 0)
                #expect(try await board.budget(year: 2027, filter: filter, for: plans.visitor).summary.total == 0)
                #expect(try await board.carriers(for: plans.works) == [Identifier(plans.worksID)])
                #expect(try await board.carriers(for: plans.visitor).isEmpty)
            }
        }
    }

    @Test("what was made is made again only of another state, and is not kept without end")
    func once() async throws {
        let kept = MadeOnce<Int, Int>(most: 2)
        let made = Tally<Int>()
        for (key, mark) in [(1, "a"), (2, "a"), (1, "a"), (1, "b"), (1, "b"), (2, "b"), (3, "b"), (3, "b"), (2, "b")] {
            let value = try await kept.get(key, at: mark) {
                await made.add(key)
                return key * 10
            }
            #expect(value == key * 10)
        }
        #expect(await made.all == [1, 2, 1, 2, 3, 2])
    }

    @Test("a hundred who ask at once have it made once; what could not be made is tried again by the next")
    func together() async throws {
        let (kept, made) = (MadeOnce<Int, Int>(most: 2), Tally<Int>())
        let values = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    try await kept.get(1, at: "a") {
                        await made.add(1)
                        // Long enough for everybody else to ask.
                        for _ in 0..<1000 { await Task.yield() }
                        return 10
                    }
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(values == Array(repeating: 10, count: 100))
        #expect(await made.all == [1])
        await #expect(throws: AppError.notFound) { try await kept.get(2, at: "a") { throw AppError.notFound } }
        #expect(try await kept.get(2, at: "a") { 20 } == 20)
        #expect(try await kept.get(1, at: "a") { 0 } == 10)
    }

    @Test("keeping the same again writes nothing")
    func same() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let money = [MoneyLine(year: 2027, source: .regency, amount: 100)]
        try await Self.keep(plans, node, money, years: [2027], by: plans.works)
        try await Self.keep(plans, node, money, years: [2027], by: plans.works)
        #expect(try await plans.database.read { try $0.schedule(of: node.reference).version } == 1)
    }

    @Test("negative and absurd money and impossible years are refused, each line by name, and nothing is kept")
    func refused() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        await #expect {
            try await Self.keep(
                plans, node,
                [
                    MoneyLine(year: 2027, source: .regency, amount: -1), MoneyLine(year: 2027, source: .regency, amount: 5),
                    MoneyLine(year: 2027, source: .grant, amount: MoneyLine.most + 1), MoneyLine(year: 1027, source: .grant, amount: 1),
                ], years: [2027], by: plans.works)
        } throws: { error in
            (error as? AppError)?.issues.map(\.field) == ["money.0", "money.2", "money.3"]
                && (error as? AppError)?.issues.map(\.message.key.id) == [
                    "plan.money.negative", "plan.money.absurd", "plan.money.bad_year",
                ]
        }
        #expect(try await plans.database.read { try $0.schedule(of: node.reference).version } == 0)
    }

    @Test("whoever moves what another has just changed is told who and what, and nothing is lost")
    func conflict() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        try await Self.keep(plans, node, [MoneyLine(year: 2027, source: .regency, amount: 100)], years: [2027], by: plans.works)
        let seen = try await Self.board(plans).item(node.reference, for: plans.planner).item
        try await Self.keep(plans, node, [MoneyLine(year: 2027, source: .regency, amount: 300)], years: [2027], by: plans.works)
        await #expect {
            try await Self.board(plans).keep(seen.moved(by: 1), by: plans.planner)
        } throws: { error in
            let error = error as? AppError
            return error?.kind == .conflict && error?.message.key == "plan.schedule.changed_by"
                && error?.issues.map(\.field) == ["money.2027.regency."] && error?.issues.first?.message.values["to"] == "300"
        }
        let now = try await plans.database.read { try $0.schedule(of: node.reference) }
        #expect(now.money.byYear == [2027: 300] && now.activities.keys.sorted() == [2027])
        #expect(try await plans.faults() == [])
    }

    @Test("only the lead agency and the planning agency change it, and nobody outside sees a draft")
    func policy() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        await #expect(throws: AppError.forbidden) {
            try await Self.keep(plans, node, [], years: [2027], by: plans.hospital)
        }
        await #expect(throws: AppError.notFound) { try await Self.board(plans).item(node.reference, for: .visitor) }
        #expect(try await Self.board(plans).items(for: .visitor).isEmpty)
        try await Self.keep(plans, node, [], years: [2027], by: plans.planner)
    }

    @Test("what if says every total before and after and keeps nothing")
    func whatIf() throws {
        let moved = RoadmapTests.item("a", years: [2027, 2028], money: [2027: 100, 2028: 10], lead: "1")
        let items = [
            moved, RoadmapTests.item("b", money: [2027: 50], lead: "1"), RoadmapTests.item("c", years: [2029], money: [2029: 5], lead: "2"),
        ]
        let whatIf = WhatIf(items, moving: moved, to: try WhatIf.moved(moved, year: 2027, to: 2029))
        #expect(whatIf.years.map(\.year) == [2027, 2028, 2029])
        #expect(whatIf.years.map(\.allBefore) == [150, 10, 5])
        #expect(whatIf.years.map(\.allAfter) == [50, 10, 105])
        #expect(whatIf.years.map(\.leadAfter) == [50, 10, 100])
        #expect(whatIf.years.map(\.countBefore) == [2, 1, 1])
        #expect(whatIf.years.map(\.countAfter) == [1, 1, 2])
        #expect(whatIf.years.reduce(0) { $0 + $1.allBefore } == whatIf.years.reduce(0) { $0 + $1.allAfter })
        #expect { try WhatIf.moved(moved, year: 2031, to: 2029) } throws: { ($0 as? AppError)?.issues.first?.field == "tahun" }
        #expect { try WhatIf.moved(moved, year: nil, to: 2099) } throws: { ($0 as? AppError)?.issues.first?.field == "ke" }
        #expect { try WhatIf.moved(RoadmapTests.item("d", years: []), year: nil, to: 2029) } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "roadmap.move.nothing"
        }
    }
}

/// What was done, in its order.
private actor Tally<Item: Sendable> {
    private(set) var all: [Item] = []

    func add(_ item: Item) { all.append(item) }
}
