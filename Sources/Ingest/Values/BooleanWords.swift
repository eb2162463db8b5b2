import Kernel

/// Words for yes and no, in pairs as they stand together in columns.
struct BooleanWords: Hashable, Sendable {
    var trues: [String]
    var falses: [String]

    /// What Table Schema takes when a field says nothing.
    static let standard = BooleanWords(trues: ["true", "1"], falses: ["false", "0"])

    /// Pairs by which a column of yes and no is known again. Numbers alone say nothing.
    static let known: [BooleanWords] = [
        BooleanWords(trues: ["ya", "y", "iya"], falses: ["tidak", "t", "tdk", "bukan"]),
        BooleanWords(trues: ["ada"], falses: ["belum", "belum ada", "tidak ada", "tidak", "tdk ada"]),
        BooleanWords(trues: ["sudah"], falses: ["belum"]),
        BooleanWords(trues: ["benar"], falses: ["salah"]),
        BooleanWords(trues: ["aktif"], falses: ["tidak aktif", "non aktif", "nonaktif"]),
        BooleanWords(trues: ["lengkap"], falses: ["tidak lengkap", "belum lengkap"]),
        BooleanWords(trues: ["true"], falses: ["false"]),
        BooleanWords(trues: ["yes", "y"], falses: ["no", "n"]),
        BooleanWords(trues: ["v", "√", "✓", "✔"], falses: ["x", "✗", "✘"]),
    ]

    /// The pair that all of these words are of, each side met at least once.
    static func of(_ words: some Collection<String>) -> BooleanWords? {
        known.first { pair in
            words.allSatisfy { pair.trues.contains($0) || pair.falses.contains($0) } && words.contains { pair.trues.contains($0) }
                && words.contains { pair.falses.contains($0) }
        }
    }

    /// How words are compared.
    static func folded(_ text: String) -> String { text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
