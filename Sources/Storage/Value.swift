import Kernel

/// A value on its way into a statement or out of a row, in the types both engines share.
package enum Value: Sendable, Hashable {
    case null
    case text(String)
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    case bytes([UInt8])
    /// `timestamptz`; on SQLite the fixed-width text of ``Instant``.
    case instant(Instant)
    /// A JSON object or array as text, for `jsonb` columns.
    case json(String)
}

/// Types that can be interpolated into ``SQL``.
package protocol ValueConvertible: Sendable {
    var value: Value { get }
}

extension String: ValueConvertible { package var value: Value { .text(self) } }
extension Int: ValueConvertible { package var value: Value { .integer(Int64(self)) } }
extension Int64: ValueConvertible { package var value: Value { .integer(self) } }
extension Double: ValueConvertible { package var value: Value { .real(self) } }
extension Bool: ValueConvertible { package var value: Value { .boolean(self) } }
extension [UInt8]: ValueConvertible { package var value: Value { .bytes(self) } }
extension Instant: ValueConvertible { package var value: Value { .instant(self) } }
extension Day: ValueConvertible { package var value: Value { .text(description) } }
extension Identifier: ValueConvertible { package var value: Value { .text(text) } }
