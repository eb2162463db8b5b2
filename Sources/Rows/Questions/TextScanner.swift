import Columns
import Kernel

/// A question's text, read character by character, with errors that name the character at which reading stopped.
struct TextScanner {
    /// The parameter the text came in.
    let field: String
    let scalars: [Unicode.Scalar]
    var at = 0

    /// Longer texts are refused; a list of many values is the longest that makes sense.
    static let longest = 1 << 20

    init(_ text: String, field: String) throws(AppError) {
        guard text.utf8.count <= TextScanner.longest else { throw RowFault.at(field, 1, "rows.too_long") }
        self.field = field
        scalars = Array(text.unicodeScalars)
    }

    var isAtEnd: Bool { at >= scalars.count }
    var next: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }
    /// The place of the next character, from 1.
    var position: Int { at + 1 }

    func fault(_ key: TextKey, _ values: [String: String] = [:], at position: Int? = nil) -> AppError {
        RowFault.at(field, position ?? self.position, key, values)
    }

    /// The next few characters, for a sentence about them.
    var found: String {
        isAtEnd ? "…" : String(String.UnicodeScalarView(scalars[at..<min(at + 20, scalars.count)]))
    }

    var unexpected: AppError { fault("rows.unexpected", ["found": found]) }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    mutating func expect(_ scalar: Unicode.Scalar) throws(AppError) {
        guard take(scalar) else { throw fault("rows.expected", ["wanted": String(Character(scalar)), "found": found]) }
    }

    mutating func skipBlanks() {
        while let scalar = next, scalar.properties.isWhitespace { at += 1 }
    }

    /// Everything up to a character that `ends` knows.
    mutating func upTo(_ ends: (Unicode.Scalar) -> Bool) -> String {
        let start = at
        while let scalar = next, !ends(scalar) { at += 1 }
        return String(String.UnicodeScalarView(scalars[start..<at]))
    }

    /// Text in double quotes, in which `\` stands before `"` and `\`.
    mutating func quoted() throws(AppError) -> String {
        let start = position
        try expect("\"")
        var text = String.UnicodeScalarView()
        while let scalar = next {
            at += 1
            if scalar == "\"" { return String(text) }
            if scalar == "\\", let escaped = next {
                text.append(escaped)
                at += 1
            } else {
                text.append(scalar)
            }
        }
        throw fault("rows.quote_open", at: start)
    }
}
