import Foundation

extension HTML {
    package struct StringInterpolation: StringInterpolationProtocol {
        var markup: String

        package init(literalCapacity: Int, interpolationCount: Int) {
            markup = ""
            if literalCapacity > 15 { markup.reserveCapacity(literalCapacity + interpolationCount * 16) }
        }

        package mutating func appendLiteral(_ literal: String) { markup.append(literal) }

        /// Text, escaped.
        package mutating func appendInterpolation(_ text: String) { markup.appendEscaped(text) }
        package mutating func appendInterpolation(_ text: Substring) { markup.appendEscaped(String(text)) }
        /// Nothing when there is no text.
        package mutating func appendInterpolation(_ text: String?) { if let text { markup.appendEscaped(text) } }
        /// Plain digits, for attributes and code. For people use ``Kernel/Format``.
        package mutating func appendInterpolation(_ number: Int) { markup.append(String(number)) }

        /// Markup nested as it is.
        package mutating func appendInterpolation(_ html: HTML) {
            // With room for what follows a large piece, or all of it would be copied once more.
            let length = html.markup.utf8.count
            if length > 8192 { markup.reserveCapacity(markup.utf8.count + length + 4096) }
            markup.append(html.markup)
        }
        /// Nothing when there is none.
        package mutating func appendInterpolation(_ html: HTML?) { if let html { markup.append(html.markup) } }
        /// The pieces one after the other.
        package mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { markup.append(piece.markup) } }

        /// Markup that the program itself made, unescaped. Never input.
        package mutating func appendInterpolation(raw markup: String) { self.markup.append(markup) }

        /// `html` only when the condition holds; otherwise it is not even made.
        package mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () throws -> HTML) rethrows {
            if condition { markup.append(try html().markup) }
        }

        package mutating func appendInterpolation(
            if condition: Bool, _ html: @autoclosure () throws -> HTML, else other: @autoclosure () throws -> HTML
        ) rethrows {
            markup.append(try condition ? html().markup : other().markup)
        }

        /// What `html` makes of a value that is there; nothing when it is not.
        package mutating func appendInterpolation<T>(with value: T?, _ html: (T) throws -> HTML) rethrows {
            if let value { markup.append(try html(value).markup) }
        }

        /// One piece for each element.
        package mutating func appendInterpolation<S: Sequence>(each elements: S, _ html: (S.Element) throws -> HTML) rethrows {
            for element in elements { markup.append(try html(element).markup) }
        }

        /// ` name="value"` with the blank before it; nothing when there is no value.
        package mutating func appendInterpolation(attr name: StaticString, _ value: String?) {
            guard let value else { return }
            markup.append(" \(name)=\"")
            markup.appendEscaped(value)
            markup.append("\"")
        }

        /// A bare attribute such as ` checked` when the condition holds.
        package mutating func appendInterpolation(attr name: StaticString, _ isSet: Bool) { if isSet { markup.append(" \(name)") } }

        package mutating func appendInterpolation(attr name: StaticString, _ value: Int?) {
            if let value { markup.append(" \(name)=\"\(value)\"") }
        }

        /// A value as JSON inside `<script type="application/json">`, which a browser reads without decoding entities;
        /// `<`, `>` and `&` are therefore written as JSON escapes.
        package mutating func appendInterpolation(json value: some Encodable) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(value) else { preconditionFailure("\(type(of: value)) cannot be written as JSON") }
            markup.append(
                String(decoding: data, as: UTF8.self)
                    .replacingOccurrences(of: "<", with: "\\u003c").replacingOccurrences(of: ">", with: "\\u003e")
                    .replacingOccurrences(of: "&", with: "\\u0026"))
        }
    }
}
