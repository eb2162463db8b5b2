import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Pages and API on which plans are brought as files")
struct ImportPageTests {
    private static let csv = ImportPlanTests.csv

    @Test("on its pages a file is brought, its columns corrected, kept, and remembered")
    func pages() async throws {
        let plans = try await PlanSite()
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let page = try await browser.get(MoneyPaths.imports())
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        // "Alokasi" says nothing to a program.
        let file = UploadedFile(
            field: "file", filename: "renja.csv", claimedType: "text/csv", bytes: Array(Self.csv.replacing("Pagu", with: "Alokasi").utf8))
        let sent = try await browser.submit(
            page.form(to: MoneyPaths.imports()), filling: ["kind": "annual_work", "year": "2027", "source": "SIPD"], files: [file])
        #expect(sent.status == 303)
        let shown = try await browser.follow(sent)
        #expect(Accessibility.faults(shown.text, isPage: true) == [])
        let id = try #require(sent.location?.split(separator: "/").last.map(String.init))
        let columns = try shown.form(to: MoneyPaths.importColumns(id))
        let field = try #require(columns.fields.first { $0.value == "Alokasi" }?.name.replacing("heading", with: "column"))
        #expect(try await browser.submit(columns, filling: [field: "money"]).status == 303)
        #expect(try await browser.submit(columns, filling: [field: "money"]).status == 409)
        let corrected = try await browser.get(MoneyPaths.planImport(id))
        #expect(corrected.text.contains("Rp3.000.000.000"))
        let keep = try corrected.form(to: MoneyPaths.importKeep(id))
        #expect(try await browser.submit(keep).status == 303)
        #expect(try await browser.submit(keep).status == 409)
        #expect(try await ImportPlanTests.edition(plans, plans.worksID) != nil)
        let map = try await plans.database.read { try $0.columnMap(source: "SIPD") }
        #expect(map.columns["alokasi"] == .money)
        #expect(try await browser.get(MoneyPaths.planImport(id)).status == 200)
        #expect(try await plans.faults() == [])
    }

    @Test("a file that says nothing is refused where it was chosen, one that cannot be read yet shows its columns")
    func unreadable() async throws {
        let plans = try await PlanSite()
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let form = try await browser.get(MoneyPaths.imports()).form(to: MoneyPaths.imports())
        let zip = UploadedFile(field: "file", filename: "a.xlsx", claimedType: "", bytes: [0x50, 0x4B, 3, 4, 1, 2, 3])
        let broken = try await browser.submit(form, filling: ["kind": "annual_work", "year": "2027"], files: [zip])
        #expect(broken.status == 422)
        let odd = UploadedFile(field: "file", filename: "a.csv", claimedType: "", bytes: Array("satu,dua,tiga\n1.03.10,b,c\n".utf8))
        let sent = try await browser.submit(form, filling: ["kind": "annual_work", "year": "2027"], files: [odd])
        let shown = try await browser.follow(sent)
        #expect(shown.status == 200 && shown.text.contains("Judul kolom tidak ditemukan") && shown.text.contains("heading.0"))
        let bad = try await browser.submit(form, filling: ["kind": "annual_work", "year": "27"], files: [odd])
        #expect(bad.status == 422)
    }

    @Test("the API brings files as the pages do")
    func api() async throws {
        let plans = try await PlanSite()
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let brought = try await caller.upload("/api/plans/imports", Self.csv, with: [("kind", "annual_work"), ("year", "2027")])
        #expect(brought.status == 201)
        let id = try #require(brought["id"]?.string)
        #expect(brought["report"]?["plans"]?.array?.count == 2 && brought["state"] == "read")
        #expect(try await caller.send(.patch, "/api/plans/imports/\(id)", ["version": 1, "columns": ["Satuan": "skipped"]]).status == 200)
        #expect(try await caller.send(.post, "/api/plans/imports/\(id)/keeping", ["version": 1]).status == 409)
        let kept = try await caller.send(.post, "/api/plans/imports/\(id)/keeping", ["version": 2])
        #expect(kept.status == 200 && kept["state"] == "kept")
        #expect(try await caller.get("/api/plans/imports")["items"]?.array?.count == 1)
        #expect(try await caller.send(.delete, "/api/plans/imports/\(id)?version=3").status == 409)
        let stranger = TestCaller(plans.site, key: plans.site.key(plans.hospital))
        #expect(try await stranger.get("/api/plans/imports/\(id)").status == 404)
    }
}
