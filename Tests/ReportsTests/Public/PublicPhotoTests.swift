import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Reports
import Storage
import Synchronization
import TestSupport
import Testing
import Web

/// Photos on the public form: kept while the form is mended, taken once, and forgotten with what was never sent.
@Suite struct PublicPhotoTests {
    @Test func `a photo kept before can be left out, and nobody can make one up`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let answer = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"), filling: ReportTestSite.filled.merging(["text": ""]) { $1 },
            files: [ReportTestSite.photo()])
        let form = try answer.form(to: "/lapor")
        #expect(form.value("kept_photo") != nil)
        let sent = try await browser.submit(
            form, filling: ["text": ReportTestSite.filled["text"]!, "kept_photo": "1.bm90IHNlYWxlZA"])
        #expect(sent.status == 303)
        #expect(try await site.desk.database.read { try $0.count("SELECT count(*) FROM report_photo") } == 0)
        #expect(try await browser.get("/lapor/foto/1.bm90IHNlYWxlZA").status == 404)
    }

    @Test func `too many photos and one far too large are refused beside their field`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let form = try await browser.get("/lapor").form(to: "/lapor")
        let six = try await browser.submit(
            form, filling: ReportTestSite.filled, files: (1...6).map { ReportTestSite.photo("\($0).jpg", $0) })
        #expect(six.status == 422)
        #expect(try six.form(to: "/lapor").fields.filter { $0.name == "kept_photo" }.count == 6)
        let huge = UploadedFile(
            field: "photos", filename: "besar.jpg", claimedType: "image/jpeg", bytes: [UInt8](repeating: 0xff, count: 50 << 20))
        let answer = try await browser.submit(form, filling: ReportTestSite.filled, files: [huge])
        #expect(answer.status == 422 && answer.text.contains("besar.jpg"))
        #expect(try answer.form(to: "/lapor").value("text") == ReportTestSite.filled["text"])
        #expect(try await site.reportCount() == 0)
    }

    @Test func `a photo whose report was never sent is forgotten, and one that was sent is not`() async throws {
        let site = try await ReportTestSite()
        let browser = site.site.browser()
        let filled = ReportTestSite.filled
        let refused = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"), filling: filled.merging(["text": ""]) { $1 },
            files: [ReportTestSite.photo("a.jpg", 7)])
        let kept = try #require(try refused.form(to: "/lapor").value("kept_photo"))
        #expect(
            try await browser.submit(
                try await browser.get("/lapor").form(to: "/lapor"), filling: filled, files: [ReportTestSite.photo("b.jpg", 8)]
            ).status
                == 303)
        let files = site.site.installation.files
        site.site.world.pass(days: 1)
        try await site.desk.forgetUploads(in: files)
        #expect(try await browser.get("/lapor/foto/\(kept)").status == 200)
        site.site.world.pass(days: 2)
        #expect(try await site.desk.forgetUploads(in: files) == 2)
        #expect(try await browser.get("/lapor/foto/\(kept)").status == 404)
        let sent = try #require(try await site.desk.database.read { try $0.row("SELECT file, thumbnail FROM report_photo")?.text("file") })
        #expect(try await files.exists(sent))
        // What the form still names is left out without a word being lost.
        let again = try await browser.submit(try refused.form(to: "/lapor"), filling: ["text": "Jembatan bambu hampir putus."])
        #expect(again.status == 303)
    }

    @Test func `photos that were kept stay when the store for files takes no more, and the public is not told its name`() async throws {
        let bucket = FullBucket()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-copies-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let site = try await ReportTestSite(settings: {
            $0.sharedFiles = SharedFiles(bucket: bucket, folder: folder.path, mostBytes: 1 << 30)
        })
        let browser = site.site.browser()
        let first = try await browser.submit(
            try await browser.get("/lapor").form(to: "/lapor"), filling: ReportTestSite.filled.merging(["text": ""]) { $1 },
            files: [ReportTestSite.photo()])
        let form = try first.form(to: "/lapor")
        let kept = try #require(form.value("kept_photo"))
        bucket.isFull.withLock { $0 = true }
        let refused = try await browser.submit(
            form, filling: ["text": ReportTestSite.filled["text"]!], files: [ReportTestSite.photo("b.jpg", 2)])
        #expect(refused.status == 503 && refused.header("Retry-After") == "5")
        #expect(refused.text.contains(site.site.installation.words("error.bucket_unreachable", .indonesian)))
        let again = try refused.form(to: "/lapor")
        #expect(again.value("kept_photo") == kept && again.value("text") == ReportTestSite.filled["text"])
    }
}
