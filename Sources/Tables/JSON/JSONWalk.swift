import Kernel

/// One walk along JSON that lies whole in memory. Strict: what it accepts is JSON (RFC 8259).
package struct JSONWalk {
    /// What a value is, and where its bytes lie (a string's quotes included).
    package struct Value {
        package enum Kind: Sendable { case object, array, string, number, boolean, null }
        package var kind: Kind
        package var range: Range<Int>
    }

    /// Nobody nests deeper, and each level costs stack.
    package static let deepest = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    package private(set) var at: Int

    package init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    /// Takes the members of the object at the present place, in order; false when it is no object or not JSON.
    package mutating func members(_ each: (Value, Value) -> Bool) -> Bool {
        guard next() == UInt8(ascii: "{") else { return false }
        at += 1
        if next() == UInt8(ascii: "}") {
            at += 1
            return true
        }
        while true {
            guard next() == UInt8(ascii: "\""), let key = value(depth: 1), next() == UInt8(ascii: ":") else { return false }
            at += 1
            guard let value = value(depth: 1), each(key, value) else { return false }
            let end = next()
            at += 1
            if end == UInt8(ascii: "}") { return true }
            guard end == UInt8(ascii: ",") else { return false }
        }
    }

    /// Takes the elements of the array at the present place; false when it is no array or not JSON.
    package mutating func elements(_ each: (Value) -> Bool) -> Bool {
        guard next() == UInt8(ascii: "[") else { return false }
        at += 1
        if next() == UInt8(ascii: "]") {
            at += 1
            return true
        }
        while true {
            guard let value = value(depth: 1), each(value) else { return false }
            let end = next()
            at += 1
            if end == UInt8(ascii: "]") { return true }
            guard end == UInt8(ascii: ",") else { return false }
        }
    }

    /// The byte behind blanks; 0 at the end.
    package mutating func next() -> UInt8 {
        while at < bytes.count, bytes[at] == 32 || (9...13).contains(bytes[at]) && bytes[at] != 11 && bytes[at] != 12 { at += 1 }
        return at < bytes.count ? bytes[at] : 0
    }

    /// Takes one whole value; `nil` when it is not JSON or nested too deeply.
    package mutating func value(depth: Int = 0) -> Value? {
        guard depth <= JSONWalk.deepest else { return nil }
        let first = next()
        let start = at
        let kind: Value.Kind
        switch first {
        case UInt8(ascii: "{"):
            var walk = self
            guard walk.nested(UInt8(ascii: "}"), hasKeys: true, depth) else { return nil }
            at = walk.at
            kind = .object
        case UInt8(ascii: "["):
            var walk = self
            guard walk.nested(UInt8(ascii: "]"), hasKeys: false, depth) else { return nil }
            at = walk.at
            kind = .array
        case UInt8(ascii: "\""):
            guard string() else { return nil }
            kind = .string
        case UInt8(ascii: "t"):
            guard word("true") else { return nil }
            kind = .boolean
        case UInt8(ascii: "f"):
            guard word("false") else { return nil }
            kind = .boolean
        case UInt8(ascii: "n"):
            guard word("null") else { return nil }
            kind = .null
        default:
            guard number() else { return nil }
            kind = .number
        }
        return Value(kind: kind, range: start..<at)
    }

    private mutating func nested(_ close: UInt8, hasKeys: Bool, _ depth: Int) -> Bool {
        at += 1
        if next() == close {
            at += 1
            return true
        }
        while true {
            if hasKeys {
                guard next() == UInt8(ascii: "\""), string(), next() == UInt8(ascii: ":") else { return false }
                at += 1
            }
            guard value(depth: depth + 1) != nil else { return false }
            let end = next()
            at += 1
            if end == close { return true }
            guard end == UInt8(ascii: ",") else { return false }
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= bytes.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[at + index] != word.utf8Start[index] { return false }
        at += word.utf8CodeUnitCount
        return true
    }

    private mutating func string() -> Bool {
        at += 1
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return true
            case UInt8(ascii: "\\"): at += 2
            case 0..<32: return false
            default: at += 1
            }
        }
        return false
    }

    private mutating func number() -> Bool {
        if at < bytes.count, bytes[at] == UInt8(ascii: "-") { at += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else { return false }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            at += 1
            guard digits() > 0 else { return false }
        }
        if at < bytes.count, bytes[at] | 32 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
            guard digits() > 0 else { return false }
        }
        return true
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
        return at - start
    }
}
