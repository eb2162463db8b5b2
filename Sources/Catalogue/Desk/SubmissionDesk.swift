import Directory
import Kernel
import Storage
import Work

extension CatalogueDesk {
    /// Does an act on a submission.
    /// - Throws: as ``perform(_:on:by:expecting:)-(DatasetAct,_,_,_)``.
    @discardableResult
    package func perform(
        _ act: any SubmissionAct, on id: Identifier<Submission>, by actor: Actor, expecting version: Int? = nil
    ) async throws -> Submission {
        let submission = try await database.write { tx in try perform(act, on: id, by: actor, expecting: version, in: tx) }
        if submission.state == "published" { try await index.refresh() }
        return submission
    }

    @discardableResult
    package func perform(
        _ act: any SubmissionAct, on id: Identifier<Submission>, by actor: Actor, expecting version: Int? = nil, in tx: Transaction
    ) throws -> Submission {
        guard let before = try tx.submission(id), let dataset = try tx.dataset(before.dataset),
            let table = try tx.distribution(before.distribution),
            DatasetPolicy.maySee(before, of: dataset, actor)
        else { throw AppError.notFound }
        let workflow = try submissionWorkflow(before.workflowVersion, tx)
        guard let rule = workflow.act(act.name) else { throw AppError.notFound }
        guard DatasetPolicy.may(rule, on: before, actor) else { throw AppError.forbidden }
        if let version, version != before.version { throw AppError.conflict("error.submission_changed") }
        let known = try workflow.require(act.name, in: before.state)
        let issues = act.issues
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        if known.needs.contains(.otherThanClaimer), actor.kind != .system, before.submittedBy == actor.id {
            throw AppError(.forbidden, "error.steward_is_sender")
        }
        var opened = SubmissionCase(
            submission: before, before: before, dataset: dataset, table: table, actor: actor, now: max(world.now(), before.updatedAt),
            tx: tx, desk: self, act: known, workflow: workflow)
        opened.submission.version += 1
        opened.submission.updatedAt = opened.now
        opened.submission.state = known.to ?? before.state
        try act.apply(to: &opened)
        try finish(opened)
        return opened.submission
    }

    /// Clocks, work list, record and event of an act on a submission.
    func finish(_ opened: SubmissionCase) throws {
        let (submission, tx) = (opened.submission, opened.tx)
        try wind(opened)
        try tx.update(submission, from: opened.before.version)
        if submission.state != opened.before.state { try owe(opened) }
        try tx.record(
            Event(
                "submission.\(opened.act.name)", of: submission.reference, sequence: submission.version, by: opened.actor, in: world,
                agency: submission.producer.text, details: opened.details.merging(["dataset": submission.dataset.text]) { $1 },
                digest: try tx.digest(submission.digest(tx.returnReasons(of: submission.id)), withClocksOf: submission.reference)))
    }

    /// The version of the workflow a submission lives by.
    func submissionWorkflow(_ version: Int, _ tx: Transaction) throws -> Workflow {
        if version == Workflow.submission.version { return .submission }
        guard let workflow = try tx.workflow("submission", version: version) else { throw AppError.unavailable("error.no_workflow") }
        return workflow
    }

    private func wind(_ opened: SubmissionCase) throws {
        var clocks = try opened.tx.clocks(of: opened.submission.reference)
        for effect in opened.act.clocks {
            guard let rule = opened.workflow.clock(effect.clock) else { continue }
            let running = clocks.lastIndex { $0.name == effect.clock && $0.stoppedAt == nil }
            // The producer's own calendar for its own work, the regency's for the steward's.
            let unit = effect.clock == "correction" ? opened.submission.producer.text : "regency"
            let calendar = directory.calendars.current(for: unit == "regency" ? nil : unit)
            switch effect {
            case .start where running == nil:
                let clock = Clock(
                    id: world.newID(), of: opened.submission.reference, rule: rule, class: "*", unit: unit, calendar: calendar,
                    at: opened.now)
                clocks.append(clock)
                try opened.tx.insert(clock)
            case .stop:
                guard let running else { continue }
                clocks[running].stop(at: opened.now)
                try opened.tx.update(clocks[running])
            default: continue
            }
        }
    }

    /// Who owes the next act now, in the one work list.
    private func owe(_ opened: SubmissionCase) throws {
        let (submission, tx) = (opened.submission, opened.tx)
        try tx.closeObligations(of: submission.reference, at: opened.now)
        guard let state = opened.workflow.state(submission.state), let permission = state.owedBy else { return }
        let running = try tx.clocks(of: submission.reference).last { $0.name == state.clock && $0.stoppedAt == nil }
        try tx.open(
            Obligation(
                id: world.newID(), subject: submission.reference, task: "submission.\(submission.state)", permission: permission,
                agency: permission == .produceData ? submission.producer.text : nil, category: nil, subjectCode: opened.dataset.name,
                openedAt: opened.now, dueAt: running?.dueAt ?? opened.now))
    }
}

/// A submission in the hands of one act.
package struct SubmissionCase {
    package var submission: Submission
    package let before: Submission
    package var dataset: Dataset
    package var table: Distribution
    package let actor: Actor
    package let now: Instant
    package var details: [String: String] = [:]
    let tx: Transaction
    let desk: CatalogueDesk
    let act: Workflow.Act
    let workflow: Workflow
}

/// One thing that can be done to a submission; its `name` is that of an act of ``Workflow/submission``.
package protocol SubmissionAct: Sendable {
    var name: String { get }
    /// What is wrong with the input, before anything is opened.
    var issues: [Issue] { get }
    func apply(to opened: inout SubmissionCase) throws
}

extension SubmissionAct {
    package var issues: [Issue] { [] }
}

extension Transaction {
    /// Gives an installation that has no workflow for submissions the one that Pendopo brings along.
    func ensureSubmissionWorkflow(in world: World) throws {
        guard try workflow("submission", version: 1) == nil else { return }
        try publish(.submission, validFrom: world.now(), by: .system)
        let subject = Reference("workflow", "submission")
        try record(
            Event(
                "workflow.published", of: subject, sequence: try nextSequence(of: subject), by: .system, in: world,
                details: ["version": "1", "from": world.now().description], digest: try workflowDigest("submission") ?? ""))
    }
}
