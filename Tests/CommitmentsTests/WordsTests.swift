import Testing

@testable import Commitments

@Test("words of Commitments stand in both languages")
func wordsOfCommitmentsStandInBothLanguages() throws {
    _ = try CommitmentsWords.load()
}
