import Foundation
import Kernel

/// Why a text is not JSON, and where.
package struct JSONFault: Error, Equatable {
    package let line: Int
    package let column: Int
    /// In English, for the API.
    package let what: String
}

extension JSONValue {
    /// Reads JSON strictly: one value, UTF-8, no name twice in an object (readers disagree on which one counts), no NUL (the
    /// database cannot hold it), at most 64 levels deep and of five million values: a list of ones takes thirty times its length.
    /// - Throws: ``JSONFault`` with the line and column.
    package init(parsing bytes: some ContiguousBytesLike) throws {
        self = try bytes.withBytes { buffer in
            Result {
                var reader = JSONReader(bytes: buffer)
                return try reader.document()
            }
        }.get()
    }
}

struct JSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var at = 0
    private var values = 0
    /// What has more is refused.
    var mostValues = 5_000_000

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func document() throws -> JSONValue {
        skipBlanks()
        let value = try value(depth: 0)
        skipBlanks()
        guard at == bytes.count else { throw fault("something follows the value") }
        return value
    }

    var here: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func value(depth: Int) throws -> JSONValue {
        guard depth < 64 else { throw fault("nested deeper than 64 levels") }
        guard at < bytes.count else { throw fault("it ends too early") }
        values += 1
        guard values <= mostValues else { throw fault("more than \(mostValues) values") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), 48...57: return try number()
        default: throw fault("expected a value")
        }
    }

    private mutating func object(depth: Int) throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        at += 1
        skipBlanks()
        if here == UInt8(ascii: "}") {
            at += 1
            return .object(members)
        }
        // Room for a usual object, which then need not grow three times. Only in small documents: a list of a million small
        // objects would take several times the memory.
        if values <= 64 { members.reserveCapacity(8) }
        while true {
            guard here == UInt8(ascii: "\"") else { throw fault("expected a name in double quotes") }
            let name = try string()
            skipBlanks()
            guard here == UInt8(ascii: ":") else { throw fault("expected a colon") }
            at += 1
            skipBlanks()
            guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw fault("the name \"\(name)\" stands twice")
            }
            skipBlanks()
            if here == UInt8(ascii: ",") {
                at += 1
                skipBlanks()
            } else if here == UInt8(ascii: "}") {
                at += 1
                return .object(members)
            } else {
                throw fault("expected a comma or }")
            }
        }
    }

    private mutating func array(depth: Int) throws -> JSONValue {
        var items: [JSONValue] = []
        at += 1
        skipBlanks()
        if here == UInt8(ascii: "]") {
            at += 1
            return .array(items)
        }
        while true {
            items.append(try value(depth: depth + 1))
            skipBlanks()
            if here == UInt8(ascii: ",") {
                at += 1
                skipBlanks()
            } else if here == UInt8(ascii: "]") {
                at += 1
                return .array(items)
            } else {
                throw fault("expected a comma or ]")
            }
        }
    }

    private mutating func number() throws -> JSONValue {
        let start = at
        var isWhole = true
        if here == UInt8(ascii: "-") { at += 1 }
        if here == 48 { at += 1 } else { try digits() }
        if here == UInt8(ascii: ".") {
            isWhole = false
            at += 1
            try digits()
        }
        if here == UInt8(ascii: "e") || here == UInt8(ascii: "E") {
            isWhole = false
            at += 1
            if here == UInt8(ascii: "+") || here == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let whole = Int(text) { return .integer(whole) }
        guard let value = Double(text), value.isFinite else { throw fault("the number is too large") }
        return .number(value)
    }

    private mutating func digits() throws {
        guard (48...57).contains(here) else { throw fault("expected a digit") }
        while (48...57).contains(here) { at += 1 }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard at + count <= bytes.count, memcmp(bytes.baseAddress! + at, word.utf8Start, count) == 0 else {
            throw fault("expected a value")
        }
        at += count
        return value
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 || bytes[at] == 13 || bytes[at] == 9 { at += 1 }
    }

    func fault(_ what: String) -> JSONFault {
        let before = bytes[..<min(at, bytes.count)]
        let line = before.count { $0 == 10 } + 1
        let column = before.count - (before.lastIndex(of: 10).map { $0 + 1 } ?? 0) + 1
        return JSONFault(line: line, column: column, what: what)
    }
}
