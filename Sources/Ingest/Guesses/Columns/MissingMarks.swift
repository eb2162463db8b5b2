import Kernel

/// Marks by which people say that nothing is known.
enum MissingMarks {
    /// Such as mean nothing else, in any column.
    private static let certain: Set<String> = [
        "-", "--", "---", "–", "—", "n/a", "na", "#n/a", "n.a", "n.a.", "…", "...", "....", "tidak ada data", "data tidak ada",
        "data tidak tersedia",
        "tidak tersedia", "tad", "t.a.d", "null", "#null!", "nan", "(null)", "belum ada data", "tidak diketahui", "data belum tersedia",
    ]
    /// Such as mean it where numbers or days were expected.
    private static let likely: Set<String> = [
        "tidak ada", "kosong", "belum ada", "x", "xx", "?", ".", "*", "**", "_", "tidak", "belum", "nihil data", "tba", "none", "-)", "..",
    ]

    static func isCertain(_ text: String) -> Bool { certain.contains(folded(text)) }
    static func isLikely(_ text: String) -> Bool { likely.contains(folded(text)) }

    private static func folded(_ text: String) -> String { text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
