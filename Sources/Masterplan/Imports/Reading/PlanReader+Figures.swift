import Directory
import Kernel

/// What a row says of its node in figures.
struct Figures: Sendable {
    var indicator: OutlineIndicator?
    var money: [MoneyLine]
}

extension PlanReader {
    /// - Returns: `nil` when a figure cannot be taken, which is recorded.
    mutating func figures(of row: SheetRow, _ agency: Identifier<Agency>) -> Figures? {
        var isGood = true
        var money: [MoneyLine] = []
        let source = self.source(places.text(.fund, row))
        for place in places.money {
            do throws(WrittenAmount.Fault) {
                guard let amount = try WrittenAmount.rupiah(row[place.index], isNumber: row.isNumber(place.index)), amount > 0 else {
                    continue
                }
                money.append(MoneyLine(year: place.year!, source: source, agency: agency, amount: amount))
            } catch {
                isGood = false
                reading.add(problem: problem(row, place, error.message, "plan.import.expect_amount"))
            }
        }
        let name = places.text(.indicator, row)
        guard !name.isEmpty else { return isGood ? Figures(money: money) : nil }
        var indicator = OutlineIndicator(name: name, unit: places.text(.unit, row))
        for place in places.targets {
            let cell = row[place.index]
            guard !cell.isEmpty, cell != "-" else { continue }
            guard let target = PlanReader.target(cell, isNumber: row.isNumber(place.index)) else {
                isGood = false
                reading.add(problem: problem(row, place, "plan.import.bad_target", "plan.import.expect_target"))
                continue
            }
            indicator.targets[place.year!] = target.value
            if indicator.unit.isEmpty { indicator.unit = target.unit }
        }
        if !Plain.fits(name, 1000) || !Plain.fits(indicator.unit, 200) {
            reading.add(
                problem: problem(row, places[.indicator], "table.too_long", Message("table.expect_at_most", ["max": "1000"])))
            return nil
        }
        return isGood ? Figures(indicator: indicator, money: money) : nil
    }

    /// `12`, `12,5`, `12 Dokumen`, `100 %`.
    static func target(_ cell: String, isNumber: Bool) -> (value: String, unit: String)? {
        if let value = try? WrittenAmount.decimal(cell, isNumber: isNumber) { return (value, "") }
        let number = cell.prefix { $0.isNumber || $0 == "." || $0 == "," }
        let rest = cell.dropFirst(number.count).drop { $0 == " " }
        guard !number.isEmpty, let first = rest.first, first.isLetter || first == "%", rest.count <= 100,
            let value = try? WrittenAmount.decimal(String(number), isNumber: false)
        else { return nil }
        return (value, String(rest))
    }
}
