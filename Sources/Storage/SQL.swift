import Kernel

/// A statement whose interpolated values are always bound, never pasted.
///
///     tx.rows("SELECT id, code FROM report WHERE agency_id = \(agency) AND due_at < \(now) ORDER BY due_at")
///
/// Values become `$1 … $n` in order of appearance, on both engines. Parts of statements are joined with `\(part)`
/// (another `SQL`) and ``joined(_:separator:)``. There is no way to put a plain `String` into the text except a literal
/// and ``init(verbatim:)``, which is for names the program itself chose.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// Literal pieces with the values between them: `pieces.count == values.count + 1`.
    package private(set) var pieces: [String]
    package private(set) var values: [Value]
    /// The statement as both engines take it. Made with the statement and not when it runs, for the one thread that writes
    /// should find everything ready.
    package let text: String

    package init(stringLiteral text: String) {
        pieces = [text]
        values = []
        self.text = text
    }

    package init(stringInterpolation interpolation: StringInterpolation) {
        pieces = interpolation.pieces
        values = interpolation.values
        var text = pieces[0]
        text.reserveCapacity(pieces.reduce(values.count * 4) { $0 + $1.utf8.count })
        for index in values.indices {
            text += index < SQL.placeholders.count ? SQL.placeholders[index] : "$\(index + 1)"
            text += pieces[index + 1]
        }
        self.text = text
    }

    private static let placeholders = (1...64).map { "$\($0)" }

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
        var list = StringInterpolation(literalCapacity: 0, interpolationCount: values.count)
        list.appendInterpolation(first)
        for value in values.dropFirst() {
            list.appendLiteral(", ")
            list.appendInterpolation(value)
        }
        return SQL(stringInterpolation: list)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces = [""]
        var values: [Value] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ text: String) { pieces[pieces.count - 1] += text }

        package mutating func appendInterpolation(_ value: some ValueConvertible) {
            values.append(value.value)
            pieces.append("")
        }

        package mutating func appendInterpolation<V: ValueConvertible>(_ value: V?) {
            values.append(value?.value ?? .null)
            pieces.append("")
        }

        package mutating func appendInterpolation(_ value: Value) {
            values.append(value)
            pieces.append("")
        }

        package mutating func appendInterpolation(_ part: SQL) {
            pieces[pieces.count - 1] += part.pieces[0]
            pieces += part.pieces.dropFirst()
            values += part.values
        }
    }
}
