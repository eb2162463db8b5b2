import Columns
import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Catalogue

/// What stands in cells is text, whatever it looks like.
@Suite("HTML in cells")
struct HostileCellsTests {
    private static let cells = ["<script>alert('sel')</script>", "\"><img src=x onerror=alert(1)>", "</textarea><b>tebal</b>"]

    @Test("comes out of no page as HTML: table, filter, chart, columns, comparison, questions, citation")
    func escaped() async throws {
        let site = try await CatalogueTestSite()
        var rows: [[Datum]] = Self.cells.enumerated().map { index, cell in
            [.text("35.09.01"), .text(cell), .year(2024 + index), .integer(Int64(100 * (index + 1)))]
        }
        let dataset = try await site.published("sel-aneh", rows: rows)
        rows[0][3] = .integer(7)
        rows.append([.text("35.09.19"), .text(Self.cells[0] + " baru"), .year(2025), .integer(5)])
        try await site.publish(rows, in: dataset.id)
        let filter = Path.query([("pasar", "eq." + Self.cells[0])])
        let paths = [
            "", filter, "?sort=pasar", "/bagan?_jenis=batang&_menurut=pasar&_nilai=harga&_hitung=jumlah",
            "/bagan?_jenis=garis&_menurut=tahun&_seri=pasar&_nilai=harga&_hitung=jumlah",
            "/kolom", "/banding", "/riwayat", "/tanya", "/pakai\(filter)", "/peta",
        ]
        var seen = 0
        for path in paths {
            var answer = try await site.site.browser().get("/data/sel-aneh\(path)")
            if answer.status == 303, let location = answer.location { answer = try await site.site.browser().get(location) }
            #expect(answer.status < 500, "\(path)")
            for piece in ["<script>alert(", "<img src=x", "<b>tebal"] { #expect(!answer.text.contains(piece), "\(piece) at \(path)") }
            if answer.text.contains("&lt;script&gt;alert(") { seen += 1 }
        }
        // On most of them the cell is there to be seen.
        #expect(seen >= 5)
        let saved = try await site.desk.database.read { tx in try tx.versions(of: try tx.distributions(of: dataset.id)[0].id).count }
        #expect(saved == 2)
    }
}
