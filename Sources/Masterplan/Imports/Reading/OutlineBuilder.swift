import Kernel
import Tables
import Work

/// Puts the rows of one agency together: the same code in several rows is one node, whose money is added up source by source.
struct OutlineBuilder {
    private struct Draft {
        var node: OutlineNode
        var line: Int
        /// Money of single rows, to know a repetition by.
        var amounts: [[MoneyLine]] = []
    }

    private var drafts: [Draft] = []
    /// Where among them each code is.
    private var places: [String: Int] = [:]

    /// Whether a node was named by a row of its own or by one below it.
    func has(_ code: PlanCode) -> Bool { places[code.text] != nil }

    /// Takes a node without figures, such as the programme that a sub-activity's row names.
    /// - Returns: the title it has already when that is another one.
    @discardableResult
    mutating func name(_ code: PlanCode, _ title: String, line: Int) -> String? {
        guard let at = places[code.text] else {
            places[code.text] = drafts.count
            drafts.append(Draft(node: OutlineNode(code: code, title: title), line: line))
            return nil
        }
        let there = drafts[at].node.title
        return there == title || Plain.folded(there) == Plain.folded(title) ? nil : there
    }

    /// Adds what a row says about a node that was named.
    /// - Returns: the line of the row whose money this one repeats, so that it was not counted again.
    mutating func add(_ indicator: OutlineIndicator?, _ money: [MoneyLine], to code: PlanCode, line: Int) -> Int? {
        guard let at = places[code.text] else { return nil }
        var isNewIndicator = false
        if let indicator {
            if let same = drafts[at].node.indicators.firstIndex(where: { OutlineBuilder.isSame($0, indicator) }) {
                drafts[at].node.indicators[same].targets.merge(indicator.targets) { $1 }
            } else {
                isNewIndicator = !drafts[at].node.indicators.isEmpty
                drafts[at].node.indicators.append(indicator)
            }
        }
        guard !money.isEmpty else { return nil }
        // A second indicator of the same thing brings the same budget along once more.
        if isNewIndicator, drafts[at].amounts.contains(money) { return drafts[at].line }
        drafts[at].amounts.append(money)
        drafts[at].node.money += money
        return nil
    }

    /// Whatever their case and blanks; compared as they are first, because folding costs.
    private static func isSame(_ a: OutlineIndicator, _ b: OutlineIndicator) -> Bool {
        func same(_ a: String, _ b: String) -> Bool { a == b || Plain.folded(a) == Plain.folded(b) }
        return same(a.name, b.name) && same(a.unit, b.unit)
    }

    /// The plan. Money that a programme or activity only sums up of what lies below it is left out.
    /// - Parameter differs: told of sums that are not those of what lies below: code, line, sum written, sum found.
    func outline(differs: (PlanCode, Int, Int, Int) -> Void) -> PlanOutline {
        var below: [String: Int] = [:]
        var hasMoneyBelow: Set<String> = []
        for draft in drafts where draft.node.code.level == .subActivity && !draft.node.money.isEmpty {
            let sum = draft.node.money.total
            for level in [PlanCode.Level.activity, .programme] {
                guard let above = draft.node.code.above(level) else { continue }
                below[above.text, default: 0] += sum
                hasMoneyBelow.insert(above.text)
            }
        }
        // Where only activities have money, they are what is added up.
        for draft in drafts where draft.node.code.level == .activity && !draft.node.money.isEmpty {
            guard !hasMoneyBelow.contains(draft.node.code.text), let above = draft.node.code.above(.programme) else { continue }
            below[above.text, default: 0] += draft.node.money.total
            hasMoneyBelow.insert(above.text)
        }
        return PlanOutline(
            drafts.map { draft in
                var node = draft.node
                if hasMoneyBelow.contains(node.code.text) {
                    let written = node.money.total
                    if written > 0, written != below[node.code.text] {
                        differs(node.code, draft.line, written, below[node.code.text] ?? 0)
                    }
                    node.money = []
                }
                node.money = OutlineBuilder.added(node.money)
                return node
            })
    }

    /// One line for each year and source.
    private static func added(_ lines: [MoneyLine]) -> [MoneyLine] {
        guard lines.count > 1 else { return lines.filter { $0.amount != 0 } }
        return PlanSchedule(subject: Reference("", ""), money: lines).settled.money
    }
}
