import Directory
import Kernel
import Storage
import Work

/// Publishes new clocks for reports as the next version of their workflow. Reports received before keep the version they
/// were opened under, so no promise that was given is changed behind anybody's back.
package struct PublishClocks: Sendable {
    let directory: DirectoryIndex
    let rules: RuleBook

    package init(_ directory: DirectoryIndex, rules: RuleBook) {
        self.directory = directory
        self.rules = rules
    }

    /// Checks a draft without publishing it.
    /// - Parameters:
    ///   - day: from when it would hold; today means at once.
    ///   - seen: the newest version when the form was opened.
    /// - Throws: `.invalid` with the fields to mend, `.conflict` when somebody published meanwhile.
    package func check(_ draft: ClockDraft, from day: Day, seen: Int) async throws {
        try await directory.database.read { tx in _ = try next(draft, from: day, seen: seen, tx) }
    }

    /// - Returns: the version published.
    @discardableResult
    package func run(_ draft: ClockDraft, from day: Day, seen: Int, by actor: Actor) async throws -> Workflow {
        try actor.needConfiguring()
        let published = try await directory.database.write { [world = directory.world] tx in
            let next = try next(draft, from: day, seen: seen, tx)
            let from = max(start(of: day), world.now())
            try tx.publishWorkflow(next, from: from, by: actor, in: world)
            return next
        }
        rules.forget()
        return published
    }

    private func next(_ draft: ClockDraft, from day: Day, seen: Int, _ tx: Transaction) throws -> Workflow {
        guard let newest = try tx.workflowHistory("report").first else { throw AppError.unavailable("error.no_workflow") }
        guard newest.workflow.version == seen else {
            throw AppError(
                .conflict, "directory.changed_meanwhile",
                issues: try tx.workflow("report", version: seen).map { old in
                    ClockDraft(newest.workflow.clocks).changes(to: old).map {
                        Issue($0.clock, Message("directory.changed_field", ["from": $0.before, "to": $0.after]))
                    }
                } ?? [])
        }
        var issues = draft.issues(for: newest.workflow)
        if issues.isEmpty, draft.clocks == newest.workflow.clocks { issues.append(Issue("clocks", "clocks.error.same")) }
        if day < directory.today { issues.append(Issue("valid_from", "clocks.error.past")) }
        if start(of: day) < newest.validFrom, newest.validFrom > directory.world.now() {
            issues.append(Issue("valid_from", "clocks.error.before_newest"))
        }
        let next = draft.applied(to: newest.workflow, after: newest.workflow.version)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return next
    }

    private func start(of day: Day) -> Instant { day.at(offsetHours: directory.offsetHours) }
}

extension Transaction {
    /// Publishes a version of a workflow with its event.
    package func publishWorkflow(_ workflow: Workflow, from: Instant, by actor: Actor, in world: World) throws {
        try publish(workflow, validFrom: from, by: actor)
        let subject = Reference("workflow", workflow.name)
        try record(
            Event(
                "workflow.published", of: subject, sequence: try nextSequence(of: subject), by: actor, in: world,
                details: ["version": "\(workflow.version)", "from": from.description], digest: try workflowDigest(workflow.name) ?? ""))
    }

    /// Gives an installation the states and acts of reports that this program brings along: as the first version of the workflow,
    /// or, where it has older ones, as the next version with the regency's own clocks. Running cases keep theirs.
    package func ensureReportWorkflow(in world: World) throws {
        guard let newest = try workflowHistory("report").first else {
            return try publishWorkflow(.report, from: world.now(), by: .system, in: world)
        }
        var next = newest.workflow
        (next.initial, next.states, next.acts) = (Workflow.report.initial, Workflow.report.states, Workflow.report.acts)
        next.clocks += Workflow.report.clocks.filter { next.clock($0.name) == nil }
        guard next != newest.workflow else { return }
        next.version += 1
        // Clocks that were published for a later day do not begin sooner for it.
        try publishWorkflow(next, from: max(world.now(), newest.validFrom), by: .system, in: world)
    }
}
