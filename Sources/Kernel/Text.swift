import Foundation
import Synchronization

/// A language people can read Pendopo in; Indonesian first.
package enum Language: String, Sendable, CaseIterable, Codable {
    case indonesian = "id"
    case english = "en"
}

/// The name of a sentence in the catalogues (`Text/id.json`, `Text/en.json` of each target).
package struct TextKey: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let id: String
    package init(_ id: String) { self.id = id }
    package init(stringLiteral id: String) { self.id = id }
    package var description: String { id }
}

/// A sentence with the values of its `{placeholders}`, not yet in a language.
package struct Message: Hashable, Sendable, ExpressibleByStringLiteral {
    package var key: TextKey
    package var values: [String: String]

    package init(_ key: TextKey, _ values: [String: String] = [:]) {
        self.key = key
        self.values = values
    }

    package init(stringLiteral id: String) { self.init(TextKey(id)) }
}

/// Every sentence of the installation in every language, with the regency's own words laid over ours.
package struct Words: Sendable, Equatable {
    private var sentences: [Language: [String: String]]

    package init(_ sentences: [Language: [String: String]] = [:]) { self.sentences = sentences }

    /// Reads `id.json` and `en.json`, flat objects of key to sentence, from a folder and from the folders within it, so that a
    /// capability with many sentences keeps those of each noun together.
    package init(folder: URL) throws {
        var words = Words()
        var sentences: [Language: [String: String]] = [:]
        for language in Language.allCases {
            let data = try Data(contentsOf: folder.appendingPathComponent("\(language.rawValue).json"))
            sentences[language] = try JSONDecoder().decode([String: String].self, from: data)
        }
        let inside = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
        for part in inside.sorted(by: { $0.path < $1.path }) where part.hasDirectoryPath { words = words.merging(try Words(folder: part)) }
        self = words.merging(Words(sentences))
    }

    private static let read = Mutex<[URL: Words]>([:])

    /// The words of a folder that comes with the program and stays as it is while the program runs: read once, whoever asks.
    package static func shipped(in folder: URL) throws -> Words {
        if let known = read.withLock({ $0[folder] }) { return known }
        let words = try Words(folder: folder)
        read.withLock { $0[folder] = words }
        return words
    }

    /// These words with `others` laid over them.
    package func merging(_ others: Words) -> Words {
        var merged = sentences
        for (language, more) in others.sentences { merged[language, default: [:]].merge(more) { $1 } }
        return Words(merged)
    }

    package func keys(_ language: Language) -> Set<String> { Set(sentences[language, default: [:]].keys) }

    /// The stored sentence with its placeholders unfilled; `nil` when the catalogue has none.
    package func sentence(_ key: TextKey, _ language: Language) -> String? { sentences[language]?[key.id] }

    /// The sentence in a language: `{name}` becomes the value given, `{count|report|reports}` the form that fits the count.
    /// A missing sentence falls back to Indonesian and then to the key, so that a gap is seen and not fatal.
    package func callAsFunction(_ message: Message, _ language: Language) -> String {
        guard let sentence = sentences[language]?[message.key.id] ?? sentences[.indonesian]?[message.key.id] else { return message.key.id }
        return sentence.utf8.contains(UInt8(ascii: "{")) ? fill(sentence, message.values) : sentence
    }

    private func fill(_ sentence: String, _ values: [String: String]) -> String {
        var filled = ""
        var rest = sentence[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            let parts = rest[rest.index(after: open)..<close].split(separator: "|", omittingEmptySubsequences: false)
            let value = values[String(parts[0])] ?? ""
            filled += parts.count == 3 ? String(value == "1" ? parts[1] : parts[2]) : value
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
