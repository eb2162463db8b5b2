import Directory
import Kernel
import Storage
import Work

/// The time somebody has to answer a proposal, and what happens when it passes without an answer.
extension LinkDesk {
    /// Working days the planning agency has to rule on what nobody answered; a proposal of this project.
    static let daysToRule = 5

    /// Puts whose turn it is on the one work list, and starts its clock.
    func owe(_ record: some TwoSided, _ tx: Transaction) throws {
        try tx.closeObligations(of: record.reference, at: record.updatedAt)
        try stopClocks(of: record, tx)
        guard record.state.isOpen else { return }
        let (agency, kind) = (record.turn, type(of: record).kind)
        let due = record.dueOn ?? usualDue(agency)
        try tx.open(
            Obligation(
                id: world.newID(), subject: record.reference, task: "\(kind).\(record.state == .questioned ? "clarify" : "answer")",
                permission: agency == nil ? .stewardPlans : .answerPlans, agency: agency, category: nil,
                subjectCode: String(record.recordID.suffix(6)), openedAt: record.updatedAt,
                dueAt: due.adding(1).at(offsetHours: directory.offsetHours)))
        let calendar = directory.calendars.current(for: agency)
        let days = calendar.workingDays(after: directory.today, through: due)
        let rule = ClockRule(Acceptance.answer.name, days: ["*": max(1, days)], alerts: Acceptance.answer.alerts)
        try tx.insert(
            Clock(
                id: world.newID(), of: record.reference, rule: rule, class: "*", unit: agency ?? "regency", calendar: calendar,
                at: record.updatedAt))
    }

    private func stopClocks(of record: some TwoSided, _ tx: Transaction) throws {
        // A new record has none.
        guard record.version > 1 else { return }
        for var clock in try tx.clocks(of: record.reference) where clock.stoppedAt == nil {
            clock.stop(at: record.updatedAt)
            try tx.update(clock)
        }
    }

    /// Gives every alert that is due: the row of the work list rises a level and those whose turn it is are told. Once the time is over
    /// the planning agency has it on its list too, to give more time, to answer in their place, or to let it be.
    /// - Returns: how many were given.
    @discardableResult
    package func escalate(limit: Int = 200) async throws -> Int {
        try await escalate(PlanLink.self, limit) + escalate(Participation.self, limit)
    }

    private func escalate<Record: TwoSided>(_: Record.Type, _ limit: Int) async throws -> Int {
        let now = world.now()
        return try await database.eachDueClock(of: Record.kind, at: now, limit: limit) { due, tx in
            // Somebody may have answered since it was listed.
            guard var record = try Record.find(due.subject.id, tx), record.state.isOpen else { return false }
            var clock = due
            clock.escalate(Acceptance.answer, directory.calendars.current(for: clock.unit == "regency" ? nil : clock.unit))
            try tx.update(clock)
            let percent = clock.percent(Acceptance.answer)
            let before = record.version
            record.version += 1
            record.updatedAt = max(now, record.updatedAt)
            try record.save(from: before, tx)
            try tx.moveObligations(of: record.reference, level: min(max(clock.level - 1, 0), 3))
            if percent >= 100 { try callCoordinator(record, level: clock.level - 1, at: now, tx) }
            try self.record(record, "alert", by: .system, details: ["percent": "\(percent)"], tx)
            return true
        }
    }

    private func callCoordinator(_ record: some TwoSided, level: Int, at now: Instant, _ tx: Transaction) throws {
        let task = "\(type(of: record).kind).rule"
        guard record.turn != nil, try !tx.obligations(of: record.reference).contains(where: { $0.task == task }) else { return }
        try tx.open(
            Obligation(
                id: world.newID(), subject: record.reference, task: task, permission: .stewardPlans, agency: nil, category: nil,
                subjectCode: String(record.recordID.suffix(6)), openedAt: now,
                dueAt: directory.calendars.regency.due(after: now, workingDays: Self.daysToRule), level: min(max(level, 0), 3)))
    }
}
