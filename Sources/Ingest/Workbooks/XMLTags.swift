import Foundation
import Kernel
import Tables

/// Cuts XML into tags and what is between them without changing a byte, so that a part can be written back as it was but for a few places.
/// What is cut must have been read as XML before: this does not check it.
struct XMLTags {
    enum Kind {
        /// Text between tags, perhaps only a piece of it.
        case text
        case start, end, empty
        /// Comments, CDATA and instructions.
        case other
    }

    struct Token {
        var kind: Kind
        var bytes: ArraySlice<UInt8>

        /// With its prefix.
        var qualifiedName: ArraySlice<UInt8> {
            let start = bytes.startIndex + (kind == .end ? 2 : 1)
            let end = bytes[start...].firstIndex { $0 <= 32 || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ">") } ?? bytes.endIndex
            return bytes[start..<end]
        }

        func isNamed(_ name: String) -> Bool {
            guard kind != .text, kind != .other else { return false }
            let qualified = qualifiedName
            let local = qualified.lastIndex(of: UInt8(ascii: ":")).map { qualified[($0 + 1)...] } ?? qualified
            return local.elementsEqual(name.utf8)
        }

        /// The prefix with its colon; empty without one.
        var prefix: String {
            let name = qualifiedName
            return name.lastIndex(of: UInt8(ascii: ":")).map { String(decoding: name[...$0], as: UTF8.self) } ?? ""
        }

        /// Where an attribute's value lies, its name with or without prefix.
        func range(of attribute: String) -> Range<Int>? {
            var at = qualifiedName.endIndex
            while at < bytes.endIndex {
                while at < bytes.endIndex, bytes[at] <= 32 { at += 1 }
                let nameStart = at
                while at < bytes.endIndex, bytes[at] != UInt8(ascii: "="), bytes[at] != UInt8(ascii: ">") { at += 1 }
                guard at < bytes.endIndex, bytes[at] == UInt8(ascii: "=") else { return nil }
                var name = bytes[nameStart..<at]
                while let last = name.last, last <= 32 { name.removeLast() }
                at += 1
                while at < bytes.endIndex, bytes[at] <= 32 { at += 1 }
                guard at < bytes.endIndex, let end = bytes[(at + 1)...].firstIndex(of: bytes[at]) else { return nil }
                let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
                if local.elementsEqual(attribute.utf8) { return at + 1..<end }
                at = end + 1
            }
            return nil
        }

        func value(of attribute: String) -> String? { range(of: attribute).map { String(decoding: bytes[$0], as: UTF8.self) } }

        /// The tag with an attribute set.
        func setting(_ attribute: String, _ value: String) -> [UInt8] {
            if let range = range(of: attribute) {
                return Array(bytes[..<range.lowerBound]) + Array(value.utf8) + Array(bytes[range.upperBound...])
            }
            let name = qualifiedName
            return Array(bytes[..<name.endIndex]) + Array(" \(attribute)=\"\(value)\"".utf8) + Array(bytes[name.endIndex...])
        }

        /// An empty tag made a start tag.
        var opened: [UInt8] {
            let slash = bytes.lastIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
            return Array(bytes[..<slash]) + [UInt8(ascii: ">")]
        }
    }

    private static let longestToken = 8 << 20

    private let more: () throws(AppError) -> [UInt8]
    private let part: String
    private var buffer: [UInt8] = []
    private var at = 0
    private var isDone = false

    init(part: String, _ more: @escaping () throws(AppError) -> [UInt8]) {
        self.more = more
        self.part = part
    }

    init(_ bytes: [UInt8]) {
        self.init(part: "") { () throws(AppError) in [] }
        buffer = bytes
        isDone = true
    }

    /// The next piece; `nil` at the end. Its bytes are of no use after the next call.
    mutating func next() throws(AppError) -> Token? {
        while true {
            if at < buffer.count, let token = cut() {
                at = token.bytes.endIndex
                return token
            }
            guard !isDone else {
                guard at >= buffer.count else { throw ZipArchive.damaged(part) }
                return nil
            }
            guard buffer.count - at <= XMLTags.longestToken else { throw ZipArchive.damaged(part) }
            let piece = try more()
            isDone = piece.isEmpty
            buffer.removeFirst(at)
            at = 0
            buffer += piece
        }
    }

    /// The token that begins at `at`, if its end is there.
    private func cut() -> Token? {
        guard buffer[at] == UInt8(ascii: "<") else {
            return Token(kind: .text, bytes: buffer[at..<(buffer[at...].firstIndex(of: UInt8(ascii: "<")) ?? buffer.count)])
        }
        guard at + 9 <= buffer.count || isDone else { return nil }
        for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] where buffer[at...].starts(with: begin.utf8) {
            return position(of: Array(end.utf8)).map { Token(kind: .other, bytes: buffer[at..<$0]) }
        }
        var quote: UInt8 = 0
        for index in at..<buffer.count {
            let byte = buffer[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                let isEnd = buffer[at + 1] == UInt8(ascii: "/")
                let kind: Kind = isEnd ? .end : buffer[index - 1] == UInt8(ascii: "/") ? .empty : .start
                return Token(kind: buffer[at + 1] == UInt8(ascii: "!") ? .other : kind, bytes: buffer[at...index])
            }
        }
        return nil
    }

    private func position(of end: [UInt8]) -> Int? {
        var index = at
        while index + end.count <= buffer.count {
            if buffer[index..<index + end.count].elementsEqual(end) { return index + end.count }
            index += 1
        }
        return nil
    }
}
