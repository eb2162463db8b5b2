import Columns

/// A text search as PostgreSQL writes it: `jalan & (rusak | lubang:*) & !selesai`. `!` binds strongest, `|` weakest; words behind each
/// other must both occur.
enum TextSearchQuery {
    static func filter(_ text: String, _ columns: [TableShape.Column]) throws(DatastoreFault) -> RowFilter? {
        guard text.utf8.count <= 10_000 else { throw DatastoreFault("q", "Search query is too long") }
        var reader = Reader(scalars: Array(text.unicodeScalars), columns: columns)
        reader.skip()
        if reader.at == reader.scalars.count { return nil }
        let filter = try reader.any()
        guard reader.at == reader.scalars.count else { throw reader.fault }
        return filter
    }

    private struct Reader {
        let scalars: [Unicode.Scalar]
        let columns: [TableShape.Column]
        var at = 0
        var depth = 0

        var fault: DatastoreFault { DatastoreFault("q", "syntax error in tsquery: character \(at + 1)") }
        var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

        mutating func skip() {
            while let next, next.properties.isWhitespace { at += 1 }
        }

        mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            skip()
            guard next == scalar else { return false }
            at += 1
            return true
        }

        mutating func any() throws(DatastoreFault) -> RowFilter {
            depth += 1
            defer { depth -= 1 }
            guard depth <= 20 else { throw fault }
            var parts = [try all()]
            while take("|") { parts.append(try all()) }
            guard parts.count <= 100 else { throw fault }
            return parts.count == 1 ? parts[0] : .any(parts)
        }

        mutating func all() throws(DatastoreFault) -> RowFilter {
            var parts = [try one()]
            while true {
                skip()
                guard let next, next != ")", next != "|" else { break }
                if next == "<" { while let next = self.next, next != ">" { _ = next; at += 1 }; if !take(">") { throw fault } }
                _ = take("&")
                parts.append(try one())
                guard parts.count <= 100 else { throw fault }
            }
            return parts.count == 1 ? parts[0] : .all(parts)
        }

        mutating func one() throws(DatastoreFault) -> RowFilter {
            if take("!") {
                depth += 1
                defer { depth -= 1 }
                guard depth <= 40 else { throw fault }
                return .not(present(try one()))
            }
            if take("(") {
                let inside = try any()
                guard take(")") else { throw fault }
                return inside
            }
            return try word()
        }

        /// A row whose text is missing does not have the word, so that `!` finds it.
        private func present(_ filter: RowFilter) -> RowFilter {
            guard case .any(let parts) = filter else { return filter }
            return .any(
                parts.map { part in
                    switch part {
                    case .text(let name, _, _), .compare(let name, _, _): .all([.isPresent(name), part])
                    default: part
                    }
                })
        }

        mutating func word() throws(DatastoreFault) -> RowFilter {
            skip()
            var word = String.UnicodeScalarView()
            if take("'") {
                while let next, next != "'" {
                    word.append(next)
                    at += 1
                }
                guard take("'") else { throw fault }
            } else {
                while let next, !next.properties.isWhitespace, !["&", "|", "!", "(", ")", ":", "<", "'"].contains(next) {
                    word.append(next)
                    at += 1
                }
            }
            guard !word.isEmpty else { throw fault }
            var match = RowFilter.TextMatch.word
            if take(":") {
                while let next, next == "*" || next.properties.isAlphabetic {
                    if next == "*" { match = .wordStart }
                    at += 1
                }
            }
            let text = String(word)
            return .any(
                columns.compactMap { column in
                    if column.type.isText { return .text(column.name, match, text) }
                    return Datum(text, as: column.type).map { _ in .compare(column.name, .equal, text) }
                })
        }
    }
}
