import Kernel
import Testing

@testable import Rows

@Suite("Sentences of Rows")
struct RowsWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try RowsWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
