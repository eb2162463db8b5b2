import Directory
import Foundation
import Kernel
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite struct RoadmapTests {
    static func item(
        _ id: String, dimension: String? = "governance", years: [Int] = [2027], money: [Int: Int] = [:], lead: String? = nil,
        supporters: [String] = []
    ) -> RoadmapItem {
        RoadmapItem(
            subject: Reference("plan_node", id), code: id, title: "Strategi \(id)", dimension: dimension,
            lead: lead.map { Identifier($0) }, supporters: supporters.map { Identifier($0) },
            activities: Dictionary(uniqueKeysWithValues: years.map { ($0, "") }),
            money: money.map { MoneyLine(year: $0.key, source: .regency, amount: $0.value) })
    }

    @Test("money is counted once however many agencies share a thing")
    func once() {
        let items = [
            RoadmapTests.item("a", money: [2027: 100], lead: "1", supporters: ["2", "3"]),
            RoadmapTests.item("b", money: [2027: 50, 2028: 7], lead: "2"),
        ]
        let all = Roadmap(items, dimensions: ["governance"], today: 2026)
        #expect(all.totals == [2027: 150, 2028: 7])
        // Both appear in the list of the agency that supports one and leads the other.
        let second = Roadmap(items, dimensions: ["governance"], filter: RoadmapFilter(agency: Identifier("2")), today: 2026)
        #expect(second.count == 2)
        #expect(second.totals == [2027: 150, 2028: 7])
    }

    @Test("items stand by dimension, then by their first year, then by code")
    func order() {
        let items = [
            RoadmapTests.item("c", dimension: "living", years: [2027]), RoadmapTests.item("b", dimension: "governance", years: [2029]),
            RoadmapTests.item("a", dimension: "governance", years: [2028]), RoadmapTests.item("d", dimension: nil),
        ]
        let roadmap = Roadmap(items, dimensions: ["governance", "living"], today: 2026)
        #expect(roadmap.items.map(\.code) == ["a", "b", "c", "d"])
        #expect(roadmap.groups.map(\.dimension) == ["governance", "living", nil])
        #expect(roadmap.years == 2027...2036)
        #expect(Roadmap(items, dimensions: [], filter: RoadmapFilter(horizon: .medium, from: 2028), today: 2026).years == 2028...2032)
        #expect(Roadmap([], dimensions: [], filter: RoadmapFilter(horizon: .short), today: 2026).years == 2026...2026)
    }

    @Test("a long list goes on, and its totals are those of all of it")
    func pages() {
        let items = (0..<150).map { RoadmapTests.item("\(1000 + $0)", money: [2027: 1]) }
        let first = Roadmap(items, dimensions: ["governance"], today: 2026)
        #expect(first.items.count == 60 && first.next == 60 && first.totals == [2027: 150])
        let last = Roadmap(items, dimensions: ["governance"], today: 2026, start: 120)
        #expect(last.items.count == 30 && last.next == nil)
        #expect(Roadmap(items, dimensions: ["governance"], today: 2026, start: 900).items.isEmpty)
        #expect(Roadmap(items, dimensions: ["governance"], today: 2026, limit: nil).items.count == 150)
    }

    @Test("moving an item takes its activities and its money along, one year of it only that year's")
    func moved() {
        var item = RoadmapTests.item("a", years: [2027, 2028], money: [2027: 100, 2028: 50])
        item.activities[2027] = "Menyusun"
        item.activities[2028] = "Melatih"
        let all = item.moved(by: 2)
        #expect(all.activities == [2029: "Menyusun", 2030: "Melatih"])
        #expect(all.money.byYear == [2029: 100, 2030: 50])
        let one = item.moved(year: 2027, by: 1)
        #expect(one.activities == [2028: "Menyusun\nMelatih"])
        #expect(one.money.byYear == [2028: 150])
        #expect(item.moved(by: 2).moved(by: -2).activities == item.activities)
        #expect(all.money.total == item.money.total)
    }

    @Test("the drawing is well-formed, escapes titles, and shows each run of years as one bar")
    func drawing() throws {
        var item = RoadmapTests.item("a", years: [2027, 2028, 2030], money: [2027: 1_200_000_000, 2031: 5])
        item.title = "<script>alert(1)</script> & \"Layanan\""
        item.link = "/rencana/simpul/1"
        let roadmap = Roadmap([item], dimensions: ["governance"], today: 2026)
        let page = Page(
            words: try MasterplanWords.load(), csrf: "", path: "/", now: Instant(milliseconds: 0), brand: Brand(regencyName: "Kabupaten"),
            assets: .none)
        let drawing = RoadmapDrawing(roadmap: roadmap, names: RoadmapNames(page, AgencyTree()))
        let markup = drawing.html.markup
        #expect(!markup.contains("<script>"))
        #expect(markup.components(separatedBy: "<rect class=\"c1\"").count - 1 == 2)
        #expect(markup.contains("1,2 M"))
        // Money in a year in which nothing is done stands out.
        #expect(markup.contains(">Rp</text>"))
        _ = try Markup("<svg>\(markup)</svg>")
        let poster = RoadmapPoster(roadmap, title: "Peta Jalan", note: "2026", names: RoadmapNames(page, AgencyTree()))
        #expect(poster.svg.hasPrefix("<?xml"))
        _ = try Markup(String(poster.svg.split(separator: "\n", maxSplits: 1)[1]))
    }

    @Test("years are said in runs")
    func years() {
        #expect(RoadmapNames.years([2030, 2027, 2028]) == "2027–2028, 2030")
        #expect(RoadmapNames.years([]) == "–")
        #expect(RoadmapNames.years([2027]) == "2027")
    }
}
