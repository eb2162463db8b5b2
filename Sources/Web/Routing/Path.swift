/// An address with places for values, `/laporan/{code}`: registers the route and prints the links to it, so that neither can
/// change without the other.
///
///     enum Paths { static let report: Path = "/laporan/{code}" }
///     Paths.report("K7M-Q2X-94")                         // /laporan/K7M-Q2X-94
///     Paths.list(query: [("status", "open"), ("kata", nil)])  // /laporan?status=open
package struct Path: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// As written, with `{name}` for a whole segment, for its beginning (`{code}.csv`) or its end.
    package let template: String
    /// What stands before, between and behind the values.
    private let between: [String]

    package init(_ template: String) {
        precondition(template.hasPrefix("/"), "the path \(template) must start with a slash")
        for segment in template.split(separator: "/") {
            let isPlain = !segment.contains("{") && !segment.contains("}")
            let isValue =
                segment.count { $0 == "{" } == 1 && segment.count { $0 == "}" } == 1 && (segment.hasPrefix("{") || segment.hasSuffix("}"))
            precondition(isPlain || isValue, "the segment \(segment) of \(template) must begin or end with its value, and have only one")
        }
        self.template = template
        between = template.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { index, piece in
            String(index == 0 ? piece : piece.drop { $0 != "}" }.dropFirst())
        }
    }

    package init(stringLiteral template: String) { self.init(template) }
    package var description: String { template }

    /// Names of the values, in order.
    package var parameters: [String] {
        template.split(separator: "{").dropFirst().map { String($0.prefix { $0 != "}" }) }
    }

    /// The link with its values percent-encoded. Query parameters without a value are left out.
    package func callAsFunction(_ values: String..., query: [(String, String?)] = []) -> String {
        precondition(values.count == between.count - 1, "the path \(template) does not take \(values.count) values")
        if values.isEmpty { return query.isEmpty ? template : template + Path.query(query) }
        var link = between[0]
        for (value, behind) in zip(values, between.dropFirst()) {
            link += percentEncoded(value)
            link += behind
        }
        return query.isEmpty ? link : link + Path.query(query)
    }

    /// `?a=1&b=2`, empty when no parameter has a value.
    package static func query(_ parameters: [(String, String?)]) -> String {
        var text = ""
        for case (let name, let value?) in parameters {
            text += text.isEmpty ? "?" : "&"
            text += percentEncoded(name) + "=" + percentEncoded(value)
        }
        return text
    }
}

/// RFC 3986 with only unreserved characters left as they are.
package func percentEncoded(_ text: String) -> String {
    if text.utf8.allSatisfy(isUnreserved) { return text }
    var encoded = ""
    for byte in text.utf8 {
        switch byte {
        case _ where isUnreserved(byte): encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            encoded.append("%")
            encoded.unicodeScalars.append(Unicode.Scalar(hexDigit(byte >> 4)))
            encoded.unicodeScalars.append(Unicode.Scalar(hexDigit(byte & 15)))
        }
    }
    return encoded
}

/// Letters, digits, `-`, `.`, `_` and `~` (RFC 3986 §2.3).
private func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, 45, 46, 95, 126: true
    default: false
    }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 55 + nibble }
