import Columns
import Directory
import Ingest
import Kernel
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Catalogue

@Suite("Our own operations as datasets")
struct OwnTableTests {
    private final class Counts: Publisher {
        let rows = Mutex<[[Datum]]>([])
        let fails = Mutex(false)

        var tables: [OwnTable] {
            var broken = DatasetDraft()
            broken.name = "rusak"
            broken.title = "Tabel yang tidak jadi"
            var draft = DatasetDraft()
            draft.name = "laporan-uji"
            draft.title = "Laporan uji per kecamatan"
            draft.description = "Banyaknya laporan per kecamatan, tanpa sel kecil."
            draft.themes = ["GOVE"]
            let schema = TableSchema([TableSchema.Field("kecamatan", .string), TableSchema.Field("jumlah", .integer)])
            return [
                OwnTable(broken, schema: schema) { [self] in
                    if fails.withLock({ $0 }) { throw AppError.unavailable("error.disk_full") }
                    return []
                },
                OwnTable(draft, schema: schema) { [self] in rows.withLock { $0 } },
            ]
        }
    }

    @Test("a table is published once for every change, by the agency for data, and stays away when it was withdrawn")
    func publish() async throws {
        let site = try await CatalogueTestSite()
        let counts = Counts()
        let publishing = OwnPublishing(desk: site.desk, publishers: [counts])
        #expect(try await publishing.publish() == [])
        counts.rows.withLock { $0 = [[.text("Patrang"), OwnTable.cell(12)], [.text("Jombang"), OwnTable.cell(3)]] }
        #expect(try await publishing.publish() == ["laporan-uji"])
        #expect(try await publishing.publish() == [])
        let entry = try #require(site.index.find("laporan-uji"))
        #expect(entry.dataset.producer == site.directory.agencies.find(code: "DISKOMINFO")?.id)
        let opened = try await site.reader.open(dataset: "laporan-uji", for: .visitor, purpose: .page)
        #expect(opened.file.rowCount == 2)
        counts.rows.withLock { $0.append([.text("Kaliwates"), OwnTable.cell(0)]) }
        #expect(try await publishing.publish() == ["laporan-uji"])
        try await site.desk.perform(
            WithdrawDataset(reason: "Tidak lagi dipakai siapa pun."), on: entry.dataset.id, by: site.steward)
        _ = counts.rows.withLock { $0.removeLast() }
        #expect(try await publishing.publish() == [])
    }

    @Test("a dataset of the same name that an agency made stays as the agency published it")
    func theirs() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.published("laporan-uji")
        let counts = Counts()
        let publishing = OwnPublishing(desk: site.desk, publishers: [counts])
        #expect(try await publishing.publish() == [])
        counts.rows.withLock { $0 = [[.text("Patrang"), .integer(7)]] }
        #expect(try await publishing.publish() == [])
        let opened = try await site.reader.open(dataset: "laporan-uji", for: .visitor, purpose: .page)
        #expect(opened.dataset.id == dataset.id && opened.version.number == 1 && opened.file.rowCount == CatalogueTestSite.prices.count)
    }

    @Test("rows that were added before a reading began anew are not in the table")
    func anew() async throws {
        struct Twice: Publisher {
            let draft: DatasetDraft
            var tables: [OwnTable] {
                [
                    OwnTable.long(draft, schema: TableSchema([TableSchema.Field("kecamatan", .string)])) { rows in
                        for names in [["Patrang", "Jombang"], ["Kaliwates", "Patrang", "Sumbersari"]] {
                            try rows.beginAnew()
                            for name in names { try rows.add([.text(name)]) }
                        }
                    }
                ]
            }
        }
        let site = try await CatalogueTestSite()
        var draft = DatasetDraft()
        draft.name = "kecamatan-uji"
        draft.title = "Kecamatan uji"
        draft.description = "Nama kecamatan, sekali masing-masing."
        draft.themes = ["GOVE"]
        #expect(try await OwnPublishing(desk: site.desk, publishers: [Twice(draft: draft)]).publish() == ["kecamatan-uji"])
        let opened = try await site.reader.open(dataset: "kecamatan-uji", for: .visitor, purpose: .page)
        #expect(opened.file.rowCount == 3 && opened.version.rows == 3)
    }

    @Test("one table that cannot be made does not keep the others from being published")
    func failure() async throws {
        let site = try await CatalogueTestSite()
        let counts = Counts()
        counts.rows.withLock { $0 = [[.text("Patrang"), .integer(7)]] }
        counts.fails.withLock { $0 = true }
        await #expect(throws: AppError.self) { try await OwnPublishing(desk: site.desk, publishers: [counts]).publish() }
        #expect(site.index.find("laporan-uji") != nil)
    }

    @Test("a cell of one to four is missing, zero and five are not")
    func cells() {
        #expect((0...6).map(OwnTable.cell) == [.integer(0), .missing, .missing, .missing, .missing, .integer(5), .integer(6)])
    }
}
