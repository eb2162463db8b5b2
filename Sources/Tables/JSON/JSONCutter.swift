import Kernel

/// Cuts values out of JSON that is read a piece at a time, by following braces and strings without understanding what is in between.
struct JSONCutter {
    private static let largestValue = 64 << 20

    private let source: TextSource
    private let noun: JSONNoun
    private var buffer: [UInt8]
    private var at = 0
    /// The line of the next byte, from 1.
    private(set) var line = 1
    /// Bytes taken so far.
    private(set) var offset = 0

    init(_ source: ByteSource, _ noun: JSONNoun) throws(AppError) {
        self.source = try TextSource(source)
        self.noun = noun
        buffer = self.source.start
        if buffer.starts(with: CSVDialect.byteOrderMark) { at = 3 }
    }

    var progress: Double { source.progress(unread: buffer.count - at) }
    var malformed: AppError { AppError.malformed(Message(noun.malformed, ["line": "\(line)"])) }

    /// Passes over blanks and gives the byte behind them without taking it; `nil` at the end.
    mutating func peek() throws(AppError) -> UInt8? {
        while try fill() {
            switch buffer[at] {
            case 10: line += 1
            case 9, 13, 32: break
            default: return buffer[at]
            }
            at += 1
            offset += 1
        }
        return nil
    }

    /// Takes the byte behind blanks; throws unless it is one of these.
    @discardableResult mutating func take(_ expected: UInt8...) throws(AppError) -> UInt8 {
        guard let byte = try peek(), expected.contains(byte) else { throw malformed }
        at += 1
        offset += 1
        return byte
    }

    /// Takes one whole value, kept or not. A string ends with its quote, an object or array where its depth is zero again, a number or
    /// word before the next delimiter.
    mutating func value(keep: Bool) throws(AppError) -> [UInt8] {
        guard try peek() != nil else { throw malformed }
        var kept: [UInt8] = []
        var state = CutState()
        var isNothing = true
        while try fill() {
            let start = at
            let isWhole = scan(&state)
            offset += at - start
            if at > start { isNothing = false }
            if keep { kept.append(contentsOf: buffer[start..<at]) }
            if isWhole {
                // A delimiter where a value should be would be found there again and again.
                if isNothing { throw malformed }
                return kept
            }
            if kept.count > JSONCutter.largestValue { throw AppError.tooLarge(Message(noun.tooLarge, ["line": "\(line)"])) }
        }
        // A number at the very end of the file has nothing behind it.
        guard state.depth == 0, !state.isInString, !kept.isEmpty || !keep else { throw malformed }
        return kept
    }

    /// Takes the rest of the line, whatever is in it, with its end.
    mutating func wholeLine() throws(AppError) -> [UInt8] {
        var kept: [UInt8] = []
        while try fill() {
            let end = buffer[at...].firstIndex(of: 10)
            kept.append(contentsOf: buffer[at..<(end ?? buffer.count)])
            let next = end.map { $0 + 1 } ?? buffer.count
            offset += next - at
            at = next
            if end != nil {
                line += 1
                break
            }
            if kept.count > JSONCutter.largestValue { throw AppError.tooLarge(Message(noun.tooLarge, ["line": "\(line)"])) }
        }
        return kept
    }

    private mutating func fill() throws(AppError) -> Bool {
        while at >= buffer.count {
            buffer = try source.next()
            at = 0
            if buffer.isEmpty { return false }
        }
        return true
    }

    private struct CutState {
        var depth = 0
        var isInString = false
        var isEscaped = false
    }

    private mutating func scan(_ state: inout CutState) -> Bool {
        var now = state
        var at = at
        var line = line
        let isWhole = buffer.withUnsafeBufferPointer { bytes in
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if now.isInString {
                    if now.isEscaped {
                        now.isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        now.isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        now.isInString = false
                        if now.depth == 0 { return true }
                    }
                    continue
                }
                switch byte {
                case UInt8(ascii: "\""): now.isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): now.depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    // Depth 0: the delimiter behind a number or word.
                    if now.depth == 0 { at -= 1 } else { now.depth -= 1 }
                    if now.depth == 0 { return true }
                case UInt8(ascii: ","), 10, 13, 32, 9:
                    guard now.depth == 0 else {
                        if byte == 10 { line += 1 }
                        continue
                    }
                    at -= 1
                    return true
                default: break
                }
            }
            return false
        }
        self.at = at
        self.line = line
        state = now
        return isWhole
    }
}

/// Which sentences are said of a file that cannot be read.
package enum JSONNoun: Sendable {
    case json, geojson

    var malformed: TextKey { self == .json ? "table.json_malformed" : "table.geojson_malformed" }
    var tooLarge: TextKey { self == .json ? "table.json_too_large" : "table.geojson_too_large" }
}
