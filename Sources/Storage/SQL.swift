import Kernel

/// A statement whose interpolated values are always bound, never pasted.
///
///     tx.rows("SELECT id, code FROM report WHERE agency_id = \(agency) AND due_at < \(now) ORDER BY due_at")
///
/// Values become `$1 … $n` in order of appearance, on both engines. Parts of statements are joined with `\(part)`
/// (another `SQL`) and ``joined(_:separator:)``. There is no way to put a plain `String` into the text except a literal
/// and ``init(verbatim:)``, which is for names the program itself chose.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The statement as both engines take it. Made with the statement and not when it runs, so that the one thread that writes
    /// finds everything ready.
    package private(set) var text: String
    private var given: [Value]
    /// The values of a ``RowStatement``; there are no others then.
    let packed: PackedValues?
    /// Of the ``RowStatement`` it was made by.
    let number: Int?

    package var values: [Value] { packed?.values ?? given }

    package init(stringLiteral text: String) {
        self.text = text
        given = []
        packed = nil
        number = nil
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        text = interpolation.text
        given = interpolation.values
        packed = nil
        number = nil
    }

    init(text: String, packed: PackedValues, number: Int) {
        self.text = text
        given = []
        self.packed = packed
        self.number = number
    }

    /// Text that the program itself wrote, such as a column name chosen from a fixed list. Never input.
    package init(verbatim text: String) { self.init(stringLiteral: text) }

    package static func + (a: SQL, b: SQL) -> SQL { "\(a)\(b)" }

    /// Parts with a separator between them; an empty list gives an empty text.
    package static func joined(_ parts: [SQL], separator: String = ", ") -> SQL {
        var whole: SQL = ""
        for (index, part) in parts.enumerated() { whole = index == 0 ? part : "\(whole)\(SQL(verbatim: separator))\(part)" }
        return whole
    }

    /// `$1, $2, …` for an `IN (…)`; `NULL` for an empty list, which matches nothing.
    package static func list(_ values: [some ValueConvertible]) -> SQL {
        guard let first = values.first else { return "NULL" }
        var list = StringInterpolation(literalCapacity: values.count * 2, interpolationCount: values.count)
        list.appendInterpolation(first)
        for value in values.dropFirst() {
            list.appendLiteral(", ")
            list.appendInterpolation(value)
        }
        return SQL(stringInterpolation: list)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ text: String) { self.text += text }

        package mutating func appendInterpolation(_ value: some ValueConvertible) { append(value.value) }
        package mutating func appendInterpolation<V: ValueConvertible>(_ value: V?) { append(value?.value ?? .null) }
        package mutating func appendInterpolation(_ value: Value) { append(value) }

        private mutating func append(_ value: Value) {
            values.append(value)
            text += SQL.placeholder(values.count)
        }

        package mutating func appendInterpolation(_ part: SQL) {
            let added = part.values
            text += values.isEmpty || added.isEmpty ? part.text : part.text(after: values.count)
            values += added
        }
    }

    private static func placeholder(_ number: Int) -> String {
        number <= placeholders.count ? placeholders[number - 1] : "$\(number)"
    }

    private static let placeholders = (1...64).map { "$\($0)" }

    /// The text with its values numbered behind so many others.
    private func text(after count: Int) -> String {
        var moved = ""
        var rest = text.utf8[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            moved += String(rest[..<dollar])!
            let digits = rest[rest.index(after: dollar)...].prefix { (48...57).contains($0) }
            moved += digits.isEmpty ? "$" : SQL.placeholder(digits.reduce(0) { $0 * 10 + Int($1 - 48) } + count)
            rest = rest[digits.endIndex...]
        }
        return moved + String(rest)!
    }
}
