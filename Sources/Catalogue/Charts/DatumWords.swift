import Columns
import Kernel
import Web

/// Values as people in Indonesia write them. Numbers keep every digit they have.
package enum DatumWords {
    /// `nil` for what is missing.
    package static func text(_ value: Datum, _ column: TableText.Column?, _ page: Page) -> String? {
        switch value {
        case .missing: nil
        case .text(let text): column?.isMonth == true ? page.format.month(text) ?? text : text
        case .integer(let number): column?.isCode == true ? "\(number)" : decimal("\(number)", page.format)
        case .number(let number):
            column?.isCode == true ? number.text : decimal(number.isExact ? number.text : rounded(number), page.format)
        case .boolean(let isTrue): page.t(isTrue ? "reading.yes" : "reading.no")
        case .day(let day): page.format.day(day)
        case .instant(let instant): page.format.moment(instant)
        case .year(let year): "\(year)"
        }
    }

    private static func rounded(_ number: Number) -> String { Number(String(number.double))?.text ?? number.text }

    /// Canonical decimal text with the language's marks: `1234.5` as `1.234,5`.
    package static func decimal(_ text: String, _ format: Format) -> String {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, whole.allSatisfy(\.isNumber) else { return text }
        let (group, point) = format.language == .indonesian ? (".", ",") : (",", ".")
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += group }
            grouped.append(digit)
        }
        return (isNegative ? "-" : "") + grouped + (parts.count > 1 ? point + parts[1] : "")
    }
}
