import Testing

@testable import Books

@Test("words of Books stand in both languages")
func wordsOfBooksStandInBothLanguages() throws {
    _ = try BooksWords.load()
}
