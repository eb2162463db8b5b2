import Foundation
import Kernel

/// Compares a column's different texts with a pattern, each once however many rows have it.
struct TextMatcher {
    private enum Piece: Equatable {
        case bytes([UInt8])
        case anyCharacter
        case anything
    }

    private let pieces: [Piece]
    /// A part that every text that fits contains.
    private let literal: [UInt8]
    private let match: RowFilter.TextMatch

    /// Columns of numbers and days are compared as text while they have at most this many codes.
    private static let mostCodes: UInt64 = 1 << 20

    init(_ match: RowFilter.TextMatch, _ pattern: String) throws(AppError) {
        guard pattern.utf8.count <= 1000 else { throw .invalid("filter", "columns.filter_too_large") }
        self.match = match
        let whole = Piece.bytes(Folding.folded(pattern))
        switch match {
        case .contains, .word, .wordStart: pieces = [.anything, whole, .anything]
        case .startsWith: pieces = [whole, .anything]
        case .endsWith: pieces = [.anything, whole]
        case .like: pieces = TextMatcher.pieces(pattern)
        }
        var longest: [UInt8] = []
        for case .bytes(let bytes) in pieces where bytes.count > longest.count { longest = bytes }
        literal = longest
    }

    private static func pieces(_ pattern: String) -> [Piece] {
        var pieces: [Piece] = []
        var literal = ""
        var isEscaped = false
        func close() {
            if !literal.isEmpty { pieces.append(.bytes(Folding.folded(literal))) }
            literal = ""
        }
        for character in pattern.unicodeScalars {
            if isEscaped {
                literal.unicodeScalars.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "%" {
                close()
                if pieces.last != .anything { pieces.append(.anything) }
            } else if character == "_" {
                close()
                pieces.append(.anyCharacter)
            } else {
                literal.unicodeScalars.append(character)
            }
        }
        if isEscaped { literal += "\\" }
        close()
        return pieces
    }

    /// - Throws: `invalid` when the column has numbers or days of too many kinds to look at each.
    func codes(of column: StoredColumn) throws(AppError) -> CodeSet {
        guard column.domain == .dictionary || column.codes <= TextMatcher.mostCodes else {
            throw .invalid(column.name, Message("columns.not_text", ["column": column.name]))
        }
        var members = CodeSet.bits(column.codes)
        let text = ByteSink(capacity: 256)
        let folded = ByteSink(capacity: 256)
        for index in 0..<Int(column.codes) {
            var bytes: UnsafeBufferPointer<UInt8>
            if column.domain == .dictionary {
                bytes = column.texts[index]
            } else {
                text.count = 0
                column.write(UInt64(index) + 1, to: text)
                bytes = UnsafeBufferPointer(start: text.base, count: text.count)
            }
            Folding.fold(bytes, into: folded)
            if fits(folded) { members[(index + 1) >> 6] |= 1 << UInt64((index + 1) & 63) }
        }
        return CodeSet(members: members, codes: column.codes)
    }

    private func fits(_ text: ByteSink) -> Bool {
        if literal.count > text.count { return false }
        let bytes = UnsafeBufferPointer(start: UnsafePointer(text.base), count: text.count)
        if match == .word || match == .wordStart { return hasWord(bytes) }
        if !literal.isEmpty, TextMatcher.find(literal, in: bytes, from: 0) == nil { return false }
        return pieces.count == 3 && pieces[0] == .anything && pieces[2] == .anything && pieces[1] == .bytes(literal) || walk(bytes)
    }

    private func hasWord(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !literal.isEmpty else { return true }
        var from = 0
        while let at = TextMatcher.find(literal, in: text, from: from) {
            let end = at + literal.count
            let begins = at == 0 || !TextMatcher.isOfWord(text[at - 1])
            if begins, match == .wordStart || end == text.count || !TextMatcher.isOfWord(text[end]) { return true }
            from = at + 1
        }
        return false
    }

    /// Whether a byte of folded text belongs to a word; all letters beyond ASCII do.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
    }

    /// The usual walk with one step back to the last `anything`.
    private func walk(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var at = 0
        var piece = 0
        var restart: (piece: Int, at: Int)?
        while true {
            if piece == pieces.count, at == text.count { return true }
            if piece < pieces.count {
                switch pieces[piece] {
                case .anything:
                    restart = (piece + 1, at)
                    piece += 1
                    continue
                case .anyCharacter where at < text.count:
                    at = TextMatcher.next(text, at)
                    piece += 1
                    continue
                case .bytes(let bytes) where TextMatcher.starts(text, at, bytes):
                    at += bytes.count
                    piece += 1
                    continue
                default: break
                }
            }
            guard let last = restart, last.at < text.count else { return false }
            at = TextMatcher.next(text, last.at)
            piece = last.piece
            restart = (piece, at)
        }
    }

    private static func next(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var next = at + 1
        while next < text.count, text[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }

    private static func starts(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ bytes: [UInt8]) -> Bool {
        guard bytes.count <= text.count - at else { return false }
        return bytes.isEmpty || bytes.withUnsafeBufferPointer { memcmp($0.baseAddress!, text.baseAddress! + at, $0.count) == 0 }
    }

    private static func find(_ bytes: [UInt8], in text: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
        let last = text.count - bytes.count
        var at = from
        while at <= last, let found = memchr(text.baseAddress! + at, Int32(bytes[0]), last - at + 1) {
            at = text.baseAddress!.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
            if starts(text, at, bytes) { return at }
            at += 1
        }
        return nil
    }
}
