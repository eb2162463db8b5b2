import Foundation

/// How the cells of one column are written, as far as it was found out or decided for the column as a whole.
struct ValueForm: Hashable, Sendable {
    var number = NumberForm.plain
    var date = DateForm()
    /// Hours that clocks were ahead of UTC where a moment has no zone.
    var offsetHours = 7
    var booleans = BooleanWords.standard
    /// Marks that mean that nothing is known, beside the empty cell.
    var missing: [String] = []
    /// Points are written with the latitude first.
    var isLatitudeFirst = false
    /// What a period is of, for text fields that hold periods.
    var period: PeriodKind?

    /// What the field itself says, which goes before what was found out.
    mutating func take(_ field: TableSchema.Field, marks: [String]) {
        if let sign = field.decimalChar?.utf8.first { number.decimal = sign }
        if let sign = field.groupChar?.utf8.first { number.group = sign == 0xC2 || sign == 0xE2 ? UInt8(ascii: " ") : sign }
        // A column cannot group and divide by the same sign; what was said goes before what was found.
        if number.group == number.decimal { number.group = 0 }
        if let isBare = field.bareNumber { number.isBare = isBare }
        if let words = field.trueValues { booleans.trues = words.map(BooleanWords.folded) }
        if let words = field.falseValues { booleans.falses = words.map(BooleanWords.folded) }
        for mark in marks where !mark.isEmpty && !missing.contains(mark) { missing.append(mark) }
        if let format = field.format, format.contains("%") {
            let day = format.range(of: "%d")?.lowerBound
            let month = (format.range(of: "%m") ?? format.range(of: "%b") ?? format.range(of: "%B"))?.lowerBound
            if let day, let month { date.order = day < month ? .dayFirst : .monthFirst }
        }
        period = field.standard.period ?? period
    }
}
