import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web

@Suite struct PublicFollowTests {
    private func path(_ receipt: Receipt) -> String { "/ikuti/\(receipt.code)/\(receipt.secret)" }

    @Test func `she accepts with stars, and sees who opened her name and why`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.checked()
        _ = try await site.desk.openIdentity(of: receipt.id, by: site.clerk, reason: "menanyakan letak lubang")
        let browser = site.site.browser()
        let page = try await browser.get(path(receipt))
        #expect(page.header("Cache-Control") == "private, no-store" && page.header("Referrer-Policy") == "same-origin")
        #expect(page.text.contains("menanyakan letak lubang") && page.text.contains("Dinas Pekerjaan Umum"))
        #expect(page.text.contains("Sekarang giliran Anda."))
        let form = try page.form(to: "\(path(receipt))/terima")
        let refused = try await browser.submit(form, filling: ["terima_text": "Terima kasih"])
        #expect(refused.status == 422)
        #expect(try refused.form(to: "\(path(receipt))/terima").value("terima_text") == "Terima kasih")
        let sent = try await browser.submit(try refused.form(to: "\(path(receipt))/terima"), filling: ["terima_stars": "5"])
        #expect(sent.status == 303 && sent.location == path(receipt))
        let after = try await browser.follow(sent)
        #expect(after.text.contains("Terima kasih atas penilaian Anda"))
        let report = try await site.desk.file(receipt.id, for: site.triage).report
        #expect(report.rating == 5 && report.closure == .accepted)
        #expect(try after.page().all("form").allSatisfy { $0["action"] != "\(path(receipt))/terima" })
    }

    @Test func `she reopens, one level higher, with a photo`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.checked()
        let browser = site.site.browser()
        let form = try await browser.get(path(receipt)).form(to: "\(path(receipt))/buka-lagi")
        let file = UploadedFile(field: "buka-lagi_photos", filename: "lagi.png", claimedType: "image/png", bytes: Pictures.scene(9))
        let sent = try await browser.submit(form, filling: ["buka-lagi_text": "Berlubang lagi setelah hujan."], files: [file])
        #expect(sent.status == 303)
        // A second press of the button changes nothing more.
        #expect(try await browser.submit(form, filling: ["buka-lagi_text": "Berlubang lagi setelah hujan."], files: [file]).status == 303)
        let after = try await site.desk.file(receipt.id, for: site.triage)
        #expect(after.report.level == 1 && after.report.reopenings == 1 && after.report.state == "in_progress" && after.photos.count == 2)
        #expect(try await browser.get(path(receipt)).text.contains("naik ke atasan"))
    }

    @Test func `she answers what was asked`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.desk.submit(site.submission(), by: .visitor)
        try await site.desk.perform(AskReporter(question: "Di sisi mana jalannya?"), on: receipt.id, by: site.triage)
        let browser = site.site.browser()
        let page = try await browser.get(path(receipt))
        #expect(page.text.contains("Di sisi mana jalannya?"))
        let sent = try await browser.submit(
            try page.form(to: "\(path(receipt))/lengkapi"), filling: ["lengkapi_text": "Sisi utara, dekat jembatan."])
        #expect(sent.status == 303)
        #expect(try await site.desk.file(receipt.id, for: site.triage).report.state == "received")
    }

    @Test func `she is told when somebody was faster, and nothing she wrote is lost`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.desk.submit(site.submission(), by: .visitor)
        let browser = site.site.browser()
        let page = try await browser.get(path(receipt))
        try await site.verify(receipt)
        try await site.desk.perform(AssignReport(agency: site.publicWorks), on: receipt.id, by: site.triage)
        let answer = try await browser.submit(
            try page.form(to: "\(path(receipt))/tambah"), filling: ["tambah_text": "Lubangnya makin lebar."])
        #expect(answer.status == 409 && answer.text.contains("Diteruskan ke"))
        let again = try answer.form(to: "\(path(receipt))/tambah")
        #expect(again.value("tambah_text") == "Lubangnya makin lebar.")
        #expect(try await browser.submit(again).status == 303)
    }

    @Test func `she takes it back before anybody has worked on it, and later no more`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.desk.submit(site.submission(), by: .visitor)
        let browser = site.site.browser()
        #expect(try await browser.submit(try await browser.get(path(receipt)).form(to: "\(path(receipt))/tarik")).status == 303)
        #expect(try await site.desk.file(receipt.id, for: site.triage).report.state == "withdrawn")
        let other = try await site.inProgress(site.submission())
        #expect(try await browser.get(path(other)).page().all("form").allSatisfy { $0["action"] != "\(path(other))/tarik" })
    }

    @Test func `a rejected report can be appealed, and a wrong secret finds nothing`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.desk.submit(site.submission(), by: .visitor)
        try await site.desk.perform(RejectReport(reason: .unclear, text: "Sebutkan tempatnya."), on: receipt.id, by: site.triage)
        let browser = site.site.browser()
        let page = try await browser.get(path(receipt))
        #expect(page.text.contains("Sebutkan tempatnya."))
        let sent = try await browser.submit(
            try page.form(to: "\(path(receipt))/buka-lagi"), filling: ["buka-lagi_text": "Tempatnya depan pasar Mangli."])
        #expect(sent.status == 303)
        #expect(try await site.desk.file(receipt.id, for: site.triage).report.state == "received")
        let wrong = try await browser.get("/ikuti/\(receipt.code)/\(String(receipt.secret.reversed()))")
        let unknown = try await browser.get("/ikuti/\(ShortCode.make(77))/\(receipt.secret)")
        #expect(wrong.status == 404 && unknown.status == 404)
    }

    @Test func `a form of another site cannot act for her`() async throws {
        let site = try await ReportTestSite()
        let receipt = try await site.checked()
        let browser = site.site.browser()
        let form = try await browser.get(path(receipt)).form(to: "\(path(receipt))/terima")
        let forged = try await browser.submit(form, filling: ["terima_stars": "5"], headers: [.init("Sec-Fetch-Site")!: "cross-site"])
        #expect(forged.status == 403)
        #expect(try await site.desk.file(receipt.id, for: site.triage).report.rating == nil)
    }
}
