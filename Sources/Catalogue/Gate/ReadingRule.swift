import Columns
import Kernel

/// What of a table somebody may read. The gate applies it once, by handing out a file in which nothing else is, so that page, API, export
/// and event obey it alike.
package struct ReadingRule: Sendable, Equatable {
    /// The columns that may be read; `nil` for all.
    package var columns: Set<String>?
    /// The rows that may be read.
    package var filter: RowFilter
    /// Columns of which something else is shown than what is kept.
    package var masks: [String: Mask]
    /// Requests an hour; `nil` for no limit beyond the site's own.
    package var rate: Int?
    /// Id of the agreement by which it is read.
    package var agreement: String?

    package init(
        columns: Set<String>? = nil, filter: RowFilter = .everything, masks: [String: Mask] = [:], rate: Int? = nil,
        agreement: String? = nil
    ) {
        self.columns = columns
        self.filter = filter
        self.masks = masks
        self.rate = rate
        self.agreement = agreement
    }

    /// Everything as it is.
    package static let everything = ReadingRule()

    /// Whether the file itself may be handed out as it is.
    package var isWhole: Bool { columns == nil && filter == .everything && masks.isEmpty }

    package func shows(_ column: String) -> Bool { columns?.contains(column) ?? true }

    /// Tells answers under different rules apart, for validators and caches; empty for what is ``isWhole``.
    package var mark: String { isWhole ? "" : mark(withAgreement: true) }

    func mark(withAgreement: Bool) -> String {
        let shown = columns.map { $0.sorted().joined(separator: ",") } ?? "*"
        let masked = masks.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.code)" }.joined(separator: ",")
        return "\(withAgreement ? agreement ?? "-" : "");\(shown);\(masked);\(filter)"
    }
}

/// What is shown in place of a value.
package enum Mask: Sendable, Hashable {
    /// Nothing, as if it were missing.
    case hidden
    /// The first and last characters, the others as `*`; for numbers of documents and telephones.
    case partly(first: Int, last: Int)
    /// Only the year of a date.
    case yearOnly
    /// Whole numbers below it as missing, so that nobody is found out in a small cell.
    case smallHidden(below: Int)
    /// Rounded to a multiple.
    case rounded(to: Int)

    /// Short text for storing; read by ``init(code:)``.
    package var code: String {
        switch self {
        case .hidden: "hidden"
        case .partly(let first, let last): "partly:\(first):\(last)"
        case .yearOnly: "year"
        case .smallHidden(let below): "small:\(below)"
        case .rounded(let to): "rounded:\(to)"
        }
    }

    package init?(code: String) {
        let parts = code.split(separator: ":").map(String.init)
        let numbers = parts.dropFirst().compactMap { Int($0) }
        switch (parts.first, numbers.count) {
        case ("hidden", 0): self = .hidden
        case ("partly", 2): self = .partly(first: numbers[0], last: numbers[1])
        case ("year", 0): self = .yearOnly
        case ("small", 1): self = .smallHidden(below: numbers[0])
        case ("rounded", 1) where numbers[0] > 0: self = .rounded(to: numbers[0])
        default: return nil
        }
    }

    /// The value as it is shown. What a mask has no meaning for is hidden.
    package func shown(_ value: Datum) -> Datum {
        switch (self, value) {
        case (_, .missing), (.hidden, _): .missing
        case (.partly(let first, let last), .text(let text)): .text(Mask.partly(text, max(0, first), max(0, last)))
        case (.yearOnly, .day(let day)): .day(Day(year: day.civil.year, month: 1, day: 1)!)
        case (.yearOnly, .year): value
        case (.smallHidden(let below), .integer(let number)): number.magnitude < UInt64(max(0, below)) ? .missing : value
        case (.rounded(let to), .integer(let number)): .integer(Mask.rounded(number, to: Int64(max(1, to))))
        default: .missing
        }
    }

    /// At least half is hidden, however short the text.
    private static func partly(_ text: String, _ first: Int, _ last: Int) -> String {
        let letters = Array(text)
        let most = letters.count / 2
        let head = min(first, most)
        let tail = min(last, most - head)
        return String(letters.prefix(head)) + String(repeating: "*", count: letters.count - head - tail) + String(letters.suffix(tail))
    }

    private static func rounded(_ number: Int64, to step: Int64) -> Int64 {
        let rest = number % step
        let down = number - rest
        return rest.magnitude * 2 >= step.magnitude ? down + (rest < 0 ? -step : step) : down
    }
}
