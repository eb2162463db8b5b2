import Kernel
import Testing

@testable import Catalogue

@Suite("Sentences of Catalogue")
struct CatalogueWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try CatalogueWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
