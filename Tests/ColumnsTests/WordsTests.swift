import Columns
import Foundation
import Kernel
import Testing

@Suite struct WordsTests {
    @Test func everySentenceIsThereInBothLanguages() throws {
        let words = try ColumnWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
        var used: Set<String> = []
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Sources/Columns")
            .standardized
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"(columns\.[a-z0-9_]+)["\\]/) { used.insert(String(match.1)) }
        }
        used.remove("columns.bad_operand_")
        for type in ColumnType.allCases { used.insert("columns.bad_operand_\(type.rawValue)") }
        #expect(used == words.keys(.english))
    }
}
