import Kernel
import Testing

@testable import Ingest

@Suite("Sentences of Ingest")
struct IngestWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try IngestWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
