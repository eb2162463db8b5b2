import Foundation
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

@Suite("Questions about datasets")
struct DatasetQuestionTests {
    @Test("a question waits unseen, is owed an answer, and is public once answered; a dismissed one never is")
    func questions() async throws {
        let site = try await ReadingTestSite()
        let citizen = site.site.browser()
        let asked = try await citizen.submit(
            try (try await citizen.get("/data/murid/tanya")).form(),
            filling: ["text": "Mengapa murid SMP di Patrang kosong?", "name": "Siti <b>", "kind": "correction"])
        let own = try #require(asked.location)
        #expect(asked.status == 303 && own.hasPrefix("/data/murid/tanya/"))
        let receipt = try await site.page(own, citizen).text
        #expect(receipt.contains("menunggu jawaban") && receipt.contains("data-draft-sent=\"tanya-murid\""))
        let unseen = try await site.page("/data/murid/tanya").text
        #expect(!unseen.contains("Patrang kosong"))
        let owed = try await site.site.installation.database.read {
            try $0.count("SELECT count(*) FROM obligation WHERE closed_at IS NULL AND task = 'dataset.question'")
        }
        #expect(owed == 1)
        let question = try await site.site.installation.database.read { tx in
            Reference("dataset_question", try #require(try tx.row("SELECT id FROM dataset_question")).text("id"))
        }
        func view(_ actor: Actor) async throws -> ReferenceView? {
            try await site.site.installation.database.read { tx in
                try ReferenceResolver(CatalogueReferences.all).views(of: [question], for: actor, tx)[question]
            }
        }
        #expect(try await view(site.producer)?.url?.hasPrefix("/data/murid/tanya/") == true)
        #expect(try await view(site.stranger) == nil)
        let producer = site.site.browser()
        producer.signIn(site.producer)
        let list = try await site.page("/data/murid/tanya", producer)
        #expect(list.text.contains("Patrang kosong"))
        let stranger = site.site.browser()
        stranger.signIn(site.stranger)
        let others = try await site.page("/data/murid/tanya", stranger).text
        #expect(!others.contains("Patrang kosong"))
        let form = try (try await producer.get("/data/murid/tanya")).form(to: own)
        #expect(try await producer.submit(form.with("do", "answer"), filling: ["answer": "ya"]).status == 422)
        let answered = try await producer.submit(form.with("do", "answer"), filling: ["answer": "Sekolah itu belum mengirim data."])
        #expect(answered.status == 303)
        #expect(try await view(site.stranger)?.url?.hasPrefix("/data/murid/tanya/") == true)
        let (text, _) = try await site.page("/data/murid/tanya")
        #expect(text.contains("Patrang kosong") && text.contains("belum mengirim data") && text.contains("Siti &lt;b&gt;"))
        #expect(try await producer.submit(form.with("do", "dismiss")).status == 409)
        let left = try await site.site.installation.database.read {
            try $0.count("SELECT count(*) FROM obligation WHERE closed_at IS NULL AND task = 'dataset.question'")
        }
        #expect(left == 0)
    }

    @Test("spam is kept out: too short, too many links, the same again, and what fills in the field nobody sees")
    func spam() async throws {
        let site = try await ReadingTestSite()
        let browser = site.site.browser()
        let form = try (try await browser.get("/data/murid/tanya")).form()
        func send(_ text: String, trap: String = "") async throws -> Int {
            try await browser.submit(form, filling: ["text": text, "situs": trap]).status
        }
        #expect(try await send("halo") == 422)
        #expect(try await send("beli di https://a.id https://b.id https://c.id sekarang") == 422)
        #expect(try await send("Pertanyaan yang cukup panjang.") == 303)
        #expect(try await send("pertanyaan yang CUKUP panjang.") == 409)
        let other = site.site.browser(address: "203.0.113.9")
        let fresh = try (try await other.get("/data/murid/tanya")).form()
        let trapped = try await other.submit(fresh, filling: ["text": "Pesan dari program pengisi formulir.", "situs": "https://x.id"])
        #expect(trapped.status == 303 && trapped.location == "/data/murid/tanya")
        #expect(try await site.site.installation.database.read { try $0.count("SELECT count(*) FROM dataset_question") } == 1)
    }
}
