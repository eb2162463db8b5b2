import Ingest
import Testing

@testable import Catalogue

@Suite struct WideOutcomeTests {
    private func outcome(_ columns: Int, rows: Int) -> ReadingOutcome {
        let fields = (0..<columns).map { TableSchema.Field("kolom_\($0)", .integer, title: "Kolom \($0)") }
        return ReadingOutcome(hash: String(repeating: "a", count: 64), rows: rows, bytes: 10, schema: TableSchema(fields))
    }

    @Test func `what a wide file gave is the same however often and among however many others it is read`() throws {
        let texts = (0..<WideOutcomes.most + 3).map { jsonText(outcome(1200, rows: $0)) }
        #expect(texts.allSatisfy { $0.utf8.count > WideOutcomes.least })
        for rows in Array(texts.indices) + [0] {
            let found = try #require(WideOutcomes.read(texts[rows]))
            #expect(found.rows == rows && found.schema.fields.count == 1200)
        }
        #expect(WideOutcomes.read(texts[0]) == fromJSON(texts[0], ReadingOutcome.self))
        #expect(WideOutcomes.read(jsonText(outcome(2, rows: 5)))?.rows == 5)
        #expect(WideOutcomes.read(String(repeating: "x", count: WideOutcomes.least + 1)) == nil)
    }
}
