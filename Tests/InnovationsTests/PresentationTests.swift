import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("What is presented of a quick win")
struct PresentationTests {
    private func file(_ name: String, _ text: String) -> UploadedFile {
        UploadedFile(field: "file", filename: name, claimedType: "text/html", bytes: Array(text.utf8))
    }

    @Test("its agency uploads it, puts another in its place and takes it away; everyone reads it once the quick win is chosen")
    func life() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        let (page, address) = ("/inovasi/quick-win/\(win.code)", "/inovasi/quick-win/\(win.code)/paparan")
        let clerk = site.site.browser()
        clerk.signIn(site.clerk)
        func form() async throws -> PageForm { try await clerk.get(page).form(to: address) }
        #expect(try await clerk.submit(try await form()).status == 422)
        #expect(try await clerk.submit(try await form(), files: [file("Paparan awal.pptx", "satu")]).status == 303)
        let visitor = site.site.browser()
        #expect(try await visitor.get(address).status == 404)
        try await site.desk.perform(ChooseQuickWin(), on: win.recordID, by: site.planner)
        let shown = try await visitor.get(page)
        #expect(shown.text.contains("Paparan awal.pptx") && !shown.text.contains("Unggah paparan"))
        let first = try await visitor.get(address)
        // Whatever it claims to be, it opens nowhere within this site.
        #expect(first.text == "satu" && first.header("Content-Type") == "application/octet-stream")
        #expect(first.header("Content-Security-Policy")?.contains("sandbox") == true)
        #expect(try await clerk.submit(try await form(), files: [file("Paparan akhir.pdf", "dua")]).status == 303)
        #expect(try await visitor.get(address).text == "dua")
        let versions = try await site.database.read { tx in try tx.versions(of: win.reference) }
        #expect(versions.compactMap { $0.fields["presentation_file"] } == ["Paparan akhir.pdf", "Paparan awal.pptx", "Paparan awal.pptx"])
        let kept = try await site.database.read { tx in try QuickWin.find(win.recordID, tx)! }
        let digests = try await site.database.read { tx in
            (try tx.digest(tx.digest(of: kept), withClocksOf: kept.reference), try tx.events(of: kept.reference).last?.digest)
        }
        #expect(digests.0 == digests.1 && kept.presentationFile?.bytes == 3)
        try await site.desk.perform(PresentQuickWin(nil), on: win.recordID, by: site.clerk)
        #expect(try await visitor.get(address).status == 404)
    }

    @Test("others may not, and one that is too large is refused with what to do instead, nothing kept")
    func refused() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        try await site.desk.perform(ChooseQuickWin(), on: win.recordID, by: site.planner)
        let some = Presentation(hash: String(repeating: "a", count: 64), name: "a.pdf", bytes: 1)
        await #expect(throws: AppError.forbidden) {
            try await site.desk.perform(PresentQuickWin(some), on: win.recordID, by: site.nurse)
        }
        await #expect(throws: AppError.forbidden) { try await site.desk.perform(PresentQuickWin(some), on: win.recordID, by: .visitor) }
        let clerk = site.site.browser()
        clerk.signIn(site.clerk)
        let (page, address) = ("/inovasi/quick-win/\(win.code)", "/inovasi/quick-win/\(win.code)/paparan")
        let large = UploadedFile(
            field: "file", filename: "besar.pdf", claimedType: "application/pdf",
            bytes: [UInt8](repeating: 65, count: 60 << 20))
        let told = try await clerk.submit(try await clerk.get(page).form(to: address), files: [large])
        #expect(told.status == 422 && told.text.contains("besar.pdf lebih besar dari 20 MB"))
        #expect(try await site.database.read { tx in try QuickWin.find(win.recordID, tx)?.presentationFile } == nil)
    }

    @Test("by API likewise")
    func api() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        let clerk = TestCaller(site.site, key: site.site.key(site.clerk))
        let path = "/api/quick-wins/\(win.code)/presentation"
        let kept = try await clerk.upload(path, "isi paparan")
        #expect(kept.status == 200 && kept["presentationFile"]?["bytes"]?.integer == 11)
        #expect(try await clerk.get(path).text == "isi paparan")
        let nurse = TestCaller(site.site, key: site.site.key(site.nurse))
        let refused = try await nurse.upload(path, "lain").status
        #expect(refused == 403 || refused == 404)
    }
}
