import Columns
import Kernel

/// Searching all of a table for words: every word must begin some word of some text of the row, or be one of its numbers, days or years.
/// Each different text of a column is looked at once, however many rows have it.
package enum WordSearch {
    /// More words are not looked for.
    static let mostWords = 12

    /// - Returns: `nil` when there is no word in it.
    package static func filter(_ typed: String, _ columns: [TableShape.Column]) -> RowFilter? {
        let parts = words(typed).map { any($0, columns) }
        return parts.isEmpty ? nil : parts.count == 1 ? parts[0] : .all(parts)
    }

    /// What stands between blanks; punctuation within a word stays, because it stands in codes, that around it goes.
    static func words(_ typed: String) -> [String] {
        let parts = typed.split(whereSeparator: \.isWhitespace).map { part in
            let isInside: (Character) -> Bool = { $0.isLetter || $0.isNumber || !$0.isASCII }
            guard let first = part.firstIndex(where: isInside), let last = part.lastIndex(where: isInside) else { return "" }
            // A sign belongs to a number.
            let start = first > part.startIndex && part[part.index(before: first)] == "-" ? part.index(before: first) : first
            return String(part[start...last])
        }
        return Array(parts.filter { !$0.isEmpty }.prefix(mostWords))
    }

    private static func any(_ word: String, _ columns: [TableShape.Column]) -> RowFilter {
        let bare = word.hasPrefix("-") ? String(word.dropFirst()) : word
        return .any(
            columns.compactMap { column in
                if column.type.isText { return .text(column.name, .wordStart, bare) }
                return Datum(word, as: column.type).map { _ in .compare(column.name, .equal, word) }
            })
    }
}
