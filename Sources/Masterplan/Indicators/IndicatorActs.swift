import Foundation
import Kernel
import Storage
import Work

/// What is written of an indicator.
package struct IndicatorDraft: Sendable {
    package var kind: PlanIndicator.Kind
    package var name: String
    package var unit: String
    package var polarity: PlanIndicator.Polarity
    package var baseline: String?
    package var baselineYear: Int?
    package var targets: [Int: String]

    package init(
        kind: PlanIndicator.Kind = .output, name: String, unit: String, polarity: PlanIndicator.Polarity = .higher, baseline: String? = nil,
        baselineYear: Int? = nil, targets: [Int: String] = [:]
    ) {
        self.kind = kind
        self.name = name
        self.unit = unit
        self.polarity = polarity
        self.baseline = baseline
        self.baselineYear = baselineYear
        self.targets = targets
    }

    func issues(in edition: PlanEdition) -> [Issue] {
        var issues: [Issue] = []
        if !(3...500).contains(Plain.line(name).count) { issues.append(Issue("name", "plan.error.title_short")) }
        if !(1...80).contains(Plain.line(unit).count) { issues.append(Issue("unit", "plan.error.unit")) }
        if let baseline, IndicatorDraft.number(baseline) == nil { issues.append(Issue("baseline", "plan.error.number")) }
        for (year, target) in targets.sorted(by: { $0.key < $1.key }) {
            if !edition.years.contains(year) { issues.append(Issue("target.\(year)", "plan.error.target_year")) }
            if IndicatorDraft.number(target) == nil { issues.append(Issue("target.\(year)", "plan.error.number")) }
        }
        return issues
    }

    /// A decimal number as people write it, with a comma or a point for its fraction and thousands apart by the other; `nil` for
    /// anything else and for more than fifteen digits.
    package static func number(_ typed: String) -> String? {
        var text = Plain.line(typed).replacing(" ", with: "")
        let isNegative = text.hasPrefix("-")
        if isNegative { text.removeFirst() }
        let marks = text.filter { $0 == "." || $0 == "," }
        if let last = marks.last, Set(marks).count == 2 {
            // Both stand in it: the one that comes last is the fraction's, and only once.
            guard marks.count(where: { $0 == last }) == 1 else { return nil }
            text = text.filter { $0 == last || !($0 == "." || $0 == ",") }
        } else if marks.count > 1 {
            text = text.filter { $0 != "." && $0 != "," }
        } else if let mark = marks.first, mark == ".", let at = text.firstIndex(of: "."), text.distance(from: at, to: text.endIndex) == 4,
            text.first != "0", text.prefix(upTo: at).count <= 3
        {
            // 1.500 is fifteen hundred, as people here write it.
            text = text.filter { $0 != "." }
        }
        text = text.replacing(",", with: ".")
        let digits = text.filter { $0 != "." }
        guard !digits.isEmpty, digits.count <= 15, digits.allSatisfy({ ("0"..."9").contains($0) }), !text.hasPrefix("."),
            !text.hasSuffix(".")
        else { return nil }
        return (isNegative ? "-" : "") + text
    }
}

extension PlanDesk {
    @discardableResult
    package func addIndicator(_ draft: IndicatorDraft, to id: Identifier<PlanNode>, by actor: Actor) async throws -> PlanIndicator {
        try await database.write { tx in
            let (node, found) = try indicated(id, by: actor, tx)
            var edition = found
            let issues = draft.issues(in: edition)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            var indicator = PlanIndicator(
                id: world.newID(), edition: edition.id, node: node.id, name: "", unit: "",
                position: try tx.count("SELECT coalesce(max(position), 0) FROM plan_indicator WHERE node_id = \(node.id)") + 1)
            indicator.take(draft)
            try tx.insert([indicator], into: &edition)
            try tx.keep(&edition, "plan_edition.indicator_added", by: actor, in: world, details: ["node": node.id.text])
            return indicator
        }
    }

    @discardableResult
    package func changeIndicator(
        _ id: Identifier<PlanIndicator>, _ draft: IndicatorDraft, by actor: Actor, expecting version: Int? = nil
    ) async throws -> PlanIndicator {
        try await database.write { tx in
            guard let before = try tx.planIndicator(id) else { throw AppError.notFound }
            var (_, edition) = try indicated(before.node, by: actor, tx)
            if let version, version != before.version { throw AppError.conflict("plan.error.indicator_changed") }
            let issues = draft.issues(in: edition)
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            var indicator = before
            indicator.take(draft)
            guard indicator != before else { return before }
            try tx.update(&indicator, from: before, in: &edition)
            try tx.keep(&edition, "plan_edition.indicator_changed", by: actor, in: world, details: ["indicator": id.text])
            return indicator
        }
    }

    package func removeIndicator(_ id: Identifier<PlanIndicator>, by actor: Actor) async throws {
        try await database.write { tx in
            guard let indicator = try tx.planIndicator(id) else { throw AppError.notFound }
            var (_, edition) = try indicated(indicator.node, by: actor, tx)
            try tx.delete(indicator, from: &edition)
            try tx.keep(&edition, "plan_edition.indicator_removed", by: actor, in: world, details: ["indicator": id.text])
        }
    }

    private func indicated(_ id: Identifier<PlanNode>, by actor: Actor, _ tx: Transaction) throws -> (PlanNode, PlanEdition) {
        guard let node = try tx.planNode(id) else { throw AppError.notFound }
        let edition = try opened(node.edition, by: actor, tx)
        guard mayEdit(edition, agency: node.agency, actor) else { throw AppError.forbidden }
        return (node, edition)
    }
}

extension PlanIndicator {
    fileprivate mutating func take(_ draft: IndicatorDraft) {
        kind = draft.kind
        name = Plain.line(draft.name)
        unit = Plain.line(draft.unit)
        polarity = draft.polarity
        baseline = draft.baseline.flatMap(IndicatorDraft.number)
        baselineYear = draft.baselineYear
        targets = draft.targets.compactMapValues(IndicatorDraft.number)
    }
}
