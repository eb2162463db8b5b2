import Directory
import Kernel
import Storage
import Web

/// What comes next on the way from an empty plan to printed books, and how far all of it is.
package enum StagePart {
    /// - Parameter stages: as ``Web/Request/planStages(to:for:isExact:)`` gives them; nothing is shown where there are none.
    package static func html(_ page: Page, _ stages: [PlanStage]) -> HTML {
        guard !stages.isEmpty else { return .empty }
        let done = stages.count(where: { $0.state == .done })
        let next = stages.first { $0.state != .done }
        // What goes on for months, as closing holes does, keeps nobody from what comes after it.
        let after = next?.state == .begun ? stages.drop(while: { $0 != next }).dropFirst().first(where: { $0.state != .done }) : nil
        let heading = next.map { page.t("plan.stage.next", ["title": page.t($0.name.title)]) } ?? page.t("plan.stage.all_done")
        let rows = stages.html { stage in row(page, stage, isNext: stage == next) }
        let counts = ["done": "\(done)", "all": "\(stages.count)"]
        return """
            <section class="card stack" id="tahap"><h2>\(heading)</h2>\
            \(with: next, { "<p>\(page.t($0.standing))</p><p>\(Button(page.t($0.name.step), icon: .arrow, link: $0.link))</p>" })\
            \(with: after, { "<p>\(page.t("plan.stage.after")) <a href=\"\($0.link)\">\(page.t($0.name.title))</a></p>" })\
            <details><summary>\(page.t("plan.stage.whole", counts))</summary><ol class="timeline">\(rows)</ol></details></section>
            """
    }

    private static func row(_ page: Page, _ stage: PlanStage, isNext: Bool) -> HTML {
        let mark: Timeline.Mark = stage.state == .done ? .good : isNext ? .act : .plain
        return """
            <li\(attr: "class", mark == .plain ? nil : mark.rawValue)\(attr: "aria-current", isNext ? "step" : nil)>\
            <p class="timeline__title"><a href="\(stage.link)">\(page.t(stage.name.title))</a></p>\
            <p class="timeline__meta">\(page.t(stage.state.label)) · \(page.t(stage.standing))</p></li>
            """
    }
}

extension Request {
    /// How the stages stand, for whoever leads the planning; nobody else is told what to do next.
    /// - Parameters:
    ///   - plan: the plan they lead to; where neither it nor its years are said, the one that is worked on.
    ///   - cycle: a cycle of workshops with its years: the plan is the one it is held for.
    ///   - isExact: whether the matrix is brought up to date before its holes are counted, where that does not take seconds; on pages about
    ///     something else they may be those of the last look.
    package func planStages(
        to plan: Identifier<PlanEdition>? = nil, for cycle: (years: ClosedRange<Int>, madeAt: Instant)? = nil,
        isExact: Bool = true
    ) async throws -> [PlanStage] {
        guard actor.may(.stewardPlans), let stages = installation.services.find(PlanStages.self) else { return [] }
        let (reader, today) = (actor, plans.directory.today)
        if isExact { try await plans.alignment.refreshIfQuick() }
        return try await database.read { tx in try stages.all(tx, try tx.planWay(reader, on: today, to: plan, for: cycle)) }
    }

    /// Years of the smart-city plan that is worked on, to be suggested where something is prepared for it; `nil` where there is none.
    package func plannedYears() async throws -> ClosedRange<Int>? {
        let (reader, today) = (actor, plans.directory.today)
        return try await database.read { tx in try tx.planWay(reader, on: today).years }
    }
}
