import Kernel

/// How well a dataset serves those who have never seen it: a score out of a hundred, and for each criterion what would raise it.
///
/// The criteria are those of data.gouv.fr's catalogue (licence, period, area, frequency, update in time, description, open format,
/// tables there, documentation) with those that Perpres 39/2019 asks for besides (standard code, metadata of BPS).
package struct Quality: Sendable, Hashable {
    /// What is looked at.
    package enum Criterion: String, Sendable, CaseIterable {
        case description, licence, contact, period, area, frequency, timeliness, columns, units
        case standardCode = "standard_code"
        case openFormat = "open_format"
        case cleanRows = "clean_rows"
        case activityForm = "activity_form"
        case tables

        /// Points of a hundred.
        package var weight: Int {
            switch self {
            case .columns: 16
            case .timeliness: 14
            case .description: 10
            case .cleanRows: 8
            case .units, .period, .licence, .standardCode, .activityForm, .openFormat: 6
            case .contact, .area, .frequency, .tables: 4
            }
        }

        /// What it asks for.
        package var label: TextKey { TextKey("quality.\(rawValue)") }
        /// What to do about it, to the producer.
        package var step: TextKey { TextKey("quality.\(rawValue).step") }
    }

    /// How far one criterion is met.
    package struct Line: Sendable, Hashable {
        package var criterion: Criterion
        /// 0…1; parts for what is done for some columns only.
        package var part: Double
        /// What is missing, in numbers, for its sentence.
        package var values: [String: String]

        package var points: Int { Int((part * Double(criterion.weight)).rounded(.down)) }
        package var isMet: Bool { part >= 1 }
    }

    package let lines: [Line]
    /// 0…100.
    package var score: Int { lines.reduce(0) { $0 + $1.points } }
    /// What is not met yet, the most points to gain first.
    package var steps: [Line] {
        lines.filter { !$0.isMet }.sorted {
            ($1.criterion.weight - $1.points, $0.criterion.rawValue) < ($0.criterion.weight - $0.points, $1.criterion.rawValue)
        }
    }

    /// A description of at least so many characters tells something; udata asks for 100.
    package static let enoughDescription = 100
    /// Answers to MS-Keg from which the form counts as filled: its mandatory blocks I to IV have at least these many.
    package static let enoughAnswers = 12
    /// Days late after which nothing is left of the points for being in time; udata's grace is one day.
    package static let latest = 90

    package init(_ facts: QualityFacts) {
        lines = Criterion.allCases.map { criterion in
            let (part, values) = Quality.judge(criterion, facts)
            return Line(criterion: criterion, part: min(max(part, 0), 1), values: values)
        }
    }

    private static func judge(_ criterion: Criterion, _ facts: QualityFacts) -> (part: Double, values: [String: String]) {
        func yes(_ isMet: Bool) -> (Double, [String: String]) { (isMet ? 1 : 0, [:]) }
        func share(_ done: Int, of all: Int) -> (Double, [String: String]) {
            (all == 0 ? 0 : Double(done) / Double(all), ["count": "\(max(0, all - done))", "all": "\(all)"])
        }
        switch criterion {
        case .description:
            return (
                Double(facts.descriptionLength) / Double(enoughDescription),
                ["count": "\(max(0, enoughDescription - facts.descriptionLength))"]
            )
        case .licence: return yes(facts.hasLicence)
        case .contact: return yes(facts.hasContact)
        case .period: return yes(facts.hasPeriod)
        case .area: return yes(facts.hasArea)
        case .frequency: return yes(facts.hasFrequency)
        case .timeliness:
            let late = facts.daysLate <= 1 ? 0 : facts.daysLate
            return (1 - Double(late) / Double(latest), ["count": "\(facts.daysLate)"])
        case .columns: return share(facts.describedColumns, of: facts.columns)
        case .units: return facts.numberColumns == 0 && facts.columns > 0 ? (1, [:]) : share(facts.columnsWithUnit, of: facts.numberColumns)
        case .standardCode: return yes(facts.hasStandardCode)
        case .openFormat: return yes(facts.isOpen)
        case .cleanRows: return (facts.quarantinedRows == 0 ? 1 : 0, ["count": "\(facts.quarantinedRows)"])
        case .activityForm:
            return (
                Double(facts.activityAnswers) / Double(enoughAnswers), ["count": "\(max(0, enoughAnswers - facts.activityAnswers))"]
            )
        case .tables: return (facts.columns > 0 && facts.emptyTables == 0 ? 1 : 0, ["count": "\(facts.emptyTables)"])
        }
    }
}
