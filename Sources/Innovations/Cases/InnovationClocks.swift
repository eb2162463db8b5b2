import Directory
import Kernel
import Storage
import Work

extension InnovationDesk {
    func clock(_ rule: ClockRule, _ record: some InnovationRecord, at start: Instant) -> Clock {
        Clock(
            id: world.newID(), of: record.reference, rule: rule, class: "*", unit: record.holder ?? "regency",
            calendar: calendar(record.holder), at: start)
    }

    /// Starts and stops the clocks an act names.
    func wind<Record: InnovationRecord>(_ opened: OpenInnovation<Record>, _ workflow: Workflow) throws {
        guard !opened.act.clocks.isEmpty else { return }
        let clocks = try opened.tx.clocks(of: opened.record.reference)
        for effect in opened.act.clocks {
            guard let rule = workflow.clock(effect.clock) else { continue }
            let running = clocks.last { $0.name == effect.clock && $0.stoppedAt == nil }
            switch effect {
            case .start where running == nil: try opened.tx.insert(clock(rule, opened.record, at: opened.now))
            case .stop:
                guard var running else { continue }
                running.stop(at: opened.now)
                try opened.tx.update(running)
            default: continue
            }
        }
    }

    func owe<Record: InnovationRecord>(_ opened: OpenInnovation<Record>, _ workflow: Workflow) throws {
        let isSame = opened.record.state == opened.before.state && opened.record.holder == opened.before.holder
        guard !isSame || !opened.act.clocks.isEmpty else { return }
        try opened.tx.closeObligations(of: opened.record.reference, at: opened.now)
        try owe(opened.record, workflow, at: opened.now, opened.tx)
    }

    /// Who owes the next act now, in the one work list.
    func owe<Record: InnovationRecord>(_ record: Record, _ workflow: Workflow, at now: Instant, _ tx: Transaction) throws {
        guard let state = workflow.state(record.state), let permission = state.owedBy else { return }
        let running = try tx.clocks(of: record.reference).last { $0.stoppedAt == nil && $0.name == state.clock }
        // Whoever acts for the whole regency has it on the list without an agency.
        let agency = permission == .editInnovations || record.holder != nil && permission == .answerIdeas ? record.holder : nil
        try tx.open(
            Obligation(
                id: world.newID(), subject: record.reference, task: "\(Record.kind).\(record.state)", permission: permission,
                agency: agency, category: nil, subjectCode: record.code, openedAt: now,
                dueAt: running?.dueAt ?? record.owedOn?.at(TimeOfDay(hour: 16, minute: 0), offsetHours: directory.offsetHours) ?? now,
                level: running?.level ?? 0))
    }

    /// Gives every alert that is due to records of one kind: the row of the work list rises a level, and an event tells it.
    /// - Returns: how many were given.
    @discardableResult
    package func escalate<Record: InnovationRecord>(_: Record.Type, limit: Int = 200) async throws -> Int {
        let now = world.now()
        return try await database.eachDueClock(of: Record.kind, at: now, limit: limit) { due, tx in
            guard let record = try Record.find(due.subject.id, tx),
                let rule = try workflow(Record.self, record.workflowVersion, tx).clock(due.name)
            else { return false }
            var clock = due
            clock.escalate(rule, calendar(clock.unit == "regency" ? nil : clock.unit))
            try tx.update(clock)
            try perform(
                AlertInnovation<Record>(clock: clock.name, percent: clock.percent(rule)), on: record.recordID, by: .system, in: tx)
            try tx.moveObligations(of: record.reference, level: min(max(clock.level - 1, 0), 3))
            return true
        }
    }
}

/// Says that a part of a clock's time has passed.
struct AlertInnovation<Record: InnovationRecord>: InnovationAct {
    let name = "alert"
    var clock: String
    var percent: Int

    func apply(to opened: inout OpenInnovation<Record>) throws { opened.details = ["clock": clock, "percent": "\(percent)"] }
}
