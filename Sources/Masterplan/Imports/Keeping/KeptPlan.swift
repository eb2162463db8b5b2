import Directory
import Kernel

/// What an import would do to the draft of one agency, or has done.
package struct KeptPlan: Sendable {
    package var agency: Identifier<Agency>
    package var reconciliation: Reconciliation
    /// The draft; `nil` before it was kept, where there is none yet.
    package var edition: Identifier<PlanEdition>?
    /// Codes that are gone from the file but stay, because others are linked with them.
    package var left: [String] = []
    /// Codes of a file of spending that the Renja does not have, so that their money was left out.
    package var unknown: [String] = []
}

extension [KeptPlan] {
    package var added: Int { reduce(0) { $0 + $1.reconciliation.added.count } }
    package var changed: Int { reduce(0) { $0 + $1.reconciliation.changed.count } }
    package var gone: Int { reduce(0) { $0 + $1.reconciliation.gone.count } }
    package var matched: Int { reduce(0) { $0 + $1.reconciliation.matched } }
    package var isSame: Bool { allSatisfy(\.reconciliation.isSame) }

    /// Rupiah by year over all agencies, before and after.
    package var totals: (before: [Int: Int], after: [Int: Int]) {
        var (before, after): ([Int: Int], [Int: Int]) = ([:], [:])
        for plan in self {
            before.merge(plan.reconciliation.totalsBefore, uniquingKeysWith: +)
            after.merge(plan.reconciliation.totalsAfter, uniquingKeysWith: +)
        }
        return (before, after)
    }
}
