import Crypto
import Foundation
import Kernel

/// Where a page ended, as text that callers hand back unread. It fits only the version and the question it was made for; the number
/// of all rows travels in it, so that later pages need not count again.
package struct RowCursorText: Sendable, Hashable {
    /// The number of the row behind which the next page begins, or how many rows lie before it where rows are sorted.
    package var position: Int
    /// All rows of the question.
    package var total: Int
    let version: [UInt8]
    let question: [UInt8]

    /// Bytes kept of the version's address and of the question's digest.
    private static let marks = 6

    /// - Parameters:
    ///   - version: SHA-256 of the version that was asked.
    ///   - question: the question in its canonical text, without offset and cursor.
    package init(position: Int, total: Int, version: [UInt8], question: String) {
        self.position = position
        self.total = total
        self.version = Array(version.prefix(RowCursorText.marks))
        self.question = Array(SHA256.hash(data: Data(question.utf8)).prefix(RowCursorText.marks))
    }

    /// Reads a cursor; `nil` when it is none.
    package init?(_ text: String) {
        guard text.utf8.count == 38, let data = Data(base64Encoded: RowCursorText.padded(text)), data.count == 28 else { return nil }
        let bytes = Array(data)
        version = Array(bytes[0..<6])
        question = Array(bytes[6..<12])
        let numbers = [12, 20].map { start in bytes[start..<(start + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        guard numbers.allSatisfy({ $0 < 1 << 40 }) else { return nil }
        position = Int(numbers[0])
        total = Int(numbers[1])
    }

    private static func padded(_ text: String) -> String {
        text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/") + "=="
    }

    package var text: String {
        let numbers = [position, total].flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: UInt64(number) >> UInt64(56 - 8 * $0)) }
        }
        return Data(version + question + numbers).base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    /// - Throws: `invalid` when the cursor belongs to another version or another question.
    func check(version: [UInt8], question: String) throws(AppError) {
        let expected = RowCursorText(position: 0, total: 0, version: version, question: question)
        guard expected.version == self.version else { throw .invalid("cursor", "rows.cursor_other_version") }
        guard expected.question == self.question else { throw .invalid("cursor", "rows.cursor_other_question") }
    }
}
