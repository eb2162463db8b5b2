import Kernel
import Testing

@testable import Masterplan

@Suite struct ReconciliationTests {
    private func node(_ code: String, _ title: String = "Kegiatan", money: Int = 0, target: String? = nil) -> OutlineNode {
        OutlineNode(
            code: PlanCode(code)!, title: title,
            indicators: target.map { [OutlineIndicator(name: "Laporan", unit: "Dokumen", targets: [2027: $0])] } ?? [],
            money: money == 0 ? [] : [MoneyLine(year: 2027, source: .regency, amount: money)])
    }

    @Test("what matched, what is new, what disappeared, what changed, and the totals")
    func all() {
        let before = PlanOutline([
            node("2.16.02"), node("2.16.02.2.01.0001", money: 100), node("2.16.02.2.01.0002", money: 50, target: "5"),
            node("2.16.02.2.01.0004", money: 10),
        ])
        let after = PlanOutline([
            node("2.16.02"), node("2.16.02.2.01.0002", "Kegiatan baru", money: 60, target: "4"), node("2.16.02.2.01.0003", money: 30),
            node("2.16.02.2.01.0004", money: 10),
        ])
        let found = Reconciliation(before: before, after: after)
        #expect(found.matched == 2)
        #expect(found.gone.map(\.code.text) == ["2.16.02.2.01.0001"])
        #expect(found.added.map(\.code.text) == ["2.16.02.2.01.0003"])
        #expect(found.changed.map(\.code.text) == ["2.16.02.2.01.0002"])
        #expect(found.changed[0].what.map(\.key.id) == ["plan.change.title", "plan.change.money", "plan.change.target"])
        #expect(found.totalsBefore == [2027: 160] && found.totalsAfter == [2027: 100])
        #expect(!found.isSame)
        #expect(Reconciliation(before: after, after: after).isSame)
    }

    @Test("moving money between sources is a change though the year's sum is the same")
    func sources() {
        var other = node("2.16.02.2.01.0001", money: 100)
        other.money[0].source = .national
        let found = Reconciliation(before: PlanOutline([node("2.16.02.2.01.0001", money: 100)]), after: PlanOutline([other]))
        #expect(found.changed.first?.what.map(\.key.id) == ["plan.change.fund"])
    }

    @Test("whatever two plans hold, every node is matched, changed, new or gone, once", arguments: 0..<60)
    func counts(_ seed: Int) {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        func chance(_ most: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % most
        }
        func plan() -> PlanOutline {
            PlanOutline(
                (1..<30).filter { _ in chance(3) > 0 }.map { node("2.16.02.2.01.00\($0 < 10 ? "0\($0)" : "\($0)")", money: chance(3)) })
        }
        let (a, b) = (plan(), plan())
        let found = Reconciliation(before: a, after: b)
        #expect(found.matched + found.changed.count + found.gone.count == a.nodes.count)
        #expect(found.matched + found.changed.count + found.added.count == b.nodes.count)
        #expect(found.isSame == (a == b))
    }
}
