import Foundation
import Kernel
import TestSupport
import Testing
import Web

@Suite struct WordsTests {
    private let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent("Sources")

    @Test func bothLanguagesHaveTheSameSentencesWithTheSamePlaceholders() throws {
        let words = try Capability.web().words
        #expect(words.keys(.indonesian) == words.keys(.english))
        for key in words.keys(.indonesian) {
            let names = Language.allCases.map { placeholders(words.sentence(TextKey(key), $0) ?? "") }
            #expect(names[0] == names[1], "\(key)")
        }
    }

    /// Whatever the targets below Web throw is shown by Web, so Web has its words.
    @Test(arguments: ["Kernel", "Storage", "Work", "Web"]) func everySentenceThatIsNamedExists(_ target: String) throws {
        let known = try Capability.web().words.keys(.indonesian)
        var named: Set<String> = []
        let files = try #require(
            FileManager.default.enumerator(at: sources.appendingPathComponent(target), includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"((?:error|form|session)\.[a-z_.]+[a-z])"/) { named.insert(String(match.1)) }
        }
        #expect(!named.isEmpty)
        #expect(named.subtracting(known).sorted() == [])
    }

    private func placeholders(_ sentence: String) -> Set<String> {
        Set(sentence.matches(of: /\{([a-z]+)[|}]/).map { String($0.1) })
    }
}
