import Ingest
import Testing

@testable import Catalogue

@Suite struct WideOutcomeTests {
    private func outcome(_ columns: Int, rows: Int) -> ReadingOutcome {
        let fields = (0..<columns).map { TableSchema.Field("kolom_\($0)", .integer, title: "Kolom \($0)") }
        return ReadingOutcome(hash: String(repeating: "a", count: 64), rows: rows, bytes: 10, schema: TableSchema(fields))
    }

    @Test func `what a wide file gave is the same however often and among however many others it is read`() throws {
        let texts = (0..<WideOutcomes.most + 3).map { jsonText(outcome(2000, rows: $0)) }
        #expect(texts.allSatisfy { $0.utf8.count > WideOutcomes.least })
        for _ in 0..<2 {
            for (rows, text) in texts.enumerated() {
                let plain = try #require(fromJSON(text, ReadingOutcome.self))
                #expect(WideOutcomes.read(text) == plain)
                #expect(WideOutcomes.read(text)?.rows == rows)
            }
        }
        #expect(WideOutcomes.read(jsonText(outcome(2, rows: 5)))?.rows == 5)
        #expect(WideOutcomes.read(String(repeating: "x", count: WideOutcomes.least + 1)) == nil)
    }
}
