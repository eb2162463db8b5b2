import Foundation
import Kernel
import Storage

/// What became of a plan from one edition to the next, found by key in one pass over both.
package struct PlanComparison: Sendable {
    /// What became of a point from one edition to the next.
    package enum Change: String, Sendable, CaseIterable, Codable {
        case added, removed, renamed, moved, handedOver = "handed_over"
        /// A target was made easier to reach: lower where more is better, higher where less is.
        case eased
        case raised
        /// A year that both plans speak of has no target any more.
        case targetDropped = "target_dropped"
        /// Numbers of another unit cannot be compared; that it is another is told.
        case unitChanged = "unit_changed"
        /// Less is better now where more was, or the other way round.
        case polarityTurned = "polarity_turned"
        case baselineMoved = "baseline_moved"
        case moneyChanged = "money_changed"
        /// Something is done in other years.
        case yearsChanged = "years_changed"
        case indicatorAdded = "indicator_added"
        case indicatorRemoved = "indicator_removed"
    }

    /// One change, in the order of the nodes' keys.
    package struct Line: Sendable, Equatable {
        package var change: Change
        /// The node as it is now; as it was, where it is gone.
        package var node: PlanNode
        /// What changed, as codes people can read: titles, agencies' ids, `2026: 40 → 35`.
        package var from = ""
        package var to = ""
        /// Name of the indicator it is about, where the change does not say it itself.
        package var indicator = ""
    }

    /// How many changes of one kind there are of one level.
    package struct Tally: Sendable, Hashable {
        package var change: Change
        package var level: PlanLevel
    }

    package private(set) var counts: [Tally: Int] = [:]
    /// The first of them, ``most`` of each kind.
    package private(set) var lines: [Line] = []
    private var kept: [Change: Int] = [:]

    /// Lines kept of one kind of change; the counts count all.
    package static let most = 200

    package var isEmpty: Bool { counts.isEmpty }

    package func count(_ change: Change) -> Int { counts.reduce(0) { $1.key.change == change ? $0 + $1.value : $0 } }

    private mutating func add(_ line: Line) {
        counts[Tally(change: line.change, level: line.node.level), default: 0] += 1
        guard kept[line.change, default: 0] < PlanComparison.most else { return }
        kept[line.change, default: 0] += 1
        lines.append(line)
    }

    /// Compares two editions.
    package init(_ old: Identifier<PlanEdition>, _ new: Identifier<PlanEdition>, _ tx: Transaction) throws {
        let (before, after) = (try ComparedEdition(old, tx), try ComparedEdition(new, tx))
        // Of years that only one of the two speaks of nothing is promised in the other.
        let years = try (before: tx.planEdition(old)?.years, after: tx.planEdition(new)?.years)
        let both = { (year: Int) in years.before?.contains(year) == true && years.after?.contains(year) == true }
        merge(before.nodes, after.nodes, key: \.key) { all, was, now in
            switch (was, now) {
            case (nil, let now?): all.add(Line(change: .added, node: now))
            case (let was?, nil): all.add(Line(change: .removed, node: was))
            case (let was?, let now?):
                if was.title != now.title || was.code != now.code {
                    all.add(Line(change: .renamed, node: now, from: was.name, to: now.name))
                }
                let (from, to) = (was.parent.flatMap { before.keys[$0] }, now.parent.flatMap { after.keys[$0] })
                if from?.key != to?.key { all.add(Line(change: .moved, node: now, from: from?.title ?? "", to: to?.title ?? "")) }
                if was.agency != now.agency {
                    all.add(Line(change: .handedOver, node: now, from: was.agency ?? "", to: now.agency ?? ""))
                }
                all.compareMoney(before.work[was.id], after.work[now.id], now, both)
            case (nil, nil): break
            }
        }
        merge(before.indicators, after.indicators, key: \.key) { all, was, now in
            let node = now.flatMap { after.byID[$0.node] } ?? was.flatMap { before.byID[$0.node] }
            guard let node else { return }
            switch (was, now) {
            case (nil, let now?): all.add(Line(change: .indicatorAdded, node: node, to: now.name))
            case (let was?, nil): all.add(Line(change: .indicatorRemoved, node: node, from: was.name))
            case (let was?, let now?): all.compare(was, now, node, both)
            case (nil, nil): break
            }
        }
    }

    private mutating func compare(_ was: PlanIndicator, _ now: PlanIndicator, _ node: PlanNode, _ both: (Int) -> Bool) {
        let isOtherUnit = Plain.folded(was.unit) != Plain.folded(now.unit)
        if isOtherUnit { add(Line(change: .unitChanged, node: node, from: was.unit, to: now.unit, indicator: now.name)) }
        if was.polarity != now.polarity {
            add(Line(change: .polarityTurned, node: node, from: was.polarity.rawValue, to: now.polarity.rawValue, indicator: now.name))
        }
        if number(was.baseline) != number(now.baseline) {
            add(Line(change: .baselineMoved, node: node, from: was.baseline ?? "", to: now.baseline ?? "", indicator: now.name))
        }
        for year in was.targets.keys.sorted() {
            guard let from = was.targets[year] else { continue }
            guard let to = now.targets[year] else {
                if both(year) { add(Line(change: .targetDropped, node: node, from: "\(now.name) \(year): \(from)")) }
                continue
            }
            guard !isOtherUnit, let first = number(from), let second = number(to), first != second else { continue }
            // By what was promised, not by which way is called better now.
            let isEased: Bool
            switch was.polarity {
            case .higher: isEased = second < first
            case .lower: isEased = second > first
            case .steady: isEased = number(was.baseline).map { abs(second - $0) > abs(first - $0) } ?? true
            }
            add(Line(change: isEased ? .eased : .raised, node: node, from: "\(now.name) \(year): \(from)", to: to))
        }
    }

    private func number(_ text: String?) -> Decimal? { text.flatMap { Decimal(string: $0) } }

    private mutating func compareMoney(
        _ was: ComparedEdition.Work?, _ now: ComparedEdition.Work?, _ node: PlanNode, _ both: (Int) -> Bool
    ) {
        let (before, after) = (was ?? ComparedEdition.Work(), now ?? ComparedEdition.Work())
        guard before != after else { return }
        let format = Format(language: .indonesian)
        for year in Set(before.money.keys).union(after.money.keys).sorted() where both(year) {
            let (from, to) = (before.money[year] ?? 0, after.money[year] ?? 0)
            if from != to {
                add(Line(change: .moneyChanged, node: node, from: "\(year): \(format.rupiah(from))", to: format.rupiah(to)))
            }
        }
        func told(_ years: Set<Int>) -> String { years.sorted().map(String.init).joined(separator: ", ") }
        if before.years.filter(both) != after.years.filter(both) {
            add(Line(change: .yearsChanged, node: node, from: told(before.years), to: told(after.years)))
        }
    }

    /// The merge pass: both lists ascend by key.
    private mutating func merge<Record>(
        _ old: [Record], _ new: [Record], key: KeyPath<Record, String>, _ told: (inout PlanComparison, Record?, Record?) -> Void
    ) {
        var (left, right) = (0, 0)
        while left < old.count || right < new.count {
            let was = left < old.count ? old[left] : nil
            let now = right < new.count ? new[right] : nil
            if let was, let now, was[keyPath: key] == now[keyPath: key] {
                told(&self, was, now)
                (left, right) = (left + 1, right + 1)
            } else if let was, now == nil || was[keyPath: key] < now![keyPath: key] {
                told(&self, was, nil)
                left += 1
            } else {
                told(&self, nil, now)
                right += 1
            }
        }
    }
}

extension PlanComparison {
    /// What changed in one sentence: `3 target diturunkan, 2 kegiatan dihapus, 1 pindah ke instansi lain`.
    package func sentence(_ words: (TextKey, [String: String]) -> String) -> String {
        var parts: [String] = []
        for change in [Change.eased, .targetDropped, .unitChanged, .polarityTurned, .baselineMoved, .raised] where count(change) > 0 {
            parts.append(words(TextKey("plan.compare.\(change.rawValue)"), ["count": "\(count(change))"]))
        }
        for change in [Change.removed, .added] {
            for level in PlanLevel.allCases {
                guard let count = counts[Tally(change: change, level: level)] else { continue }
                let name = words(level.label, [:])
                parts.append(words(TextKey("plan.compare.\(change.rawValue)"), ["count": "\(count)", "level": name.lowercased()]))
            }
        }
        for change in [Change.handedOver, .moved, .renamed, .indicatorRemoved, .indicatorAdded, .moneyChanged, .yearsChanged]
        where count(change) > 0 {
            parts.append(words(TextKey("plan.compare.\(change.rawValue)"), ["count": "\(count(change))"]))
        }
        return parts.isEmpty ? words("plan.compare.same", [:]) : parts.joined(separator: ", ")
    }
}
