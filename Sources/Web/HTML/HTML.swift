/// A piece of a page. Everything interpolated is escaped, unless it is itself `HTML` or says `raw:`.
///
///     func row(_ report: ReportRow) -> HTML {
///         "<tr><td>\(report.title)</td><td>\(badge(report.state))</td>\(if: report.isLate, "<td>!</td>")</tr>"
///     }
///     let table: HTML = "<table>\(each: reports, row)</table>"
///
/// The markup is kept as one UTF-8 text that only grows, because rendering a list of 200 rows must stay far below a millisecond.
package struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// The markup itself.
    package private(set) var markup: String

    package static let empty = HTML(stringLiteral: "")

    package init(stringLiteral markup: String) { self.markup = markup }
    package init(stringInterpolation interpolation: StringInterpolation) { markup = interpolation.markup }

    /// Text shown as it is, with its special characters escaped.
    package init(text: String) {
        markup = ""
        markup.appendEscaped(text)
    }

    /// Markup that the program itself made. Never input.
    package init(raw markup: String) { self.markup = markup }

    package var isEmpty: Bool { markup.isEmpty }
    package var description: String { markup }

    package static func + (a: HTML, b: HTML) -> HTML { HTML(raw: a.markup + b.markup) }
    package static func += (a: inout HTML, b: HTML) { a.markup += b.markup }
}

extension Sequence where Element == HTML {
    /// The pieces one after the other.
    package func joined(separator: HTML = .empty) -> HTML {
        var whole = HTML.empty
        var isFirst = true
        for piece in self {
            if !isFirst, !separator.isEmpty { whole += separator }
            isFirst = false
            whole += piece
        }
        return whole
    }
}

extension Sequence {
    /// One piece for each element, one after the other.
    package func html(_ piece: (Element) throws -> HTML) rethrows -> HTML {
        var whole = HTML.empty
        for element in self { whole += try piece(element) }
        return whole
    }
}

extension String {
    /// Appends `text` so that a browser shows it as text, within elements and within quoted attributes.
    mutating func appendEscaped(_ text: String) {
        let escaped = text.utf8.withContiguousStorageIfAvailable { bytes in
            let extra = bytes.reduce(0) { $0 + (isSpecial($1) ? 5 : 0) }
            return extra == 0 ? nil : escape(bytes, capacity: bytes.count + extra)
        }
        switch escaped {
        case .some(let changed): append(changed ?? text)
        case .none:
            // Only texts that come from elsewhere than Swift lie in several pieces.
            var whole = text
            whole.makeContiguousUTF8()
            appendEscaped(whole)
        }
    }
}

private func escape(_ bytes: UnsafeBufferPointer<UInt8>, capacity: Int) -> String {
    String(unsafeUninitializedCapacity: capacity) { into in
        var count = 0
        for byte in bytes {
            if isSpecial(byte) {
                entity(byte).withUTF8Buffer { letters in
                    for letter in letters {
                        into[count] = letter
                        count += 1
                    }
                }
            } else {
                into[count] = byte
                count += 1
            }
        }
        return count
    }
}

private func isSpecial(_ byte: UInt8) -> Bool {
    // & < > " ': all of them are below 64, so most letters leave at the first comparison.
    byte < 64 && (byte == 38 || byte == 60 || byte == 62 || byte == 34 || byte == 39)
}

private func entity(_ byte: UInt8) -> StaticString {
    switch byte {
    case 38: "&amp;"
    case 60: "&lt;"
    case 62: "&gt;"
    case 34: "&quot;"
    default: "&#39;"
    }
}
