import Catalogue
import Foundation
import Ingest
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

/// BPS's three forms, made of what was asked once.
@Suite struct StatisticalSheetsTests {
    private static let schema: TableSchema = {
        var schema = CatalogueTestSite.priceSchema
        let index = schema.index(of: "harga")!
        schema.fields[index].constraints.minimum = .integer(1000)
        schema.fields[index].constraints.required = true
        schema.fields[index].standard.concept = "Harga eceran"
        schema.fields[index].standard.definition = "Harga yang dibayar pembeli di pasar."
        var variable = VariableMetadata()
        variable.question = "Berapa harga sekilo beras medium hari ini?"
        variable.timeReference = "Hari pencacahan"
        variable.isPublic = true
        schema.fields[index].standard.variable = variable
        return schema
    }()

    @Test func `the forms are filled from dataset and columns, and come as page, workbook and JSON`() async throws {
        let site = try await CatalogueTestSite()
        let draft = site.draft {
            $0.bps = ["keg.cara": "3", "keg.4.6": "9", "keg.3.2": "Memantau <harga>.", "ind.interpretasi": "Makin tinggi makin mahal."]
        }
        try await site.published(draft, schema: Self.schema)
        let browser = site.site.browser()
        let page = try await browser.get("/data/harga-beras/metadata")
        _ = try page.page()
        for text in [
            "MS-Keg", "MS-Ind", "MS-Var", "Kompilasi produk administrasi", "Wawancara, Data sekunder", "Memantau &lt;harga&gt;.",
            "Berapa harga sekilo beras medium hari ini?", "wajib diisi; paling kecil 1000", "Dinas Pekerjaan Umum",
        ] { #expect(page.text.contains(text), "\(text)") }
        // Compiled from administration: nothing of samples and collectors is asked.
        #expect(!page.text.contains("Fraksi sampel") && !page.text.contains("Petugas pengumpul"))
        let json = try await browser.get("/api/datasets/harga-beras/statistical-metadata").json()
        let row = json["indicators"]?.array?.first
        #expect(row?["name"]?.string == "Harga beras" && row?["concept"]?.string == "Harga eceran")
        #expect(row?["interpretation"]?.string == "Makin tinggi makin mahal." && json["variables"]?.array?.count == 4)
        #expect(json["activity"]?.array?.contains { $0["answer"]?.string == "Wawancara, Data sekunder" } == true)
        let book = try await browser.get("/data/harga-beras/metadata.xlsx")
        #expect(book.status == 200 && book.bytes.getString(at: 0, length: 2) == "PK")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("metadata-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(book.bytes.readableBytesView).write(to: file)
        let opened = try Ingest.UploadedFile.open(path: file.path, named: "metadata.xlsx")
        #expect(opened.sheets.map(\.name) == ["MS-Keg", "MS-Ind", "MS-Var"])
    }

    @Test func `an item is asked where the form asks it, and what it skips is not kept`() async throws {
        func item(_ code: String) throws -> BPSItem { try #require(BPSItem.all.first { $0.code == code }) }
        #expect(try item("keg.5.3a").isAsked(["keg.cara": "2", "keg.5.2": "1"]))
        #expect(try !item("keg.5.3a").isAsked(["keg.cara": "2", "keg.5.2": "2"]))
        // What depends on a question that is not asked is not asked either.
        #expect(try !item("keg.5.3a").isAsked(["keg.cara": "3", "keg.5.2": "1"]))
        #expect(try item("keg.4.5").isAsked(["keg.4.4": "2"]) && !item("keg.4.5").isAsked([:]))
        #expect(Set(BPSItem.all.map(\.code)).count == BPSItem.all.count)
        #expect(Set(BPSItem.all.map(\.block)) == Set(BPSItem.blocks))

        let site = try await CatalogueTestSite()
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let form = try await clerk.get("/data/kelola/baru").form(to: "/data/kelola")
        let made = try await clerk.submit(
            form,
            filling: [
                "title": "Harga beras", "description": "Harga eceran beras medium di pasar pantauan.", "bps.keg.cara": "3",
                "bps.keg.5.5": "5 persen", "bps.keg.3.1": "Harga bergerak cepat.",
            ])
        #expect(made.status == 303)
        let kept = try #require(try await site.desk.database.read { tx in try tx.dataset(named: "harga-beras") }).bps
        #expect(kept["keg.cara"] == "3" && kept["keg.3.1"] == "Harga bergerak cepat." && kept["keg.5.5"] == nil)
    }
}
