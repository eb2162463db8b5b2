import Foundation
import Kernel
import Testing

@testable import Books

@Test("words of Books stand in both languages, and every one that the code names is there")
func wordsOfBooksStandInBothLanguages() throws {
    let words = try BooksWords.load()
    #expect(words.keys(.indonesian) == words.keys(.english))
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Books")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String]).filter {
        $0.hasSuffix(".swift")
    }
    #expect(files.count > 20)
    let others: Set = ["books.read", "books.make", "books.publish", "books.templates", "books.1.books", "books.2.plans"]
    for file in files {
        let text = try String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
        for match in text.matches(of: /"(books\.[a-z_.0-9]+[a-z])"/) where !others.contains(String(match.1)) {
            #expect(words.keys(.indonesian).contains(String(match.1)), "\(match.1) in \(file)")
        }
    }
    for kind in TemplateKind.allCases {
        #expect(words.keys(.indonesian).contains(kind.title.id) && words.keys(.indonesian).contains(kind.about.id))
        for chapter in kind.chapters { #expect(words.keys(.indonesian).contains("books.chapter.\(chapter)"), "\(chapter)") }
    }
}
