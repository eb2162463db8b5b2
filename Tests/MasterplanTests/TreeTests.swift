import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Masterplan

@Suite("The tree of a large plan")
struct TreeTests {
    /// A plan with 1,106 nodes: three programmes, the first with 1,100 activities of one of which two sub-activities hang.
    private func large(_ plans: PlanSite) async throws -> (PlanEdition, top: PlanNode, activities: [PlanNode]) {
        let edition = try await plans.stored(.annualWork, agency: plans.worksID) { edition in
            let tops = (1...3).map { number in
                PlanNode(
                    id: plans.world.newID(), edition: edition.id, level: .programme, code: "1.03.0\(number)", title: "Program \(number)",
                    position: number)
            }
            let activities = (0..<1100).map { number in
                PlanNode(
                    id: plans.world.newID(), edition: edition.id, level: .activity, title: "Kegiatan jalan \(number)", parent: tops[0].id,
                    // Several at one place, as imports leave them.
                    position: number / 7)
            }
            let leaves = (1...2).map { number in
                PlanNode(
                    id: plans.world.newID(), edition: edition.id, level: .subActivity, title: "Sub \(number)", parent: activities[0].id,
                    position: number)
            }
            return tops + activities + leaves
        }
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: edition.id) }
        return (edition, nodes.first { $0.title == "Program 1" }!, nodes.filter { $0.level == .activity })
    }

    @Test("branches open page by page, and every node is reached once")
    func branches() async throws {
        let plans = try await PlanSite()
        let (edition, top, activities) = try await large(plans)
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let first = try await browser.get("/rencana/\(edition.id)")
        #expect(first.text.contains("1.106 simpul") || first.text.contains("1.105 simpul"))
        #expect(first.text.contains("Program 3") && !first.text.contains("Kegiatan jalan") && first.text.contains("Buka (1.100)"))
        #expect(Accessibility.faults(first.text, isPage: true) == [])
        var path: String? = "/rencana/\(edition.id)?simpul=\(top.id)"
        var seen: [String] = []
        while let next = path {
            let page = try await browser.get(next)
            #expect(page.status == 200 && Accessibility.faults(page.text, isPage: true) == [])
            let shown = page.text.matches(of: /simpul\/([0-9a-f-]+)">Kegiatan jalan/).map { String($0.output.1) }
            #expect(!shown.isEmpty && shown.count <= PlanTree.pageSize)
            seen += shown
            path = page.text.firstMatch(of: /rel="next" href="([^"]+)"/).map { String($0.output.1).replacing("&amp;", with: "&") }
        }
        #expect(seen.count == 1100 && Set(seen) == Set(activities.map(\.id.text)))
        let deep = try await browser.get("/rencana/\(edition.id)?simpul=\(activities[0].id)")
        #expect(deep.text.contains("Sub 2") && deep.text.contains("Program 1"))
    }

    @Test("words find nodes with what they stand below, on pages; nothing found is said")
    func search() async throws {
        let plans = try await PlanSite()
        let (edition, _, _) = try await large(plans)
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let found = try await browser.get("/rencana/\(edition.id)?cari=jalan+109")
        #expect(found.text.contains("Kegiatan jalan 1099") && found.text.contains("di bawah 1.03.01 Program 1"))
        #expect(!found.text.contains("Kegiatan jalan 1100") && Accessibility.faults(found.text, isPage: true) == [])
        let many = try await browser.get("/rencana/\(edition.id)?cari=kegiatan")
        let next = try #require(many.text.firstMatch(of: /rel="next" href="([^"]+)"/)).output.1.replacing("&amp;", with: "&")
        #expect(next.contains("cari=kegiatan") && next.contains("sesudah="))
        #expect(try await browser.get(String(next)).text.contains("Kegiatan jalan"))
        #expect(try await browser.get("/rencana/\(edition.id)?cari=tidakada").text.contains("Tidak ada yang cocok"))
        // Typed by anybody.
        #expect(try await browser.get("/rencana/\(edition.id)?simpul=x&sesudah=%27&cari=%25").status == 200)
    }

    @Test("by the API: what stands below a node, at the top, and what words find")
    func api() async throws {
        let plans = try await PlanSite()
        let (edition, top, activities) = try await large(plans)
        let planner = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let path = "/api/plans/\(edition.id)/nodes"
        #expect(try await planner.get("\(path)?parent=top")["items"]?.array?.count == 3)
        #expect(try await planner.get("\(path)?parent=\(activities[0].id)")["items"]?.array?.count == 2)
        #expect(try await planner.get("\(path)?parent=\(top.id)&q=jalan+1099")["items"]?.array?.count == 1)
    }

    @Test("the node that one stands below is offered in a large draft too, so that saving does not move it")
    func parents() async throws {
        let plans = try await PlanSite()
        let (edition, _, activities) = try await large(plans)
        let last = activities.last!
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let leaf = try await plans.plans.desk.add(
            NodeDraft(.subActivity, title: "Daun", parent: last.id), to: edition.id, by: plans.planner)
        let action = "/rencana/simpul/\(leaf.id)/ubah"
        let form = try await browser.get("/rencana/simpul/\(leaf.id)").form(to: action)
        #expect(form.value("parent") == last.id.text)
        #expect(try await browser.submit(form, filling: ["title": "Daun hijau"]).status == 303)
        #expect(try await plans.database.read { tx in try tx.planNode(leaf.id)?.parent } == last.id)
    }
}
