import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("Records of plans as they are kept")
struct StoreTests {
    @Test("sums of digests do not depend on the order, and what is taken out is gone")
    func sums() {
        let digests = (0..<50).map { Seal.digest(["\($0)"]) }
        var (forwards, backwards) = (ContentSum(), ContentSum())
        for digest in digests { forwards.add(digest) }
        for digest in digests.reversed() { backwards.add(digest) }
        #expect(forwards == backwards)
        #expect(ContentSum(forwards.text) == forwards)
        var (some, others) = (ContentSum(), ContentSum())
        for (index, digest) in digests.enumerated() { if index < 20 { some.add(digest) } else { others.add(digest) } }
        some.add(others)
        #expect(some == forwards)
        backwards.remove(digests[7])
        #expect(forwards != backwards)
        for digest in digests where digest != digests[7] { backwards.remove(digest) }
        #expect(backwards == ContentSum())
        #expect(ContentSum("zz") == nil)
    }

    @Test("an edition with its nodes and indicators comes back as it was kept, and fits its event")
    func roundTrip() async throws {
        let plans = try await PlanSite()
        let edition = try await plans.stored(.mediumTerm) { edition in
            let mission = plans.node(edition, .mission, "Pelayanan yang dekat", code: "1")
            return [mission, plans.node(edition, .goal, "Tata kelola terbuka", parent: mission, agency: plans.worksID, code: "1.1")]
        }
        let indicator = try await plans.database.write { tx in
            var edition = try tx.planEdition(edition.id)!
            let node = try tx.planNodes(of: edition.id, level: .goal)[0]
            let indicator = PlanIndicator(
                id: plans.world.newID(), edition: edition.id, node: node.id, name: "Indeks pelayanan", unit: "nilai", baseline: "3.2",
                baselineYear: 2024, targets: [2025: "3.4", 2029: "4.1"])
            try tx.insert([indicator], into: &edition)
            try tx.keep(&edition, "plan_edition.changed", by: .system, in: plans.world)
            return indicator
        }
        try await plans.database.read { tx in
            let nodes = try tx.planNodes(of: edition.id)
            #expect(nodes.map(\.code).sorted() == ["1", "1.1"])
            let goal = try #require(nodes.first { $0.level == .goal })
            #expect(try tx.planAncestors(of: goal).map(\.level) == [.mission])
            #expect(try tx.planChildren(of: nil, in: edition.id).map(\.level) == [.mission])
            #expect(try tx.planNode(key: goal.key, in: edition.id) == goal)
            #expect(try tx.planIndicators(of: goal.id) == [indicator])
        }
        #expect(try await plans.faults() == [])
        try await plans.database.write { tx in try tx.run("UPDATE plan_node SET title = 'lain' WHERE level = 'goal'") }
        #expect(try await plans.faults() == ["plan_edition \(edition.id)"])
    }

    @Test("the edition that holds is the adopted one of that year, of the agency asked for")
    func current() async throws {
        let plans = try await PlanSite()
        let mine = try await plans.stored(.strategic, agency: plans.worksID)
        try await plans.stored(.strategic, agency: plans.hospitalID)
        let day = Day("2026-05-01")!
        let before = try await plans.database.read { tx in try tx.currentEdition(kind: .strategic, agency: plans.worksID, on: day) }
        #expect(before == nil)
        try await plans.database.write { tx in
            var edition = try tx.planEdition(mine.id)!
            edition.status = .adopted
            edition.adoptedOn = Day("2025-09-01")!
            try tx.keep(&edition, "plan_edition.adopted", by: .system, in: plans.world)
        }
        let found = try await plans.database.read { tx in try tx.currentEdition(kind: .strategic, agency: plans.worksID, on: day)?.id }
        #expect(found == mine.id)
        let later = try await plans.database.read { tx in
            try tx.currentEdition(kind: .strategic, agency: plans.worksID, on: Day("2031-01-01")!)
        }
        #expect(later == nil)
    }

    @Test("two who write over the same version: the second is told", arguments: [true, false])
    func compareAndSet(_ isNode: Bool) async throws {
        let plans = try await PlanSite()
        let edition = try await plans.stored(.mediumTerm) { [plans.node($0, .mission, "Satu")] }
        let seen = try await plans.database.read { tx in (try tx.planEdition(edition.id)!, try tx.planNodes(of: edition.id)[0]) }
        let rename: @Sendable (String) async throws -> Void = { title in
            try await plans.database.write { tx in
                var (edition, node) = seen
                node.title = title
                if isNode { try tx.update(&node, from: seen.1, in: &edition) }
                try tx.keep(&edition, "plan_edition.changed", by: .system, in: plans.world)
            }
        }
        try await rename("Dua")
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) { try await rename("Tiga") }
    }

    @Test(
        "codes keep their zeros; lost ones are recognised and not guessed",
        arguments: [
            ("2.16.03.2.02.0009", NomenclatureEntry.Kind.subActivity), ("2.16.03.2.02", .activity), ("X.XX.01", .programme),
            ("1.01", .field),
            ("7", .affair),
        ])
    func codes(_ typed: String, _ kind: NomenclatureEntry.Kind) throws {
        let code = try #require(NomenclatureCode(typed))
        #expect(code.description == typed && code.kind == kind)
    }

    @Test func zeros() {
        #expect(throws: NomenclatureCode.Fault.zerosLost("2.16.03.2.02.0009")) { try NomenclatureCode(checking: "2.16.3.2.2.9") }
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "2.16.03.2") }
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "") }
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "2.16.0A") }
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "2.X6.03") }
        #expect(NomenclatureCode("x.xx.01")!.description == "X.XX.01")
        #expect(NomenclatureCode("7")!.parent == nil && NomenclatureCode("2.16")!.parent!.description == "2")
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "Rp 5.000") }
        #expect(throws: NomenclatureCode.Fault.notACode) { try NomenclatureCode(checking: "2.16.03.2.02.00009") }
        #expect(NomenclatureCode("X.XX.01.2.01.0008")!.with(field: "2.16").description == "2.16.01.2.01.0008")
        #expect(NomenclatureCode("2.16.03.2.02")!.parent!.description == "2.16.03")
    }
}
