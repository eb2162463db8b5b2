import Kernel

/// The part of an address behind the `?`, and the body of a plain form: names and values in order.
package struct Query: Sendable {
    package let pairs: [(name: String, value: String)]

    package init(_ pairs: [(String, String)] = []) { self.pairs = pairs.map { (name: $0.0, value: $0.1) } }

    /// Takes `a=1&b=2` apart. Bytes that are not UTF-8 become `U+FFFD`: an address can be typed by anyone.
    init(parsing text: some StringProtocol) {
        pairs =
            text.isEmpty
            ? [] : urlDecodedPairs(Array(text.utf8)).map { (String(decoding: $0, as: UTF8.self), String(decoding: $1, as: UTF8.self)) }
    }

    /// The first value, cleaned to one line; `nil` when it is missing or empty, because filter forms send empty fields.
    package subscript(name: String) -> String? {
        guard let pair = pairs.first(where: { $0.name == name }) else { return nil }
        let line = Plain.line(pair.value)
        return line.isEmpty ? nil : line
    }

    package func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map { Plain.line($0.value) }.filter { !$0.isEmpty } }

    /// A whole number. One past 2^53 either way is as if nothing stood there: no page has such a one, and one more than the greatest
    /// number there is would end the program.
    package func int(_ name: String) -> Int? { self[name].flatMap { Int($0) }.flatMap { $0.magnitude < 1 << 53 ? $0 : nil } }

    package func day(_ name: String) -> Day? { self[name].flatMap { Day($0) } }
    /// One case of an enumeration by its raw value; anything else is as if nothing stood there.
    package func choice<T: RawRepresentable>(_ name: String, _: T.Type = T.self) -> T? where T.RawValue == String {
        self[name].flatMap(T.init(rawValue:))
    }
}

/// `application/x-www-form-urlencoded` as the URL standard reads it: `+` is a blank, a `%` that begins no byte stays.
func urlDecodedPairs(_ bytes: [UInt8]) -> [([UInt8], [UInt8])] {
    bytes.split(separator: UInt8(ascii: "&")).map { pair in
        let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
        return (percentDecoded(pair[..<equals], plus: true), percentDecoded(pair[equals...].dropFirst(), plus: true))
    }
}

func percentDecoded(_ bytes: ArraySlice<UInt8>, plus: Bool = false) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
        let byte = bytes[index]
        if byte == UInt8(ascii: "%"), index + 2 < bytes.endIndex, let high = hexValue(bytes[index + 1]),
            let low = hexValue(bytes[index + 2])
        {
            decoded.append(high << 4 | low)
            index += 3
        } else {
            decoded.append(plus && byte == UInt8(ascii: "+") ? 32 : byte)
            index += 1
        }
    }
    return decoded
}

/// A path segment or cookie with its percent escapes undone; `nil` when it is not UTF-8 then.
func percentDecoded(_ text: some StringProtocol) -> String? {
    String(validating: percentDecoded(Array(text.utf8)[...]), as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
}
