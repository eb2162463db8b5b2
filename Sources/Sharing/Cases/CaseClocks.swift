import Kernel
import Storage
import Work

extension CaseDesk {
    /// Starts, stops, pauses and resumes the clocks an act names.
    func wind<Record: SharingCase>(_ opened: OpenCase<Record>, _ workflow: Workflow) throws {
        guard !opened.act.clocks.isEmpty else { return }
        let tx = opened.tx
        var clocks = try tx.clocks(of: opened.record.reference)
        for effect in opened.act.clocks {
            guard let rule = workflow.clock(effect.clock) else { continue }
            let running = clocks.lastIndex { $0.name == effect.clock && $0.stoppedAt == nil }
            if case .start = effect {
                guard running == nil else { continue }
                let clock = clock(rule, opened.record, at: start(of: rule, opened, clocks))
                clocks.append(clock)
                try tx.insert(clock)
                continue
            }
            guard let running else { continue }
            switch effect {
            case .start: continue
            case .stop: clocks[running].stop(at: opened.now)
            case .pause: clocks[running].pause(at: opened.now)
            case .resume: clocks[running].resume(rule, calendar(clocks[running].unit), at: opened.now)
            }
            try tx.update(clocks[running])
        }
    }

    /// A prolonged time runs from where the first began: ten working days and seven more are seventeen from receipt.
    private func start<Record: SharingCase>(of rule: ClockRule, _ opened: OpenCase<Record>, _ clocks: [Clock]) -> Instant {
        guard rule.name == "extension", let first = clocks.first(where: { $0.name == "answer" }) else { return opened.now }
        return first.startedAt
    }

    func owe<Record: SharingCase>(_ opened: OpenCase<Record>, _ workflow: Workflow) throws {
        let isSame = opened.record.state == opened.before.state && opened.record.holder == opened.before.holder
        guard !isSame || !opened.act.clocks.isEmpty else { return }
        try opened.tx.closeObligations(of: opened.record.reference, at: opened.now)
        try owe(opened.record, workflow, at: opened.now, opened.tx)
    }

    /// Who owes the next act now, in the one work list.
    func owe<Record: SharingCase>(_ record: Record, _ workflow: Workflow, at now: Instant, _ tx: Transaction) throws {
        guard let state = workflow.state(record.state), var permission = state.owedBy else { return }
        // What PPID has passed on is the agency's to answer.
        if permission == .handleInformation, record.holder != nil { permission = .answerInformation }
        let running = try tx.clocks(of: record.reference).last { $0.stoppedAt == nil && ($0.name == state.clock || state.clock == nil) }
        // Whoever acts for the whole regency has it on the list without an agency.
        let agency = [Permission.handleInformation, .settleInformation].contains(permission) ? nil : record.holder
        try tx.open(
            Obligation(
                id: world.newID(), subject: record.reference, task: "\(Record.kind).\(record.state)", permission: permission,
                agency: agency,
                category: nil, subjectCode: record.code, openedAt: now, dueAt: running?.dueAt ?? now, level: running?.level ?? 0))
    }

    /// Gives every alert that is due to cases of one kind: the row of the work list rises a level and an event tells whom it concerns.
    /// - Returns: how many were given.
    @discardableResult
    package func escalate<Record: SharingCase>(_: Record.Type, limit: Int = 200) async throws -> Int {
        let now = world.now()
        return try await database.eachDueClock(of: Record.kind, at: now, limit: limit) { due, tx in
            guard let record = try Record.find(due.subject.id, tx),
                let rule = try workflow(Record.self, record.workflowVersion, tx).clock(due.name)
            else { return false }
            var clock = due
            clock.escalate(rule, calendar(clock.unit))
            try tx.update(clock)
            try perform(AlertCase<Record>(clock: clock.name, percent: clock.percent(rule)), on: record.caseID, by: .system, in: tx)
            try tx.moveObligations(of: record.reference, level: min(max(clock.level - 1, 0), 3))
            return true
        }
    }
}

/// Says that a part of a clock's time has passed.
struct AlertCase<Record: SharingCase>: CaseAct {
    let name = "alert"
    var clock: String
    var percent: Int

    func apply(to opened: inout OpenCase<Record>) throws {
        opened.visibility = .internal
        opened.details = ["clock": clock, "percent": "\(percent)"]
    }
}
