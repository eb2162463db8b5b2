import Kernel
import Testing

@testable import Signing

@Suite("Sentences of Signing")
struct SigningWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try SigningWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
