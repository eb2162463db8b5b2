import Foundation
import Kernel
import Web

/// The parameters of one call, from whichever of the three bodies or the query they came, read as CKAN's validators read them.
package struct ActionCall: Sendable {
    package let name: String
    package var values: [String: JSONValue]

    package init(_ name: String, _ values: [String: JSONValue] = [:]) {
        self.name = name
        self.values = values
    }

    /// What was sent for a parameter; `nil` when nothing was, or nothing that counts.
    package subscript(_ name: String) -> JSONValue? {
        switch values[name] {
        case nil, .null, .string(""): nil
        case let value: value
        }
    }

    /// As text, also of a number.
    package func text(_ name: String) throws(ActionFailure) -> String? {
        guard let value = self[name] else { return nil }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number(let number): return String(number)
        case .bool(let flag): return flag ? "True" : "False"
        case .array(let items): if items.count == 1, let text = items[0].string { return text }
        default: break
        }
        throw .invalid(name, "Must be a Unicode string value")
    }

    /// The first of several names that was sent.
    package func text(_ names: [String]) throws(ActionFailure) -> String {
        for name in names { if let text = try text(name) { return text } }
        throw .missing(names[0])
    }

    /// A whole number; `isNatural` refuses negative ones.
    package func number(_ name: String, isNatural: Bool = true) throws(ActionFailure) -> Int? {
        guard let value = self[name] else { return nil }
        let number: Int? =
            switch value {
            case .integer(let number): number
            case .number(let number) where number == number.rounded() && abs(number) < 1e15: Int(number)
            case .string(let text): Int(text.trimmingCharacters(in: .whitespaces))
            case .bool(let flag): flag ? 1 : 0
            default: nil
            }
        guard let number else { throw .invalid(name, "Invalid integer") }
        if isNatural, number < 0 { throw .invalid(name, "Must be a natural number") }
        return number
    }

    /// Anything that means yes; everything else means no, as CKAN has it.
    package func flag(_ name: String, otherwise: Bool = false) -> Bool {
        switch self[name] {
        case nil: otherwise
        case .bool(let flag): flag
        case .integer(let number): number != 0
        case .string(let text): ["true", "yes", "t", "y", "1", "on"].contains(text.lowercased())
        default: false
        }
    }

    /// Several texts: a list, a text that is a list in JSON, or one text, taken apart at commas when that is usual.
    package func texts(_ name: String, atCommas: Bool = false) throws(ActionFailure) -> [String]? {
        guard var value = self[name] else { return nil }
        if let text = value.string {
            if text.hasPrefix("["), let parsed = try? JSONValue(parsing: Array(text.utf8)) {
                value = parsed
            } else {
                return atCommas
                    ? text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } : [text]
            }
        }
        guard let items = value.array else { throw .invalid(name, "Not a list") }
        var texts: [String] = []
        for item in items {
            guard let text = item.string ?? item.integer.map(String.init) else { throw .invalid(name, "Not a string: \(item.kind)") }
            texts.append(text)
        }
        return texts
    }

    /// A value that is JSON, or text that is.
    package func json(_ name: String) throws(ActionFailure) -> JSONValue? {
        guard let value = self[name] else { return nil }
        guard let text = value.string else { return value }
        guard let parsed = try? JSONValue(parsing: Array(text.utf8)) else { throw .invalid(name, "Cannot parse JSON") }
        return parsed
    }
}
