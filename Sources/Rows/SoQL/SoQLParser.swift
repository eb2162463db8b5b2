import Kernel

/// Reads expressions and clauses of Socrata's query language: `or` binds weaker than `and`, that weaker than `not`, that weaker than
/// comparisons.
struct SoQLParser {
    private let tokens: [SoQLToken]
    var at = 0
    private var depth = 0
    let field: String

    private static let greatestDepth = 60
    private static let clauses: Set<String> = [
        "select", "where", "group", "having", "order", "limit", "offset", "search", "by", "as", "asc", "desc", "and", "or", "not", "in",
        "between", "like", "is", "null", "true", "false", "distinct",
    ]

    init(_ text: String, field: String) throws(AppError) {
        self.field = field
        tokens = try SoQLLexer.tokens(text, field: field)
    }

    var token: SoQLToken { tokens[at] }
    var isAtEnd: Bool { token.kind == .end }

    func fault(_ key: TextKey, _ values: [String: String] = [:], at position: Int? = nil) -> AppError {
        RowFault.at(field, position ?? token.position, key, values)
    }

    var unexpected: AppError { fault("rows.unexpected", ["found": token.shown]) }

    mutating func takeWord(_ word: String) -> Bool {
        guard token.isWord(word) else { return false }
        at += 1
        return true
    }

    mutating func takeSign(_ sign: String) -> Bool {
        guard token.isSign(sign) else { return false }
        at += 1
        return true
    }

    mutating func expectWord(_ word: String) throws(AppError) {
        guard takeWord(word) else { throw fault("rows.expected", ["wanted": word, "found": token.shown]) }
    }

    mutating func expectSign(_ sign: String) throws(AppError) {
        guard takeSign(sign) else { throw fault("rows.expected", ["wanted": sign, "found": token.shown]) }
    }

    func expectEnd() throws(AppError) { if !isAtEnd { throw unexpected } }

    mutating func wholeNumber() throws(AppError) -> Int {
        guard case .number(let text) = token.kind, let number = Int(text), number < 1 << 40 else { throw fault("rows.whole_number") }
        at += 1
        return number
    }

    mutating func text() throws(AppError) -> String {
        guard case .text(let text) = token.kind else { throw fault("rows.expected", ["wanted": "'…'", "found": token.shown]) }
        at += 1
        return text
    }

    mutating func condition() throws(AppError) -> SoQLExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= SoQLParser.greatestDepth else { throw fault("rows.too_deep") }
        var parts = [try conjunction()]
        while takeWord("or") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction() throws(AppError) -> SoQLExpression {
        var parts = [try negation()]
        while takeWord("and") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(AppError) -> SoQLExpression {
        var isNegated = false
        while takeWord("not") { isNegated.toggle() }
        let part = try comparison()
        return isNegated ? .not(part) : part
    }

    private mutating func comparison() throws(AppError) -> SoQLExpression {
        let left = try operand()
        let position = token.position
        if case .sign(let sign) = token.kind, ["=", "==", "!=", "<>", "<", "<=", ">", ">="].contains(sign) {
            at += 1
            return .compare(left, sign, try operand(), at: position)
        }
        if takeWord("is") {
            let isNegated = takeWord("not")
            try expectWord("null")
            return isNegated ? .not(.isNull(left, at: position)) : .isNull(left, at: position)
        }
        let isNegated = takeWord("not")
        let found: SoQLExpression
        if takeWord("between") {
            let low = try operand()
            try expectWord("and")
            found = .between(left, low, try operand(), at: position)
        } else if takeWord("in") {
            try expectSign("(")
            var values: [SoQLExpression] = []
            repeat { values.append(try operand()) } while takeSign(",")
            try expectSign(")")
            found = .isIn(left, values, at: position)
        } else if takeWord("like") {
            found = .like(left, try operand(), at: position)
        } else {
            if isNegated { throw unexpected }
            return left
        }
        return isNegated ? .not(found) : found
    }

    mutating func operand() throws(AppError) -> SoQLExpression {
        let token = token
        switch token.kind {
        case .text(let text):
            at += 1
            return .text(text, at: token.position)
        case .number(let text):
            at += 1
            return .number(text, at: token.position)
        case .sign("-"), .sign("+"):
            at += 1
            guard case .number(let text) = self.token.kind else { throw unexpected }
            at += 1
            return .number(token.isSign("-") ? "-" + text : text, at: token.position)
        case .sign("("):
            at += 1
            let inside = try condition()
            try expectSign(")")
            return inside
        case .name(let name):
            at += 1
            return .column(name, at: token.position)
        case .word(let word): return try named(word, token.position)
        case .sign, .end: throw unexpected
        }
    }

    private mutating func named(_ word: String, _ position: Int) throws(AppError) -> SoQLExpression {
        switch word.lowercased() {
        case "true", "false":
            at += 1
            return .boolean(word.lowercased() == "true", at: position)
        case "null":
            at += 1
            return .null(at: position)
        case let word where SoQLParser.clauses.contains(word): throw unexpected
        default: break
        }
        at += 1
        guard takeSign("(") else { return .column(word, at: position) }
        depth += 1
        defer { depth -= 1 }
        guard depth <= SoQLParser.greatestDepth else { throw fault("rows.too_deep") }
        var arguments: [SoQLExpression] = []
        let isDistinct = takeWord("distinct")
        if token.isSign("*") {
            arguments.append(.star(at: token.position))
            at += 1
        } else if !token.isSign(")") {
            repeat { arguments.append(try operand()) } while takeSign(",")
        }
        try expectSign(")")
        return .call(word.lowercased(), arguments, isDistinct: isDistinct, at: position)
    }
}
