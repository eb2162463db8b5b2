import Work

/// The digests of a set of records added up modulo 2²⁵⁶: equal sets have equal sums whatever their order, and one record more, less
/// or changed is one addition, so that an edition of a hundred thousand nodes need not be hashed anew for each word that changes.
package struct ContentSum: Sendable, Hashable {
    private var words = SIMD4<UInt64>()

    package init() {}

    /// Reads ``text``; `nil` for anything else.
    package init?(_ text: String) {
        var text = text
        var read = SIMD4<UInt64>()
        let isSum = text.withUTF8 { digits -> Bool in
            guard digits.count == 64 else { return false }
            for index in 0..<4 {
                var word: UInt64 = 0
                for digit in digits[index * 16..<index * 16 + 16] {
                    guard let value = ContentSum.value(digit) else { return false }
                    word = word << 4 | value
                }
                read[index] = word
            }
            return true
        }
        guard isSum else { return nil }
        words = read
    }

    /// 64 hexadecimal digits.
    package var text: String {
        (0..<4).map { index in
            let digits = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// - Parameter digest: 64 hexadecimal digits, as ``Work/Seal/digest(_:)`` makes them.
    package mutating func add(_ digest: String) {
        guard let other = ContentSum(digest) else { preconditionFailure("not a digest") }
        add(other)
    }

    /// Adds all that another sum is of.
    package mutating func add(_ other: ContentSum) {
        var carry: UInt64 = 0
        for index in (0..<4).reversed() {
            let (sum, first) = words[index].addingReportingOverflow(other.words[index])
            let (whole, second) = sum.addingReportingOverflow(carry)
            words[index] = whole
            carry = first || second ? 1 : 0
        }
    }

    /// Takes away one that was added before.
    package mutating func remove(_ digest: String) {
        guard let other = ContentSum(digest) else { preconditionFailure("not a digest") }
        var borrow: UInt64 = 0
        for index in (0..<4).reversed() {
            let (difference, first) = words[index].subtractingReportingOverflow(other.words[index])
            let (whole, second) = difference.subtractingReportingOverflow(borrow)
            words[index] = whole
            borrow = first || second ? 1 : 0
        }
    }

    private static func value(_ digit: UInt8) -> UInt64? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}
