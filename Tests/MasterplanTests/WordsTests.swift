import Testing

@testable import Masterplan

@Test("words of Masterplan stand in both languages")
func wordsOfMasterplanStandInBothLanguages() throws {
    _ = try MasterplanWords.load()
}
