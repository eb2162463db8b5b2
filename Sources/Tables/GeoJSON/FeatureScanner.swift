import Kernel

/// Cuts the features' bytes out of a GeoJSON collection: finds the top-level `features` array and follows braces and
/// strings from there, without understanding what is in between.
struct FeatureScanner {
    private static let piece = 256 << 10
    private static let largestFeature = 64 << 20

    private let source: ByteSource
    private var buffer: [UInt8] = []
    private var at = 0
    private var line = 1
    private var isDone = false

    init(_ source: ByteSource) { self.source = source }

    var progress: Double {
        source.total == 0 || isDone ? 1 : Double(source.delivered - buffer.count + at) / Double(source.total)
    }

    /// Reads up to the first feature; throws when there is no array of features at the top of the file.
    mutating func findFeatures() throws(AppError) {
        if try peek() == 0xEF { for _ in 0..<3 { _ = try take() } }
        guard try skipBlanks() == UInt8(ascii: "{") else { throw noFeatures }
        _ = try take()
        while true {
            guard try skipBlanks() == UInt8(ascii: "\"") else { throw noFeatures }
            let key = try cutValue(keep: true)
            guard try skipBlanks() == UInt8(ascii: ":") else { throw malformed }
            _ = try take()
            let first = try skipBlanks()
            if key == Array("\"features\"".utf8), first == UInt8(ascii: "[") {
                _ = try take()
                return
            }
            _ = try cutValue(keep: false)
            let next = try skipBlanks()
            _ = try take()
            guard next == UInt8(ascii: ",") else { throw next == UInt8(ascii: "}") ? noFeatures : malformed }
        }
    }

    /// The bytes of the next feature and the line it begins on; `nil` at the end of the array.
    mutating func next() throws(AppError) -> (bytes: [UInt8], line: Int)? {
        if isDone { return nil }
        var byte = try skipBlanks()
        if byte == UInt8(ascii: ",") {
            _ = try take()
            byte = try skipBlanks()
        }
        if byte == UInt8(ascii: "]") {
            isDone = true
            return nil
        }
        guard byte == UInt8(ascii: "{") else { throw malformed }
        let start = line
        return (try cutValue(keep: true), start)
    }

    private var malformed: AppError { AppError.malformed(Message("table.geojson_malformed", ["line": "\(line)"])) }
    private var noFeatures: AppError { AppError.malformed("table.geojson_no_features") }

    private mutating func fill() throws(AppError) -> Bool {
        while at >= buffer.count {
            buffer = try source.read(FeatureScanner.piece)
            at = 0
            if buffer.isEmpty { return false }
        }
        return true
    }

    private mutating func peek() throws(AppError) -> UInt8? { try fill() ? buffer[at] : nil }

    private mutating func take() throws(AppError) -> UInt8? {
        guard try fill() else { return nil }
        at += 1
        return buffer[at - 1]
    }

    /// Passes over blanks and gives the byte behind them without taking it.
    private mutating func skipBlanks() throws(AppError) -> UInt8? {
        while let byte = try peek(), byte == 32 || byte == 10 || byte == 13 || byte == 9 {
            if byte == 10 { line += 1 }
            at += 1
        }
        return try peek()
    }

    /// Takes one whole value, kept or not. A string ends with its quote, an object or array where its depth is zero again,
    /// a number or word before the next delimiter.
    private mutating func cutValue(keep: Bool) throws(AppError) -> [UInt8] {
        var kept: [UInt8] = []
        var state = CutState()
        while try fill() {
            let start = at
            let isWhole = scan(&state)
            if keep { kept.append(contentsOf: buffer[start..<at]) }
            if isWhole { return kept }
            if kept.count > FeatureScanner.largestFeature {
                throw AppError.tooLarge(Message("table.geojson_too_large", ["line": "\(line)"]))
            }
        }
        throw malformed
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
                case UInt8(ascii: ",") where now.depth == 0:
                    at -= 1
                    return true
                case 10: line += 1
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
