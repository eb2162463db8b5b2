import Ingest
import Testing

@testable import Catalogue

@Suite struct WideSchemaTests {
    private func schema(_ columns: Int, _ name: String) -> TableSchema {
        TableSchema((0..<columns).map { TableSchema.Field("\(name)_\($0)", .integer, title: "Kolom \(name) nomor \($0)") })
    }

    @Test func `schemas of wide tables are what they are, however many others were asked for between`() {
        let wide = (0..<4).map { schema(4500, "kolom\($0)") }
        let made = wide.map { StoredSchema($0) }
        #expect(made.allSatisfy { $0.json.utf8.count > StoredSchema.wide })
        let read = made.map { StoredSchema(json: $0.json) }
        for place in [0, 1, 2, 3, 0] {
            #expect(made[place].value.fields.map(\.name) == wide[place].fields.map(\.name))
            #expect(read[place].value == made[place].value)
        }
        #expect(made[0] == read[0] && made[0] != read[1])
        let narrow = schema(3, "k")
        #expect(StoredSchema(narrow).value == narrow && StoredSchema(json: StoredSchema(narrow).json).value == narrow)
        #expect(StoredSchema(json: String(repeating: "x", count: StoredSchema.wide + 1)).value == TableSchema())
    }

    @Test func `of what was read the last few stay, the one asked for last the longest`() {
        let last = LastRead<Int>(most: 2)
        var reads: [String] = []
        func ask(_ text: String) -> Int? {
            last.value(text) { text in
                reads.append(text)
                return Int(text)
            }
        }
        #expect([ask("1"), ask("2"), ask("1"), ask("3"), ask("1"), ask("2"), ask("x"), ask("x")] == [1, 2, 1, 3, 1, 2, nil, nil])
        #expect(reads == ["1", "2", "3", "2", "x", "x"])
    }
}
