import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web
import Work

/// A cycle as it is prepared: its title, its years, and the days of its four rounds.
package struct CycleDraft: Sendable {
    package var title: String
    package var fromYear: Int
    package var toYear: Int
    package var rounds: [(fromOn: Day, toOn: Day, place: String)]

    package init(title: String, fromYear: Int, toYear: Int, rounds: [(fromOn: Day, toOn: Day, place: String)]) {
        self.title = Plain.line(title)
        self.fromYear = fromYear
        self.toYear = toYear
        self.rounds = rounds
    }

    package var issues: [Issue] {
        var issues: [Issue] = []
        if !(5...200).contains(title.count) { issues.append(Issue("title", "error.workshop_title")) }
        if !(2000...2099).contains(fromYear) || toYear < fromYear || toYear - fromYear > 14 {
            issues.append(Issue("to_year", "error.workshop_years"))
        }
        if rounds.count != 4 { issues.append(Issue("rounds", "error.workshop_rounds")) }
        for (index, round) in rounds.enumerated() {
            if round.toOn < round.fromOn { issues.append(Issue("to_on_\(index + 1)", "error.workshop_days")) }
            if index > 0, round.fromOn <= rounds[index - 1].toOn { issues.append(Issue("from_on_\(index + 1)", "error.workshop_order")) }
            if round.place.count > 200 {
                issues.append(Issue("place_\(index + 1)", Message("error.too_long", ["max": "200", "length": "\(round.place.count)"])))
            }
        }
        return issues
    }
}
