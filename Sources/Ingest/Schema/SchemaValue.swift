import Foundation

/// A JSON value of a schema, kept so that writing it gives again what was read.
package enum SchemaValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Decimal)
    case string(String)
    case array([SchemaValue])
    case object([String: SchemaValue])

    package var string: String? { if case .string(let text) = self { text } else { nil } }
    package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
    package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
    package var array: [SchemaValue]? { if case .array(let items) = self { items } else { nil } }
    package var object: [String: SchemaValue]? { if case .object(let members) = self { members } else { nil } }

    /// The value as a cell of a table would have it: numbers in plain digits; `nil` for what is no single value.
    package var text: String? {
        switch self {
        case .boolean(let flag): flag ? "true" : "false"
        case .integer(let number): "\(number)"
        case .number(let number): "\(number)"
        case .string(let text): text
        case .null, .array, .object: nil
        }
    }
}

extension SchemaValue: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .boolean(flag)
        } else if let number = try? value.decode(Int.self) {
            self = .integer(number)
        } else if let number = try? value.decode(Decimal.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let items = try? value.decode([SchemaValue].self) {
            self = .array(items)
        } else {
            self = .object(try value.decode([String: SchemaValue].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .boolean(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }
}
