/// The little that callers of PostgreSQL-backed portals write otherwise than SQLite reads it: `ILIKE`, and types behind `::`.
enum SQLDialect {
    /// Whether there is nothing but blanks, semicolons and comments.
    static func isBlank(_ text: String) -> Bool {
        parts(text).allSatisfy { part in
            switch part {
            case .comment: true
            case .quoted: false
            case .plain(let text): text.allSatisfy { $0.isWhitespace || $0 == ";" }
            }
        }
    }

    static func translated(_ sql: String) -> String {
        parts(sql).map { part in
            switch part {
            case .comment: " "
            case .quoted(let text): text
            case .plain(let text): plain(text)
            }
        }.joined()
    }

    private enum Part {
        case plain(String)
        case quoted(String)
        case comment
    }

    /// Takes texts in quotes and comments out, as SQLite does.
    private static func parts(_ sql: String) -> [Part] {
        let scalars = Array(sql.unicodeScalars)
        var parts: [Part] = []
        var at = 0
        var start = 0
        func text(_ from: Int, _ to: Int) -> String { String(String.UnicodeScalarView(scalars[from..<to])) }
        func next(_ scalar: Unicode.Scalar) -> Bool { at + 1 < scalars.count && scalars[at + 1] == scalar }
        func close() { if start < at { parts.append(.plain(text(start, at))) } }
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar == "'" || scalar == "\"" || scalar == "`" || scalar == "[" {
                close()
                let from = at
                let end: Unicode.Scalar = scalar == "[" ? "]" : scalar
                at += 1
                while at < scalars.count {
                    if scalars[at] == end {
                        guard end != "]", next(end) else { break }
                        at += 1
                    }
                    at += 1
                }
                at = min(at + 1, scalars.count)
                parts.append(.quoted(text(from, at)))
                start = at
            } else if scalar == "-" && next("-") {
                close()
                while at < scalars.count, scalars[at] != "\n" { at += 1 }
                parts.append(.comment)
                start = at
            } else if scalar == "/" && next("*") {
                close()
                at += 2
                while at < scalars.count, !(scalars[at] == "*" && next("/")) { at += 1 }
                at = min(at + 2, scalars.count)
                parts.append(.comment)
                start = at
            } else {
                at += 1
            }
        }
        close()
        return parts
    }

    /// `ILIKE` is SQLite's `LIKE`. A type behind `::` is left out: values have their types here already.
    private static func plain(_ text: String) -> String {
        var words = ""
        var word = ""
        func flush() {
            words += word.lowercased() == "ilike" ? "LIKE" : word
            word = ""
        }
        var characters = Array(text)
        characters.append(" ")
        var at = 0
        while at < characters.count - 1 {
            let character = characters[at]
            if character == ":", characters[at + 1] == ":" {
                flush()
                at += 2
                while at < characters.count - 1, characters[at].isLetter || characters[at].isNumber || characters[at] == "_" { at += 1 }
                continue
            }
            if character.isLetter || character.isNumber || character == "_" {
                word.append(character)
            } else {
                flush(); words.append(character)
            }
            at += 1
        }
        flush()
        return words
    }
}
