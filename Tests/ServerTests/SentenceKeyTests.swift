import Foundation
import Kernel
import TestSupport
import Testing
import Web

@testable import Server

/// Sentences of one capability silently stand in for another's of the same key, so no key may mean two things.
@Suite("Sentences of all targets", .enabled(if: TestDatabase.triesTheRest, "knows no database")) struct SentenceKeyTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    /// Every file of sentences in a language, by its path below `Sources`.
    private static func files(_ language: String) throws -> [String] {
        let all = try #require(FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String])
        return all.filter { $0.hasSuffix("/\(language).json") && $0.contains("/Text/") }.sorted()
    }

    @Test("no two files define one key differently, and no file one key twice", arguments: ["id", "en"])
    func keys(_ language: String) throws {
        var known: [String: (text: String, file: String)] = [:]
        var faults: [String] = []
        let files = try Self.files(language)
        #expect(files.count > 30)
        for file in files {
            let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
            let sentences = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
            let written = text.matches(of: /(?m)^\s*"([^"]+)"\s*:/).map { String($0.1) }
            if written.count != sentences.count { faults.append("\(file) writes a key twice") }
            for (key, sentence) in sentences {
                if let other = known[key], other.text != sentence { faults.append("\(key): \(other.file) and \(file)") }
                known[key] = (sentence, file)
            }
        }
        #expect(faults.sorted() == [])
    }

    @Test("every permission and every group of them has a name in both languages, for whoever makes a role", arguments: Language.allCases)
    func permissions(_ language: Language) throws {
        let capabilities = try Composition.capabilities()
        let known = Set(
            try Self.files(language.rawValue).flatMap { file in
                try JSONDecoder().decode(
                    [String: String].self, from: Data(contentsOf: Self.sources.appendingPathComponent(file))
                ).keys
            })
        let names = capabilities.flatMap(\.permissions).map(\.name)
        #expect(names.count > 50)
        let keys = Set(names.flatMap { name in ["permission.\(name)", "permission.group.\(name.prefix { $0 != "." })"] })
        #expect(keys.subtracting(known).sorted() == [])
    }
}
