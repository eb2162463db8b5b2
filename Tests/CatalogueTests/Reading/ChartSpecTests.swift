import Columns
import Foundation
import Kernel
import Testing
import Web

@testable import Catalogue

private let chartSpecs: [ChartSpec] = [
    ChartSpec(.bar, x: "kecamatan"),
    ChartSpec(
        .stackedColumn, x: "kecamatan", series: "jenis kelamin", figure: .average, value: "jumlah & nilai", sort: .least, top: 12),
    ChartSpec(.line, x: "tahun", figure: .median, value: "harga", filter: "kecamatan=eq.Patrang&tahun=gte.2020"),
    ChartSpec(.areas, x: "kode", figure: .sum, value: "n", classes: .equal, title: "Judul “sendiri” + 100 %"),
    ChartSpec(.points, x: "nama"),
]

@Suite("What chart is wanted")
struct ChartSpecTests {
    private static let usual = ChartSpec(.line, x: "tahun", series: "jenis", figure: .sum, value: "jumlah", sort: .greatest, top: 5)

    /// The part of an address behind the `?`, as the server reads it.
    private static func query(_ text: String) -> Query {
        let pairs = text.split(separator: "&").map { pair -> (String, String) in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            return (parts[0].removingPercentEncoding!, (parts.count > 1 ? parts[1] : "").removingPercentEncoding!)
        }
        return Query(pairs)
    }

    @Test("an address holds all of it, whatever the usual chart is", arguments: chartSpecs)
    func address(spec: ChartSpec) {
        let query = Self.query(spec.query)
        #expect(ChartSpec(query, filter: spec.filter, usual: Self.usual) == spec)
    }

    @Test("JSON holds all of it", arguments: chartSpecs)
    func json(spec: ChartSpec) throws {
        #expect(try JSONDecoder().decode(ChartSpec.self, from: Data(SavedChart.json(spec).utf8)) == spec)
    }

    @Test("an address without parts of its own asks for the usual chart")
    func usual() {
        #expect(ChartSpec(Query([("tahun", "eq.2025")]), filter: "tahun=eq.2025", usual: Self.usual).x == "tahun")
        #expect(ChartSpec(Query(), filter: "", usual: Self.usual) == Self.usual)
    }

    @Test("what makes no sense is left aside")
    func nonsense() {
        let query = Query([("_jenis", "kue"), ("_menurut", "a"), ("_teratas", "-7"), ("_hitung", "apa"), ("_nilai", "")])
        let spec = ChartSpec(query, filter: "", usual: ChartSpec(.bar, x: "b"))
        #expect(spec == ChartSpec(.bar, x: "a", top: 1))
        #expect(ChartSpec(.bar, x: "a", series: "a").series == nil)
        #expect(ChartSpec(.bar, x: "a", figure: .sum).figure == .count)
    }
}
