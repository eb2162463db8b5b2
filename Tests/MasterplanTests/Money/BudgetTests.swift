import Directory
import Kernel
import Testing
import Work

@testable import Masterplan

@Suite("Money added up")
struct BudgetTests {
    @Test("by year, source, agency and dimension, each amount once")
    func summary() {
        var shared = RoadmapTests.item("a", money: [2027: 100, 2028: 40], lead: "1", supporters: ["2", "3"])
        shared.money.append(MoneyLine(year: 2027, source: .company, agency: Identifier("2"), amount: 10))
        let items = [shared, RoadmapTests.item("b", dimension: nil, money: [2027: 5])]
        let summary = BudgetSummary(items, year: 2027)
        #expect(summary.byYear == [2027: 115, 2028: 40])
        #expect(summary.total == 115)
        #expect(summary.bySource == [.regency: 105, .company: 10])
        #expect(summary.byAgency == [Identifier("1"): 100, Identifier("2"): 10] && summary.withoutAgency == 5)
        #expect(summary.byDimension == ["governance": 110, "": 5])
        #expect(BudgetSummary(items, year: nil).total == 155)
    }

    @Test("money without activity and activity without money are found, zero is no money")
    func warnings() {
        var item = RoadmapTests.item("a", years: [2027, 2029], money: [2027: 5, 2028: 7])
        item.money.append(MoneyLine(year: 2029, source: .grant, amount: 0))
        let found = MoneyWarning.of([item])
        #expect(found.map(\.kind) == [.moneyWithoutActivity, .activityWithoutMoney])
        #expect(found.map(\.year) == [2028, 2029] && found[0].amount == 7)
        #expect(MoneyWarning.of([item], year: 2027).isEmpty)
    }

    @Test("a sub-activity that pays for two things is counted once")
    func renja() {
        var (a, b) = (RoadmapTests.item("a", money: [2027: 60], lead: "1"), RoadmapTests.item("b", money: [2027: 50], lead: "1"))
        a.subActivities = ["2.16.02.2.01.0028", "2.16.02.2.01.0099"]
        b.subActivities = ["2.16.02.2.01.0028"]
        let entry = RenjaEntry(
            node: Identifier("n"), code: "2.16.02.2.01.0028", title: "Aduan", agency: Identifier("1"), planned: 55, spent: 20)
        let lines = RenjaLine.lines([a, b], [entry.code: [entry]], year: 2027)
        #expect(lines.map(\.inRenja) == [55, 55] && lines[0].missing == ["2.16.02.2.01.0099"])
        #expect(RenjaLine.total(lines).planned == 55 && RenjaLine.total(lines).spent == 20)
        #expect(MoneyWarning.of(lines, year: 2027).map(\.kind) == [.lessInRenja])
        // What was spent beyond the Renja, or without any money in it, is said too, whatever another sub-activity has left.
        let spent = RenjaEntry(
            node: Identifier("s"), code: "2.16.02.2.01.0099", title: "", agency: Identifier("1"), planned: 10, spent: 35)
        let more = RenjaLine.lines([a], [entry.code: [entry], spent.code: [spent]], year: 2027)
        #expect(MoneyWarning.of(more, year: 2027).map(\.kind) == [.overspent] && MoneyWarning.of(more, year: 2027)[0].amount == 25)
        var bare = spent
        bare.planned = 0
        let none = RenjaLine.lines([b], [entry.code: [bare]], year: 2027)
        #expect(MoneyWarning.of(none, year: 2027).map(\.kind) == [.notInRenja, .spentWithoutPlan])
        // The same code in the Renja of an agency that has nothing to do with it does not pay for it, beside another that does.
        let other = RenjaEntry(node: Identifier("m"), code: entry.code, title: "", agency: Identifier("9"), planned: 1000, spent: 0)
        #expect(RenjaLine.lines([a], [entry.code: [entry, other]], year: 2027).map(\.inRenja) == [55])
    }

    @Test(
        "sources are known by the words plans use",
        arguments: [
            ("Pendapatan Asli Daerah (PAD)", FundSource.regency), ("DAU", .regency), ("Dana Alokasi Umum", .regency),
            ("DAK Fisik", .national),
            ("Dana Alokasi Khusus Nonfisik", .national), ("APBN", .national), ("Dana Desa", .village), ("CSR Bank Jatim", .company),
            ("Bantuan Keuangan Provinsi", .province), ("Hibah", .grant), ("KPBU", .partnership), ("BLUD RSUD", .regency), ("", .regency),
            ("Entah", .other),
        ])
    func sources(_ words: String, _ source: FundSource) { #expect(FundWords.source(words) == source) }
}
