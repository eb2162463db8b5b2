import Kernel
import Testing

@testable import Portals

@Suite("Sentences of Portals")
struct PortalsWordsTests {
    @Test("every sentence is there in both languages")
    func complete() throws {
        let words = try PortalWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
    }
}
