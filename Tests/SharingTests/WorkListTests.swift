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
}
