import Kernel
import Storage

/// What stages are looked at for: whose next step it is, on which day, and which plan all of it leads to.
package struct PlanWay: Sendable {
    package var actor: Actor
    package var today: Day
    /// The smart-city plan; `nil` before there is one.
    package var plan: PlanEdition?
    /// The years it is for, or is to be for; `nil` where nobody has said so.
    package var years: ClosedRange<Int>?
    /// Every smart-city plan there is, so that what belongs to one does not count for another.
    var lines: [PlanLine] = []

    package init(actor: Actor, today: Day, plan: PlanEdition? = nil, years: ClosedRange<Int>? = nil) {
        self.actor = actor
        self.today = today
        self.plan = plan
        self.years = years ?? plan?.years
    }

    /// Whether a record that names no plan belongs to this one: it falls into its years, and no other plan was begun since that it was more
    /// likely made for.
    /// - Parameters:
    ///   - years: the record's own.
    ///   - isOfWholePlan: whether the record is for all of a plan's years, as workshops are: then the plan with exactly these has it first.
    package func owns(_ years: ClosedRange<Int>, madeAt: Instant, isOfWholePlan: Bool = false) -> Bool {
        guard let owner = PlanLine.owner(of: years, madeAt: madeAt, isOfWholePlan: isOfWholePlan, among: lines) else {
            return self.years.map { $0.overlaps(years) } ?? true
        }
        return plan.map { owner.editions.contains($0.id) } ?? false
    }
}

/// A smart-city plan with all the editions that have followed each other.
struct PlanLine: Sendable {
    /// The edition that all others follow.
    var root: Identifier<PlanEdition>
    var editions: Set<Identifier<PlanEdition>>
    var spans: [ClosedRange<Int>]
    var begunAt: Int64

    static func all(_ plans: [PlanEdition]) -> [PlanLine] {
        let before = Dictionary(plans.map { ($0.id, $0.replaces) }) { first, _ in first }
        func root(_ id: Identifier<PlanEdition>) -> Identifier<PlanEdition> {
            var root = id
            // A line has fewer editions than this; the limit is for a database somebody has written into.
            for _ in 0..<64 {
                guard let older = before[root].flatMap({ $0 }), before.keys.contains(older) else { break }
                root = older
            }
            return root
        }
        return Dictionary(grouping: plans) { root($0.id) }.map { root, plans in
            PlanLine(root: root, editions: Set(plans.map(\.id)), spans: plans.map(\.years), begunAt: root.madeAtMilliseconds)
        }.sorted { $0.root < $1.root }
    }

    static func owner(of years: ClosedRange<Int>, madeAt: Instant, isOfWholePlan: Bool, among lines: [PlanLine]) -> PlanLine? {
        var near = lines.filter { line in line.spans.contains { $0.overlaps(years) } }
        if isOfWholePlan, near.contains(where: { $0.spans.contains(years) }) { near = near.filter { $0.spans.contains(years) } }
        let begun = near.filter { $0.begunAt <= madeAt.milliseconds }
        return begun.max { $0.begunAt < $1.begunAt } ?? near.min { $0.begunAt < $1.begunAt }
    }
}

extension Transaction {
    /// The way to a plan.
    /// - Parameters:
    ///   - plan: which one, where it is known.
    ///   - years: of a cycle of workshops made at a moment, whose plan is looked for; else it is the one that is worked on: the youngest
    ///     draft, or the youngest that has not run out.
    /// - Throws: `.notFound` where the actor may not see that plan.
    package func planWay(
        _ actor: Actor, on today: Day, to plan: Identifier<PlanEdition>? = nil, for cycle: (years: ClosedRange<Int>, madeAt: Instant)? = nil
    ) throws -> PlanWay {
        let every = try planEditions(.masterplan)
        let lines = PlanLine.all(every)
        var standing = every.filter { $0.maySee(actor) }
        if let plan {
            standing = standing.filter { $0.id == plan }
            guard !standing.isEmpty else { throw AppError.notFound }
        } else {
            standing = standing.filter { $0.status != .replaced && (cycle != nil || $0.isDraft || $0.toYear >= today.civil.year) }
        }
        if let cycle {
            let owner = PlanLine.owner(of: cycle.years, madeAt: cycle.madeAt, isOfWholePlan: true, among: lines)
            standing = standing.filter { owner?.editions.contains($0.id) ?? false }
        }
        let drafts = standing.filter(\.isDraft)
        let found = (drafts.isEmpty ? standing : drafts).max { $0.id < $1.id }
        var way = PlanWay(actor: actor, today: today, plan: found, years: found == nil ? cycle?.years : nil)
        way.lines = lines
        return way
    }
}

extension Identifier {
    /// When it was made: UUID version 7 begins with the time.
    fileprivate var madeAtMilliseconds: Int64 { Int64(text.filter(\.isHexDigit).prefix(12), radix: 16) ?? 0 }
}
