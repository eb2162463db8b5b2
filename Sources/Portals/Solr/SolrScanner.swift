/// Takes a query's text apart.
struct SolrScanner {
    enum Token: Equatable {
        case open, close, and, or, not, plus, minus
        case phrase(String)
        /// A word as it was typed. `isPattern` when an unescaped `*` or `?` is in it.
        case word(String, isPattern: Bool)
        case colon
        case range(low: String, high: String, includesLow: Bool, includesHigh: Bool)
        /// `^2.5`
        case boost(Double)
        /// `~` or `~2`
        case tilde(Int?)
        case end
    }

    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next token. Right behind a colon a word may hold colons itself, because addresses and times do.
    mutating func next(isValue: Bool) throws(SolrFault) -> Token {
        while at < bytes.count, bytes[at] <= 32 { at += 1 }
        guard at < bytes.count else { return .end }
        let byte = bytes[at]
        switch byte {
        case UInt8(ascii: "("): return single(.open)
        case UInt8(ascii: ")"): return single(.close)
        case UInt8(ascii: ":"): return single(.colon)
        case UInt8(ascii: "+"): return single(.plus)
        case UInt8(ascii: "-"): return single(.minus)
        case UInt8(ascii: "!"): return single(.not)
        case UInt8(ascii: "\""): return .phrase(try quoted())
        case UInt8(ascii: "["), UInt8(ascii: "{"): return try range()
        case UInt8(ascii: "^"):
            at += 1
            guard let boost = Double(number()), boost >= 0 else { throw .search("Cannot parse the boost behind '^'") }
            return .boost(boost)
        case UInt8(ascii: "~"):
            at += 1
            return .tilde(Double(number()).map { Int(min(max($0.rounded(.up), 0), 1000)) })
        case UInt8(ascii: "]"), UInt8(ascii: "}"): throw .search("Cannot parse: '\(Character(UnicodeScalar(byte)))' closes nothing")
        case UInt8(ascii: "/") where isValue: throw .search("Regular expressions are not supported")
        case UInt8(ascii: "&"), UInt8(ascii: "|"):
            guard at + 1 < bytes.count, bytes[at + 1] == byte else { break }
            at += 2
            return byte == UInt8(ascii: "&") ? .and : .or
        default: break
        }
        return try word(isValue: isValue)
    }

    /// Whether a word is followed by a colon without a blank: then it names a field.
    var isFieldNext: Bool { at < bytes.count && bytes[at] == UInt8(ascii: ":") }
    /// Whether what follows touches what came before.
    var touches: Bool { at < bytes.count && (bytes[at] == UInt8(ascii: "^") || bytes[at] == UInt8(ascii: "~")) }

    private mutating func single(_ token: Token) -> Token {
        at += 1
        return token
    }

    private mutating func number() -> String {
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]) || bytes[at] == UInt8(ascii: ".") { at += 1 }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func quoted() throws(SolrFault) -> String {
        at += 1
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), at < bytes.count {
                text.append(bytes[at])
                at += 1
            } else {
                text.append(byte)
            }
        }
        throw .search("Cannot parse: a quotation mark is never closed")
    }

    private mutating func range() throws(SolrFault) -> Token {
        let includesLow = bytes[at] == UInt8(ascii: "[")
        at += 1
        let low = try bound()
        guard try bound() == "TO" else { throw .search("Cannot parse: a range needs TO between its bounds") }
        let high = try bound()
        while at < bytes.count, bytes[at] <= 32 { at += 1 }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "]") || bytes[at] == UInt8(ascii: "}") else {
            throw .search("Cannot parse: a range is never closed")
        }
        let includesHigh = bytes[at] == UInt8(ascii: "]")
        at += 1
        return .range(low: low, high: high, includesLow: includesLow, includesHigh: includesHigh)
    }

    private mutating func bound() throws(SolrFault) -> String {
        while at < bytes.count, bytes[at] <= 32 { at += 1 }
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { return try quoted() }
        let start = at
        while at < bytes.count, bytes[at] > 32, bytes[at] != UInt8(ascii: "]"), bytes[at] != UInt8(ascii: "}") { at += 1 }
        guard at > start else { throw .search("Cannot parse: a range needs two bounds") }
        return String(decoding: bytes[start..<at].filter { $0 != UInt8(ascii: "\\") }, as: UTF8.self)
    }

    private static let ends = Set("()\"[]{}^~".utf8)

    private mutating func word(isValue: Bool) throws(SolrFault) -> Token {
        var text: [UInt8] = []
        var isPattern = false
        var isEscaped = false
        while at < bytes.count, bytes[at] > 32 {
            let byte = bytes[at]
            if SolrScanner.ends.contains(byte) || (byte == UInt8(ascii: ":") && !isValue) { break }
            at += 1
            if byte == UInt8(ascii: "\\") {
                guard at < bytes.count else { throw .search("Cannot parse: a backslash stands at the end") }
                isEscaped = true
                text.append(bytes[at])
                at += 1
            } else {
                if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") { isPattern = true }
                text.append(byte)
            }
        }
        let word = String(decoding: text, as: UTF8.self)
        if !isEscaped, !isValue {
            switch word {
            case "AND": return .and
            case "OR": return .or
            case "NOT": return .not
            default: break
            }
        }
        return .word(word, isPattern: isPattern)
    }
}
