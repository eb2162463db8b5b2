import Testing

@testable import Innovations

@Test("words of Innovations stand in both languages")
func wordsOfInnovationsStandInBothLanguages() throws {
    _ = try InnovationsWords.load()
}
