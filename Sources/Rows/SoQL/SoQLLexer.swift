import Kernel

/// Takes a text in Socrata's query language apart.
enum SoQLLexer {
    private static let mostTokens = 50_000

    static func tokens(_ text: String, field: String) throws(AppError) -> [SoQLToken] {
        var scanner = try TextScanner(text, field: field)
        var tokens: [SoQLToken] = []
        while true {
            scanner.skipBlanks()
            let position = scanner.position
            guard let next = scanner.next else {
                tokens.append(SoQLToken(kind: .end, position: position))
                return tokens
            }
            guard tokens.count < mostTokens else { throw scanner.fault("rows.too_many_parts") }
            tokens.append(SoQLToken(kind: try kind(next, &scanner), position: position))
        }
    }

    private static func kind(_ next: Unicode.Scalar, _ scanner: inout TextScanner) throws(AppError) -> SoQLToken.Kind {
        switch next {
        case "'", "\"", "`":
            let text = try quoted(next, &scanner)
            return next == "'" ? .text(text) : .name(text)
        case "0"..."9", ".":
            return .number(number(&scanner))
        case "(", ")", ",", "*", "+", "-", "/", "%", "^":
            scanner.at += 1
            return .sign(String(Character(next)))
        case "=", "<", ">", "!", "|":
            scanner.at += 1
            if let second = scanner.next, ["==", "!=", "<>", "<=", ">=", "||"].contains("\(next)\(second)") {
                scanner.at += 1
                return .sign("\(next)\(second)")
            }
            guard next != "!", next != "|" else { throw scanner.fault("rows.unexpected", ["found": "\(next)"], at: scanner.position - 1) }
            return .sign("\(next)")
        default:
            let word = scanner.upTo { !isOfWord($0) }
            guard !word.isEmpty else { throw scanner.unexpected }
            return .word(word)
        }
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar == ":" || scalar == "@" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// Text whose quotes are doubled inside.
    private static func quoted(_ quote: Unicode.Scalar, _ scanner: inout TextScanner) throws(AppError) -> String {
        let start = scanner.position
        scanner.at += 1
        var text = String.UnicodeScalarView()
        while let scalar = scanner.next {
            scanner.at += 1
            if scalar == quote {
                guard scanner.take(quote) else { return String(text) }
            }
            text.append(scalar)
        }
        throw scanner.fault("rows.quote_open", at: start)
    }

    private static func number(_ scanner: inout TextScanner) -> String {
        var number = scanner.upTo { !("0"..."9").contains($0) && $0 != "." }
        if let next = scanner.next, next == "e" || next == "E" {
            let start = scanner.at
            scanner.at += 1
            var power = "e"
            if let sign = scanner.next, sign == "+" || sign == "-" {
                power += String(Character(sign))
                scanner.at += 1
            }
            let digits = scanner.upTo { !("0"..."9").contains($0) }
            if digits.isEmpty { scanner.at = start } else { number += power + digits }
        }
        return number
    }
}
