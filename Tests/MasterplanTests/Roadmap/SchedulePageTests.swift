import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Pages and API of years and money")
struct SchedulePageTests {
    @Test("on its pages an item is planned, tried in another year and moved, without a script")
    func pages() async throws {
        let plans = try await PlanSite()
        let node = try await ScheduleTests.initiative(plans)
        let browser = plans.site.browser()
        browser.signIn(plans.works)
        let path = MoneyPaths.schedule("plan_node", node.id.text)
        let page = try await browser.get(path)
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        let kept = try await browser.submit(
            page.form(to: path),
            filling: [
                "a.2027": "Menyusun aplikasi", "m.0.year": "2027", "m.0.fund": "regency", "m.0.amount": "Rp 1.500.000,00",
                "m.0.agency": plans.worksID,
            ])
        #expect(kept.status == 303)
        #expect(try await plans.database.read { try $0.schedule(of: node.reference) }.money.byYear == [2027: 1_500_000])
        let bad = try await browser.submit(
            try await browser.get(path).form(to: path), filling: ["m.0.amount": "-5", "m.0.year": "2027", "m.0.fund": "regency"])
        #expect(bad.status == 422 && bad.text.contains("tanpa tanda minus"))
        let move = MoneyPaths.move("plan_node", node.id.text)
        let tried = try await browser.get(move + "?tahun=&ke=2029")
        #expect(tried.status == 200 && Accessibility.faults(tried.text, isPage: true) == [])
        #expect(try await plans.database.read { try $0.schedule(of: node.reference) }.activities.keys.sorted() == [2027])
        let form = try tried.form(to: move)
        #expect(try await browser.submit(form).status == 303)
        #expect(try await plans.database.read { try $0.schedule(of: node.reference) }.activities.keys.sorted() == [2029])
        // The same form once more is out of date: the page says who and what, and moves nothing.
        let late = try await browser.submit(form)
        #expect(late.status == 409)
        #expect(try await plans.database.read { try $0.schedule(of: node.reference) }.activities.keys.sorted() == [2029])
        #expect(try await browser.get(move + "?ke=abc").status == 422)
        #expect(try await plans.faults() == [])
    }

    @Test("the roadmap's page has drawing, list and files, and shows strangers no drafts")
    func roadmap() async throws {
        let plans = try await PlanSite()
        let node = try await ScheduleTests.initiative(plans, "Wifi <b>desa</b>")
        try await ScheduleTests.keep(
            plans, node, [MoneyLine(year: 2027, source: .regency, amount: 2_000_000_000)], years: [2027], by: plans.works)
        let browser = plans.site.browser()
        #expect(try await !browser.get(MoneyPaths.roadmap()).text.contains("Wifi"))
        browser.signIn(plans.works)
        let page = try await browser.get(MoneyPaths.roadmap())
        #expect(page.text.contains("Wifi &lt;b&gt;desa&lt;/b&gt;") && page.text.contains("2 M") && page.text.contains("Rp2.000.000.000"))
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        #expect(try await browser.get(MoneyPaths.roadmap() + "?dimensi=living").text.contains("Wifi") == false)
        #expect(
            try await browser.get(MoneyPaths.roadmap() + "?dimensi=governance&perangkat=\(plans.worksID)&jangka=menengah").text.contains(
                "Wifi"))
        #expect(try await browser.get(MoneyPaths.roadmapFile("svg")).text.contains("<svg"))
        #expect(try await browser.get(MoneyPaths.roadmapFile("csv")).text.contains("2000000000"))
        #expect(try await browser.get(MoneyPaths.roadmapFile("xlsx")).status == 200)
        #expect(try await browser.get(MoneyPaths.roadmapFile("exe")).status == 404)
        let budget = try await browser.get(MoneyPaths.budget() + "?tahun=2027")
        #expect(budget.text.contains("Belum dianggarkan") && budget.text.contains("Rp2.000.000.000"))
        #expect(Accessibility.faults(budget.text, isPage: true) == [])
        #expect(try await browser.get(MoneyPaths.budgetFile("csv") + "?tahun=2027").text.contains("2000000000"))
    }

    @Test("the API does what the pages do")
    func api() async throws {
        let plans = try await PlanSite()
        let node = try await ScheduleTests.initiative(plans)
        let caller = TestCaller(plans.site, key: plans.site.key(plans.works))
        let path = "/api/plans/roadmap/plan_node/\(node.id)"
        let changed = try await caller.send(
            .patch, path,
            [
                "version": 0, "activities": [["year": 2027, "activity": "Menyusun"]],
                "money": [["year": 2027, "source": "regency", "agencyId": .string(plans.worksID), "amount": 500]],
            ])
        #expect(changed.status == 200 && changed["version"] == 1)
        let wrong = try await caller.send(
            .patch, path, ["version": 1, "money": [["year": 2027, "source": "regency", "amount": -5]]])
        #expect(wrong.status == 422 && wrong.issueFields == ["money[0]"])
        let tried = try await caller.send(.post, path + "/move", ["to": 2028])
        #expect(tried.status == 200 && tried["isKept"] == false)
        #expect(try await caller.get(path)["activities"]?[0]?["year"] == 2027)
        let moved = try await caller.send(.post, path + "/move", ["to": 2028, "version": 1])
        #expect(moved["isKept"] == true)
        #expect(try await caller.send(.post, path + "/move", ["to": 2029, "version": 1]).status == 409)
        #expect(try await caller.get("/api/plans/roadmap")["items"]?.array?.count == 1)
        let budget = try await caller.get("/api/plans/budget?tahun=2028")
        #expect(budget["planned"] == 500 && budget["notInRenja"] == 500 && budget["byYear"]?["2028"] == 500)
        let stranger = TestCaller(plans.site, key: plans.site.key(plans.hospital))
        #expect(try await stranger.send(.post, path + "/move", ["to": 2030]).status == 403)
        #expect(try await plans.site.send(.get, "/api/plans/roadmap").json()["items"]?.array?.isEmpty == true)
    }
}
