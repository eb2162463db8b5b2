import Kernel
import Signing
import Web

extension CanonicalValue {
    /// Reads JSON text; `nil` when it is none or holds fractions.
    init?(reading text: String) {
        guard let json = try? JSONValue(parsing: Array(text.utf8)), let value = CanonicalValue(plain: json) else { return nil }
        self = value
    }

    init?(plain json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .integer(let number): self = .integer(number)
        case .number: return nil
        case .string(let text): self = .string(text)
        case .array(let items):
            let values = items.compactMap { CanonicalValue(plain: $0) }
            guard values.count == items.count else { return nil }
            self = .array(values)
        case .object(let members):
            let values = members.compactMapValues { CanonicalValue(plain: $0) }
            guard values.count == members.count else { return nil }
            self = .object(values)
        }
    }

    var items: [CanonicalValue] { if case .array(let items) = self { items } else { [] } }

    /// As the API's own JSON.
    var plainJSON: JSONValue {
        switch self {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .integer(let number): .integer(number)
        case .string(let text): .string(text)
        case .array(let items): .array(items.map(\.plainJSON))
        case .object(let members): .object(members.mapValues(\.plainJSON))
        }
    }
}
