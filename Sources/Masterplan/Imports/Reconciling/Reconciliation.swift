import Kernel

/// A plan as it is kept beside a plan as a file has it: what matched, what is new, what disappeared, what changed.
package struct Reconciliation: Sendable {
    /// What is different about one thing.
    package struct Change: Sendable, Hashable {
        package var code: PlanCode
        package var title: String
        package var what: [Message]
    }

    package var matched = 0
    package var changed: [Change] = []
    package var added: [OutlineNode] = []
    package var gone: [OutlineNode] = []
    /// Rupiah by year, before and after.
    package var totalsBefore: [Int: Int]
    package var totalsAfter: [Int: Int]

    /// Nothing would be different.
    package var isSame: Bool { changed.isEmpty && added.isEmpty && gone.isEmpty }
    package var years: [Int] { Set(totalsBefore.keys).union(totalsAfter.keys).sorted() }

    /// Compares two outlines; both are in the order of their codes, so that one walk is enough.
    package init(before: PlanOutline, after: PlanOutline) {
        totalsBefore = before.totals
        totalsAfter = after.totals
        var (old, new) = (before.nodes[...], after.nodes[...])
        while let a = old.first, let b = new.first {
            if a.code == b.code {
                let what = a == b ? [] : Reconciliation.differences(a, b)
                if what.isEmpty { matched += 1 } else { changed.append(Change(code: b.code, title: b.title, what: what)) }
                old.removeFirst()
                new.removeFirst()
            } else if a.code < b.code {
                gone.append(a)
                old.removeFirst()
            } else {
                added.append(b)
                new.removeFirst()
            }
        }
        gone += old
        added += new
    }

    private static func differences(_ a: OutlineNode, _ b: OutlineNode) -> [Message] {
        var what: [Message] = []
        if a.title != b.title { what.append(Message("plan.change.title", ["from": a.title])) }
        let format = Format(language: .indonesian)
        let (old, new) = (a.money.byYear, b.money.byYear)
        for year in Set(old.keys).union(new.keys).sorted() where old[year] != new[year] {
            what.append(
                Message(
                    "plan.change.money",
                    ["year": "\(year)", "from": format.rupiah(old[year] ?? 0), "to": format.rupiah(new[year] ?? 0)]))
        }
        if what.isEmpty, a.money.sorted(by: before) != b.money.sorted(by: before) { what.append("plan.change.fund") }
        return what + indicators(a, b)
    }

    private static func before(_ a: MoneyLine, _ b: MoneyLine) -> Bool { (a.year, a.source.rawValue) < (b.year, b.source.rawValue) }

    private static func indicators(_ a: OutlineNode, _ b: OutlineNode) -> [Message] {
        var what: [Message] = []
        let key = { (indicator: OutlineIndicator) in Plain.folded(indicator.name) }
        let old = Dictionary(a.indicators.map { (key($0), $0) }) { first, _ in first }
        let new = Dictionary(b.indicators.map { (key($0), $0) }) { first, _ in first }
        for indicator in b.indicators {
            guard let was = old[key(indicator)] else {
                what.append(Message("plan.change.indicator_new", ["name": indicator.name]))
                continue
            }
            if was.unit != indicator.unit {
                what.append(Message("plan.change.unit", ["name": indicator.name, "from": was.unit, "to": indicator.unit]))
            }
            for year in Set(was.targets.keys).union(indicator.targets.keys).sorted() where was.targets[year] != indicator.targets[year] {
                what.append(
                    Message(
                        "plan.change.target",
                        [
                            "name": indicator.name, "year": "\(year)", "from": was.targets[year] ?? "–",
                            "to": indicator.targets[year] ?? "–",
                        ]))
            }
        }
        for indicator in a.indicators where new[key(indicator)] == nil {
            what.append(Message("plan.change.indicator_gone", ["name": indicator.name]))
        }
        return what
    }
}
