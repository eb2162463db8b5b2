import CStemmer
import Kernel

/// The words of a text as search compares them: folded, and brought to their Indonesian stems
/// (`memperbaiki`, `perbaikan` and `diperbaiki` meet in one).
///
/// Done here and not by the engines, so that both find the same.
package struct Stemmer {
    /// Longer words are cut; nobody types them and they would swell the index.
    static let longestWord = 40

    /// Folded words in order, each cut to ``longestWord`` characters.
    package static func words(_ text: String) -> [String] {
        Plain.folded(text).unicodeScalars.split(separator: " ").map { String($0.prefix(longestWord)) }
    }

    /// One stem for each word.
    package static func stems(_ words: [String]) -> [String] {
        guard let stemmer = sb_stemmer_new("indonesian", "UTF_8") else { return words }
        defer { sb_stemmer_delete(stemmer) }
        return words.map { word in
            var word = word
            return word.withUTF8 { bytes in
                guard let stem = sb_stemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count)) else {
                    return String(decoding: bytes, as: UTF8.self)
                }
                return String(decoding: UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(stemmer))), as: UTF8.self)
            }
        }
    }

    /// Everything a text is found by: its words and their stems, once each, separated by blanks.
    static func terms(_ text: String) -> String {
        let words = words(text)
        var seen: Set<String> = []
        return (words + stems(words)).filter { seen.insert($0).inserted }.joined(separator: " ")
    }
}
