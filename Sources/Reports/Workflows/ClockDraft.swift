import Kernel
import Work

/// The clocks of the reports' workflow as somebody typed them, before they are published.
package struct ClockDraft: Sendable, Equatable {
    package var clocks: [ClockRule]

    package init(_ clocks: [ClockRule]) { self.clocks = clocks }

    static let mostDays = 365
    static let mostPercent = 500
    static let mostAlerts = 6

    /// What is wrong with it. Fields are `days.CLOCK.CLASS` and `alerts.CLOCK`.
    /// - Parameter workflow: the version it changes; clocks and their classes must be the same ones.
    func issues(for workflow: Workflow) -> [Issue] {
        guard clocks.map(\.name) == workflow.clocks.map(\.name), zip(clocks, workflow.clocks).allSatisfy({ $0.days.keys == $1.days.keys })
        else {
            return [Issue("file", "clocks.error.other_clocks")]
        }
        return clocks.flatMap { rule in
            var issues: [Issue] = []
            for (name, days) in rule.days where !(1...ClockDraft.mostDays).contains(days) {
                issues.append(
                    Issue("days.\(rule.name).\(name)", Message("error.out_of_range", ["min": "1", "max": "\(ClockDraft.mostDays)"])))
            }
            let alerts = rule.alerts
            let isRising = zip(alerts, alerts.dropFirst()).allSatisfy { $0 < $1 }
            if !isRising || alerts.count > ClockDraft.mostAlerts || !alerts.allSatisfy((1...ClockDraft.mostPercent).contains) {
                issues.append(
                    Issue(
                        "alerts.\(rule.name)",
                        Message("clocks.error.alerts", ["most": "\(ClockDraft.mostAlerts)", "max": "\(ClockDraft.mostPercent)"])))
            } else if !alerts.contains(100) {
                // On the last day cases become overdue, and those that wait for the reporter are closed.
                issues.append(Issue("alerts.\(rule.name)", "clocks.error.needs_100"))
            }
            return issues
        }
    }

    /// The workflow with these clocks, as the version after `newest`.
    func applied(to workflow: Workflow, after newest: Int) -> Workflow {
        var next = workflow
        next.version = newest + 1
        next.clocks = clocks
        return next
    }
}

/// One number that publishing a draft would change.
package struct ClockChange: Sendable, Equatable {
    package var clock: String
    /// The class whose days change; `nil` when the alerts do.
    package var kind: String?
    package var before: String
    package var after: String
}

extension ClockDraft {
    /// What it changes in a workflow, in the order of its clocks.
    package func changes(to workflow: Workflow) -> [ClockChange] {
        zip(workflow.clocks, clocks).flatMap { old, new in
            var changes: [ClockChange] = []
            for kind in old.classes where old.days[kind] != new.days[kind] {
                changes.append(ClockChange(clock: old.name, kind: kind, before: "\(old.days[kind] ?? 0)", after: "\(new.days[kind] ?? 0)"))
            }
            if old.alerts != new.alerts { changes.append(ClockChange(clock: old.name, before: old.alertsText, after: new.alertsText)) }
            return changes
        }
    }
}

extension ClockRule {
    /// The classes it has days for: kinds of reports in the order people know them, then `*`.
    package var classes: [String] {
        let kinds = Report.Kind.allCases.map(\.rawValue).filter { days[$0] != nil }
        return kinds + days.keys.filter { !kinds.contains($0) }.sorted()
    }

    /// `50, 80, 100, 150`.
    package var alertsText: String { alerts.map(String.init).joined(separator: ", ") }
}
