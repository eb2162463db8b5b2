import Innovations
import Kernel
import TestSupport
import Testing
import Web
import Work

@Suite("Evidence that a form carries along")
struct KeptEvidenceTests {
    @Test("a form says nothing of the evidence it keeps, and keeps nothing that was not there")
    func marks() async throws {
        let site = try await InnovationSite()
        let row = Evidence(try await site.evidence(), note: "hanya untuk kami")
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        var draft = site.draft()
        draft.answers["evidence"] = .evidence([row])
        try await site.desk.perform(EditSheet(draft), on: sheet.recordID, by: site.clerk)
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let edit = "/inovasi/lembar/\(sheet.code)/ubah"
        let page = try await browser.get(edit)
        #expect(!page.text.contains("hanya untuk kami") && !page.text.contains(row.reference.id))
        let form = try page.form(to: edit)
        #expect(try await browser.submit(form).status == 303)
        #expect(try await site.sheet(sheet.recordID).answers["evidence"] == .evidence([row]))
        let forged = try await browser.get(edit).form(to: edit).with("f.evidence.keep", "report:1|dari orang lain")
        #expect(try await browser.submit(forged).status == 303)
        // What was ticked stays, and nothing comes to it.
        #expect(try await site.sheet(sheet.recordID).answers["evidence"] == .evidence([row]))
    }
}
