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
        case .integer(let number): column?.isCode == true ? "\(number)" : page.format.decimal("\(number)")
        case .number(let number):
            column?.isCode == true ? number.text : page.format.decimal(number.isExact ? number.text : rounded(number))
        case .boolean(let isTrue): page.t(isTrue ? "reading.yes" : "reading.no")
        case .day(let day): page.format.day(day)
        case .instant(let instant): page.format.moment(instant)
        case .year(let year): "\(year)"
        }
    }

    private static func rounded(_ number: Number) -> String { Number(String(number.double))?.text ?? number.text }
}
