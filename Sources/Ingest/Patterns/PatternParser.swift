/// Why a pattern cannot be used.
enum PatternFault: Error, Equatable {
    case unclosed
    /// Looking around, referring back and the like, which make a match as slow as somebody wants it to be.
    case unsupported(String)
    case nothingToRepeat
    case tooComplex
}

/// Reads the regular expressions of XML Schema, and the common ones of other dialects.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    private var at = 0
    private var depth = 0

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    static func parse(_ pattern: String) throws(PatternFault) -> PatternNode {
        var parser = PatternParser(pattern)
        let node = try parser.choice()
        guard parser.at == parser.scalars.count else { throw .unclosed }
        return node
    }

    private var here: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func choice() throws(PatternFault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth < 50 else { throw .tooComplex }
        var branches = [try sequence()]
        while here == "|" {
            at += 1
            branches.append(try sequence())
        }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(PatternFault) -> PatternNode {
        var nodes: [PatternNode] = []
        while let scalar = here, scalar != "|", scalar != ")" { nodes.append(try repeated(try atom())) }
        return nodes.isEmpty ? .empty : .sequence(nodes)
    }

    private mutating func repeated(_ atom: PatternNode) throws(PatternFault) -> PatternNode {
        var node = atom
        while let scalar = here {
            switch scalar {
            case "*": node = .repeated(node, least: 0, most: nil)
            case "+": node = .repeated(node, least: 1, most: nil)
            // Behind another quantifier it says how eagerly to match, which is all one for a whole match.
            case "?": if case .repeated = node {} else { node = .repeated(node, least: 0, most: 1) }
            case "{":
                guard let (least, most, length) = bounds() else { return node }
                guard least <= 1000, (most ?? least) <= 1000, (most ?? least) >= least else { throw .tooComplex }
                node = .repeated(node, least: least, most: most)
                at += length - 1
            default: return node
            }
            at += 1
        }
        return node
    }

    /// `{2}`, `{2,}`, `{2,5}`, `{,5}` and how long it is.
    private func bounds() -> (Int, Int?, Int)? {
        guard let close = scalars[at...].firstIndex(of: "}") else { return nil }
        let inside = String(String.UnicodeScalarView(scalars[(at + 1)..<close]))
        let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
        let length = close - at + 1
        if parts.count == 1 { return count(parts[0]).map { ($0, $0, length) } }
        guard parts.count == 2, let least = parts[0].isEmpty ? 0 : count(parts[0]) else { return nil }
        if parts[1].isEmpty { return (least, nil, length) }
        return count(parts[1]).map { (least, $0, length) }
    }

    /// Digits only: `-1` is no number of times.
    private func count(_ text: Substring) -> Int? { text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil }

    private mutating func atom() throws(PatternFault) -> PatternNode {
        guard let scalar = here else { throw .unclosed }
        at += 1
        switch scalar {
        case "(":
            if here == "?" {
                guard at + 1 < scalars.count, scalars[at + 1] == ":" else { throw .unsupported("(?") }
                at += 2
            }
            let inside = try choice()
            guard here == ")" else { throw .unclosed }
            at += 1
            return inside
        case "[": return .one(try set())
        case ".": return .one(.any)
        case "^": return .start
        case "$": return .end
        case "\\": return .one(try escape())
        case "*", "+", "?": throw .nothingToRepeat
        default: return .one(ScalarSet(scalar.value...scalar.value))
        }
    }

    private mutating func escape() throws(PatternFault) -> ScalarSet {
        guard let scalar = here else { throw .unclosed }
        at += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet.digits.inverted
        case "w", "c": return .word
        case "W", "C": return ScalarSet.word.inverted
        case "s": return .blanks
        case "S": return ScalarSet.blanks.inverted
        case "n": return ScalarSet(10...10)
        case "r": return ScalarSet(13...13)
        case "t": return ScalarSet(9...9)
        case "p", "P":
            guard here == "{", let close = scalars[at...].firstIndex(of: "}") else { throw .unclosed }
            let name = String(String.UnicodeScalarView(scalars[(at + 1)..<close]))
            at = close + 1
            guard let set = PatternParser.property(name) else { throw .unsupported("\\p{\(name)}") }
            return scalar == "p" ? set : set.inverted
        case "b", "B", "A", "z", "Z", "k", "0"..."9": throw .unsupported("\\\(scalar)")
        default: return ScalarSet(scalar.value...scalar.value)
        }
    }

    private static func property(_ name: String) -> ScalarSet? {
        var set = ScalarSet()
        switch name {
        case "L": set.insert { $0.properties.isAlphabetic }
        case "Lu": set.insert { $0.properties.generalCategory == .uppercaseLetter }
        case "Ll": set.insert { $0.properties.generalCategory == .lowercaseLetter }
        case "N", "Nd": set.insert { $0.properties.generalCategory == .decimalNumber }
        case "P": set.insert { "\($0.properties.generalCategory)".hasSuffix("Punctuation") }
        case "Z", "Zs": set.insert { $0.properties.isWhitespace }
        default: return nil
        }
        return set
    }

    private mutating func set() throws(PatternFault) -> ScalarSet {
        var set = ScalarSet()
        let isNegated = here == "^"
        if isNegated { at += 1 }
        var isFirst = true
        while let scalar = here {
            at += 1
            if scalar == "]", !isFirst { return isNegated ? set.inverted : set }
            isFirst = false
            if scalar == "[", here == ":" { throw .unsupported("[:") }
            var low = scalar
            if scalar == "\\" {
                guard let next = here else { throw .unclosed }
                if "dDwWsScCpP".unicodeScalars.contains(next) {
                    set.formUnion(try escape())
                    continue
                }
                low = next == "n" ? "\n" : next == "t" ? "\t" : next == "r" ? "\r" : next
                at += 1
            }
            guard here == "-", at + 1 < scalars.count, scalars[at + 1] != "]" else {
                set.insert(low.value...low.value)
                continue
            }
            at += 1
            var upper = scalars[at]
            at += 1
            if upper == "\\" {
                guard let next = here else { throw .unclosed }
                upper = next
                at += 1
            }
            guard low.value <= upper.value else { throw .unsupported("\(low)-\(upper)") }
            set.insert(low.value...upper.value)
        }
        throw .unclosed
    }
}
