import Testing

@testable import Documents

@Test("words of Documents stand in both languages")
func wordsOfDocumentsStandInBothLanguages() throws {
    _ = try DocumentsWords.load()
}
