import Kernel
import Testing

@testable import Sharing

@Suite("Sentences of Sharing")
struct SharingWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try SharingWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
