import Kernel
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

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
        let forged = try await browser.get(edit).form(to: edit).with("f.evidence.kept", "report:1|dari orang lain")
        #expect(try await browser.submit(forged).status == 303)
        // What was ticked stays, and nothing comes to it.
        #expect(try await site.sheet(sheet.recordID).answers["evidence"] == .evidence([row]))
    }

    @Test("marks are the installation's and the record's, so that no guess can be tried on them")
    func keyed() {
        let time = TestWorld()
        let vault = Vault(world: time.world)
        let row = Evidence(Reference("report", "1"), note: "satu")
        let mark = EvidenceMarks(vault, record: "a").mark(row)
        #expect(mark == EvidenceMarks(vault, record: "a").mark(row))
        #expect(mark != EvidenceMarks(vault, record: "b").mark(row))
        #expect(mark != EvidenceMarks(Vault(world: time.world), record: "a").mark(row))
    }

    @Test("a form that was open before marks were keyed keeps all that stands there, and tells no guess apart")
    func older() {
        let rows = [Evidence(Reference("report", "1"), note: "satu"), Evidence(Reference("report", "2"), note: "dua")]
        let marks = EvidenceMarks(Vault(world: TestWorld().world), record: "a")
        func kept(_ sent: [(String, String)]) -> Innovations.Answer? {
            AnswerForm.read(
                FormData(sent), [SheetField("evidence", .evidence, Bilingual())], years: 2027...2029, kept: ["evidence": .evidence(rows)],
                marks
            ) { _ in ([], []) }.answers["evidence"]
        }
        #expect(kept([("f.evidence.known", "0a1b2c"), ("f.evidence.keep", "0a1b2c")]) == .evidence(rows))
        #expect(kept([("f.evidence.known", "0a1b2c")]) == .evidence(rows))
        let second = marks.mark(rows[1])
        let both = rows.map { ("f.evidence.marks", marks.mark($0)) }
        #expect(kept(both + [("f.evidence.kept", second), ("f.evidence.kept", "0a1b2c")]) == .evidence([rows[1]]))
        #expect(kept(both) == nil)
    }
}
