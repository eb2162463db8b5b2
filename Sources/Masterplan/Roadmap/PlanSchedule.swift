import Directory
import Kernel
import Work

/// In which years something is done and with what money: kept apart from the thing itself, with a version of its own, so that a
/// node, a sheet or any other record can have one.
package struct PlanSchedule: Sendable, Hashable {
    package var subject: Reference
    /// What is done by year; the text may be empty.
    package var activities: [Int: String]
    /// What is planned to be spent.
    package var money: [MoneyLine]
    /// 0 while nothing was kept.
    package var version: Int

    package init(subject: Reference, activities: [Int: String] = [:], money: [MoneyLine] = [], version: Int = 0) {
        self.subject = subject
        self.activities = activities
        self.money = money
        self.version = version
    }

    /// What it is called in events, histories and `pendopo verify`.
    package var reference: Reference { Reference(PlanSchedule.kind, subject.id) }
    package static let kind = "plan_schedule"

    /// - Throws: 422 that names every line that cannot be.
    package func check() throws {
        var issues: [Issue] = []
        for year in activities.keys where !MoneyLine.years.contains(year) {
            issues.append(Issue("activities.\(year)", Message("plan.money.bad_year", ["year": "\(year)"])))
        }
        for (index, line) in money.enumerated() {
            if let fault = line.fault { issues.append(Issue("money.\(index)", fault)) }
        }
        if money.count > PlanSchedule.mostLines || activities.count > PlanSchedule.mostLines {
            issues.append(Issue("money", Message("plan.money.too_many", ["most": "\(PlanSchedule.mostLines)"])))
        }
        for (year, text) in activities where text.count > 2000 {
            issues.append(Issue("activities.\(year)", Message("error.too_long", ["max": "2000", "length": "\(text.count)"])))
        }
        if !issues.isEmpty { throw AppError.invalid(issues) }
    }

    static let mostLines = 400

    /// Lines for one year, source and agency made one, lines of nothing left out, in order.
    var settled: PlanSchedule {
        var sums: [MoneyLine: Int] = [:]
        for line in money {
            var key = line
            key.amount = 0
            sums[key, default: 0] += line.amount
        }
        var schedule = self
        schedule.money = sums.compactMap { key, amount in
            var line = key
            line.amount = amount
            return amount == 0 ? nil : line
        }.sorted {
            ($0.year, $0.source.rawValue, $0.agency?.text ?? "") < ($1.year, $1.source.rawValue, $1.agency?.text ?? "")
        }
        return schedule
    }

    /// As history keeps it and its digest covers it.
    var fields: [String: String] {
        var fields = ["subject": subject.description]
        for (year, text) in activities { fields["activity.\(year)"] = text }
        for line in money { fields["money.\(line.year).\(line.source.rawValue).\(line.agency?.text ?? "")"] = "\(line.amount)" }
        return fields
    }

    /// As the store's events have it.
    var digest: String { DirectoryDigests.digest(fields) }
}
