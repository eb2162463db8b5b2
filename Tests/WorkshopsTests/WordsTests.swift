import Testing

@testable import Workshops

@Test("words of Workshops stand in both languages")
func wordsOfWorkshopsStandInBothLanguages() throws {
    _ = try WorkshopsWords.load()
}
