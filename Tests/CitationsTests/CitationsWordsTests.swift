import Kernel
import Testing

@testable import Citations

@Suite("Sentences of Citations")
struct CitationsWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try CitationWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
