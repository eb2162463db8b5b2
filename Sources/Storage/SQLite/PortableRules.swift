import Synchronization

/// SQL that SQLite takes and PostgreSQL does not, or takes for something else. Debug builds refuse it on SQLite, so that
/// the quick suite finds what otherwise only the run on PostgreSQL would.
enum PortableRules {
    private static let words: [String: String] = [
        "AUTOINCREMENT": "ids are made by the application",
        "GLOB": "compare a folded column with LIKE", "REGEXP": "check patterns in Swift", "NOCASE": "compare a folded column",
        "BLOB": "the type is bytea", "DATETIME": "the type is timestamptz",
        "CURRENT_TIMESTAMP": "bind world.now()", "CURRENT_DATE": "bind a Day", "CURRENT_TIME": "bind world.now()",
    ]
    private static let functions: [String: String] = [
        "STRFTIME": "compute with Instant and Day", "DATE": "compute with Day", "TIME": "compute with Instant",
        "JULIANDAY": "compute with Instant", "UNIXEPOCH": "compute with Instant",
        "ROUND": "round in Swift", "GROUP_CONCAT": "join in Swift", "IFNULL": "use coalesce", "IIF": "use CASE", "TOTAL": "use sum",
        "PRINTF": "format in Swift", "FORMAT": "format in Swift", "INSTR": "search in Swift", "TYPEOF": "read the Value in Swift",
        "HEX": "encode in Swift", "RANDOM": "use world.random",
    ]

    /// Statements that broke no rule, so that each is taken apart once and not by every connection.
    private static let good = Mutex<Set<String>>([])

    /// Which rule a statement breaks and what to do instead; `nil` when it breaks none.
    static func violation(_ text: String) -> String? {
        if good.withLock({ $0.contains(text) }) { return nil }
        let violation = found(in: text)
        if violation == nil { good.withLock { _ = $0.insert(text) } }
        return violation
    }

    private static func found(in text: String) -> String? {
        let tokens = tokens(text)
        for (index, token) in tokens.enumerated() {
            let next = index + 1 < tokens.count ? tokens[index + 1] : ""
            if let advice = words[token] { return "\(token) is not portable: \(advice)" }
            if next == "(", let advice = functions[token] { return "\(token)() is not portable: \(advice)" }
            if next == "(", token.hasPrefix("JSON_") || token.hasPrefix("JSONB_") {
                return "\(token)() is not portable: what is filtered on has a column of its own"
            }
            if token == "-", next == ">" { return "-> is not portable: what is filtered on has a column of its own" }
            if token == "=", next == "=" { return "== is not portable: use =" }
            if ["INSERT", "UPDATE"].contains(token), next == "OR" { return "\(token) OR is not portable: use ON CONFLICT" }
            if token == "REPLACE", next == "INTO" { return "REPLACE is not portable: use ON CONFLICT" }
            if ["MAX", "MIN"].contains(token), next == "(", hasSeveralArguments(tokens[(index + 2)...]) {
                return "\(token)() of several values is not portable: use CASE"
            }
        }
        return nil
    }

    private static func hasSeveralArguments(_ tokens: ArraySlice<String>) -> Bool {
        var depth = 0
        for token in tokens {
            if token == "(" { depth += 1 }
            if token == ")" { depth -= 1 }
            if depth < 0 { return false }
            if token == ",", depth == 0 { return true }
        }
        return false
    }

    /// Words in upper case and single signs, without what stands in quotes.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
                continue
            }
            if character.isLetter || character.isNumber || character == "_" || character == "$" {
                word.append(character)
                continue
            }
            if !word.isEmpty { tokens.append(word.uppercased()) }
            word = ""
            if character == "'" || character == "\"" {
                quote = character
            } else if !character.isWhitespace {
                tokens.append(String(character))
            }
        }
        return word.isEmpty ? tokens : tokens + [word.uppercased()]
    }
}
