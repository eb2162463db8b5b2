import Directory
import Kernel
import Masterplan
import Storage
import Work

/// Moves everything a sheet means to do by some years: activities, money and targets keep their distance.
package struct ShiftSheet: InnovationAct {
    package let name = "replan"
    package var years: Int
    package init(by years: Int) { self.years = years }

    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        let (from, to) = (opened.before.fromYear + years, opened.before.toYear + years)
        guard years != 0, MoneyLine.years.contains(from), MoneyLine.years.contains(to) else {
            throw AppError.invalid("years", Message("error.sheet_period", ["max": "\(SheetDraft.mostYears)"]))
        }
        opened.record.fromYear = from
        opened.record.toYear = to
        opened.record.answers = opened.before.answers.mapValues { $0.shifted(by: years) }
        opened.details["years"] = "\(years)"
    }
}

extension Answer {
    /// The same so many years later.
    func shifted(by years: Int) -> Answer {
        switch self {
        case .years(let rows):
            .years(
                rows.map { row in
                    var row = row
                    row.year += years
                    return row
                })
        case .indicators(let rows):
            .indicators(
                rows.map { row in
                    var row = row
                    row.targets = Dictionary(uniqueKeysWithValues: row.targets.map { ($0.key + years, $0.value) })
                    return row
                })
        default: self
        }
    }
}
