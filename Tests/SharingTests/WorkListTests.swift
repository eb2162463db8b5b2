import Catalogue
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Sharing

@Suite("The one work list with what other capabilities owe")
struct WorkListTests {
    @Test("a request for access stands on the owner's list with its title, its task and a way to it; on nobody else's")
    func owed() async throws {
        let references = ReferenceResolver(SharingReferences.all)
        let site = try await SharedSite(others: [.reports(references: references, owing: Permission.owingSharing)])
        let (dataset, table) = try await site.restricted()
        let request = try await site.asked(table)
        let desk = site.catalogue.site.installation.services.get(ReportDesk.self)
        let (items, next) = try await desk.workList(for: site.owner, references: references)
        #expect(items.map(\.view.title) == [dataset.title])
        #expect(items[0].view.url == "/kerja/berbagi/permintaan/\(request.code)")
        #expect(items[0].obligation.task == "access_request.requested")
        #expect(items[0].report == nil)
        #expect(next == nil)
        for actor in [site.asker, site.machine, site.inspector, site.catalogue.producer] {
            #expect(try await desk.workList(for: actor, references: references).items.isEmpty)
        }
        let asked: [(owing: [Permission], count: Int)] = [(Permission.owingSharing, 1), ([.triageReports], 0), ([], 0)]
        for (owing, count) in asked {
            #expect(try await desk.workList(for: site.owner, under: owing, references: references).items.count == count)
        }
        // What no capability names is not shown as a riddle.
        #expect(try await desk.workList(for: site.owner, references: ReferenceResolver([])).items.isEmpty)

        let browser = site.catalogue.site.browser()
        browser.signIn(site.owner)
        let page = try await browser.get("/kerja")
        #expect(page.status == 200)
        #expect(page.text.contains("/kerja/berbagi/permintaan/\(request.code)"))
        let caller = TestCaller(site.catalogue.site, key: site.catalogue.site.key(site.owner))
        let item = try await caller.get("/api/work")["items"]?[0]
        #expect(item?["case"] == .null)
        #expect(item?["subject"]?["code"]?.string == request.code)
    }

    @Test("what somebody owes by name is on her list, by page and API, though she holds nothing; on nobody else's")
    func byName() async throws {
        let promises = ReferenceKind(
            "promise",
            views: { _, ids, _ in Dictionary(ids.map { ($0, ReferenceView(title: "Komitmen bersama", url: "/komitmen")) }) { $1 } })
        let site = try await SharedSite(
            others: [.reports(references: ReferenceResolver([promises]), owing: Permission.owingSharing)])
        let house = site.catalogue.site
        let now = house.world.now
        try await house.installation.database.write { tx in
            try tx.open(
                Obligation(
                    id: Identifier("named-1"), subject: Reference("promise", "p"), task: "commitment.sign", permission: "commitments.sign",
                    agency: nil, category: nil, account: "named", subjectCode: "K", openedAt: now, dueAt: now.adding(days: 3)))
        }
        let named = Actor(kind: .account, id: "named", name: "Bu Direktur")
        let all = Actor(kind: .account, id: "all", name: "Pak Sekda", grants: [Grant(permissions: ["commitments.sign"])])
        for (actor, isHers) in [(named, true), (all, false), (site.owner, false)] {
            let browser = house.browser()
            browser.signIn(actor)
            #expect(try await browser.get("/kerja").text.contains("Komitmen bersama") == isHers, "\(actor.name)")
            let answer = try await TestCaller(house, key: house.key(actor)).get("/api/work")
            #expect(answer.status == 200 && answer["items"]?.array?.count == (isHers ? 1 : 0), "\(actor.name)")
        }
    }
}
