import Kernel
import Storage
import Work

/// Everything that receiving a report writes, made ready outside the transaction.
struct PreparedReport: Sendable {
    var receipt: Receipt
    /// Adds the report itself, unless somebody has its code or its key already.
    var report: SQL
    var others: [SQL]
    /// The event among them.
    var event: Event
}

extension ReportDesk {
    /// - Parameters:
    ///   - submission: checked and made plain.
    ///   - workflow: the version for new cases.
    func prepare(
        _ submission: Submission, _ place: ReportPlace, _ category: Category, _ workflow: Workflow, by actor: Actor, at now: Instant
    ) -> PreparedReport {
        let report = Report(
            id: world.newID(), code: freshCode(at: now), clientKey: submission.clientKey, state: workflow.initial,
            workflowVersion: workflow.version, version: 1, category: category.id, topCategory: category.parent ?? category.id,
            kind: submission.kind ?? category.kind, disclosure: submission.disclosure, text: submission.text, answers: submission.answers,
            place: place, channel: submission.channel, language: submission.language, receivedAt: now, updatedAt: now)
        let photos = submission.photos.enumerated().map { index, photo in
            ReportPhoto(
                id: world.newID(), report: report.id, sequence: 1, role: .before, position: index, draft: photo, isPublic: false,
                addedAt: now)
        }
        var others: [SQL] = []
        var details = ["category": category.id, "channel": report.channel]
        if !submission.identity.isEmpty {
            others.append(submission.identity.insertion(of: report.id, vault, at: now))
            details[ReporterIdentity.detail] = submission.identity.mail.isEmpty ? ReporterIdentity.withoutMail : "given"
        }
        others += photos.map(\.insertion)
        let clock = firstClock(report, workflow, at: now)
        others += owing(report, workflow, clock, at: now)
        if let change = TallyChange(from: nil, to: report, offsetHours: ground.calendar(nil).offsetHours) {
            others += change.insertions(world, on: database.engine)
        }
        let event = Event(
            "report.submit", of: report.reference, sequence: 1, by: actor, in: world, visibility: .party, details: details,
            digest: report.digest(notes: [], photos: photos, clocks: clock.map { [$0] } ?? []))
        others += event.recording
        let receipt = Receipt(id: report.id, code: report.code, secret: secret(of: report), receivedAt: now, isRepeat: false)
        return PreparedReport(receipt: receipt, report: report.insertionIfFree, others: others, event: event)
    }

    /// The clock of the first state.
    private func firstClock(_ report: Report, _ workflow: Workflow, at now: Instant) -> Clock? {
        guard let name = workflow.state(report.state)?.clock, let rule = workflow.clock(name) else { return nil }
        return Clock(
            id: world.newID(), of: report.reference, rule: rule, class: report.kind.rawValue, unit: "regency",
            calendar: ground.calendar(nil), at: now)
    }

    /// That clock and what somebody owes until it ends.
    private func owing(_ report: Report, _ workflow: Workflow, _ clock: Clock?, at now: Instant) -> [SQL] {
        guard let clock else { return [] }
        guard let owedBy = workflow.state(report.state)?.owedBy else { return [clock.insertion] }
        let obligation = Obligation(
            id: world.newID(), subject: report.reference, task: "report.\(report.state)", permission: owedBy, agency: nil,
            category: report.category, subjectCode: report.code, openedAt: now, dueAt: clock.dueAt)
        return [clock.insertion, obligation.opening]
    }

    /// A code that probably nobody has. Its first two letters go round every 102 seconds and the other four are chance: reports that
    /// are received together lie together in the index, and whoever knows when one was received still has a million to try.
    private func freshCode(at now: Instant) -> String {
        let moment = UInt32(truncatingIfNeeded: now.milliseconds / 100) & 0x3FF
        return ShortCode.make(moment << 20 | world.random(3).reduce(0) { $0 << 8 | UInt32($1) } & 0xFFFFF)
    }
}
