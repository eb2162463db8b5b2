import Kernel
import Storage
import Work

extension ReportDesk {
    /// Starts, stops, pauses and resumes the clocks an act names, and keeps the report's own due date in step.
    func wind(_ opened: inout ReportCase) throws {
        let isOver = opened.workflow.state(opened.report.state)?.isFinal == true
        let isMoved = opened.report.agency != nil && opened.report.agency != opened.before.agency
        guard !opened.act.clocks.isEmpty || opened.promisedDueAt != nil || isOver || isMoved else { return }
        let tx = opened.tx
        var clocks = try tx.clocks(of: opened.report.reference)
        for effect in opened.act.clocks { try wind(effect, &clocks, opened) }
        if isMoved { try moveUnits(&clocks, opened) }
        try keepPromise(&clocks, opened)
        // Nothing is owed any more, whichever way it came to an end, and be it that an earlier version of the program left it running.
        if isOver {
            for index in clocks.indices where clocks[index].stoppedAt == nil {
                clocks[index].stop(at: opened.now)
                try tx.update(clocks[index])
            }
        }
        opened.clocks = clocks
        if let finish = clocks.last(where: { $0.name == "finish" }) {
            opened.report.dueAt = finish.dueAt
            if finish.stoppedAt != nil, opened.report.checkedAt == opened.now { note(finish, &opened.report) }
        }
    }

    /// The day somebody gave their word for in this act.
    private func keepPromise(_ clocks: inout [Clock], _ opened: ReportCase) throws {
        guard let promised = opened.promisedDueAt, let rule = opened.workflow.clock("finish"),
            let index = clocks.lastIndex(where: { $0.name == "finish" && $0.stoppedAt == nil })
        else { return }
        clocks[index].promise(promised, rule, calendar(of: clocks[index].unit), at: opened.now)
        try opened.tx.update(clocks[index])
    }

    /// Another agency has it now: what runs goes on by the days on which that one works.
    private func moveUnits(_ clocks: inout [Clock], _ opened: ReportCase) throws {
        for index in clocks.indices where clocks[index].stoppedAt == nil {
            let unit = unit(of: clocks[index].name, opened.report)
            guard clocks[index].unit != unit, let rule = opened.workflow.clock(clocks[index].name) else { continue }
            clocks[index].unit = unit
            if !opened.keepsDeadlines { clocks[index].recompute(rule, calendar(of: unit)) }
            try opened.tx.update(clocks[index])
        }
    }

    private func calendar(of unit: String) -> WorkCalendar { ground.calendar(unit == "regency" ? nil : unit) }

    /// What the finished work took, once somebody else has checked it.
    private func note(_ finish: Clock, _ report: inout Report) {
        let claimed = report.claimedAt ?? report.updatedAt
        report.isInTime = claimed <= finish.dueAt
        let spent = ground.calendar(report.agency).workingDays(from: finish.startedAt, to: claimed)
        report.workingDays = max(0, spent - finish.pausedDays)
    }

    private func wind(_ effect: Workflow.ClockEffect, _ clocks: inout [Clock], _ opened: ReportCase) throws {
        let name = effect.clock
        guard let rule = opened.workflow.clock(name) else { return }
        let running = clocks.lastIndex { $0.name == name && $0.stoppedAt == nil }
        let unit = unit(of: name, opened.report)
        let calendar = calendar(of: unit)
        switch effect {
        case .start:
            guard running == nil else { return }
            let begun = name == "finish" ? finishBegins(clocks, opened) : (at: opened.now, pauses: [])
            var clock = Clock(
                id: world.newID(), of: opened.report.reference, rule: rule, class: opened.report.kind.rawValue, unit: unit,
                calendar: calendar, at: begun.at)
            if !begun.pauses.isEmpty {
                clock.pauses = begun.pauses
                clock.recompute(rule, calendar)
                clock.previousDueAt = nil
            }
            clocks.append(clock)
            try opened.tx.insert(clock)
        case .stop:
            guard let running else { return }
            clocks[running].stop(at: opened.now)
            try opened.tx.update(clocks[running])
        case .pause:
            guard let running else { return }
            clocks[running].pause(at: opened.now)
            try opened.tx.update(clocks[running])
        case .resume:
            guard let running else { return }
            clocks[running].resume(rule, calendar, at: opened.now)
            try opened.tx.update(clocks[running])
        }
    }

    /// From when the time to finish runs: from receipt, also where a case was misrouted or taken out of a merger, and not while
    /// it was the reporter's turn. After a reopening it runs anew, after an objection from the day of the objection.
    private func finishBegins(_ clocks: [Clock], _ opened: ReportCase) -> (at: Instant, pauses: [Clock.Pause]) {
        let verifications = clocks.filter { $0.name == "verification" }
        guard opened.report.reopenings == 0 else {
            // Triage had it until this very act.
            guard let last = verifications.last(where: { $0.stoppedAt == opened.now }) else { return (opened.now, []) }
            return (last.startedAt, last.pauses)
        }
        let earlier = clocks.last { $0.name == "finish" }
        let later = verifications.flatMap(\.pauses).filter { pause in
            guard let until = earlier?.stoppedAt else { return true }
            return pause.from >= until
        }
        return (opened.report.receivedAt, (earlier?.pauses ?? []) + later)
    }

    /// Whose calendar a clock counts by: the agency's for its own work, the regency's for the rest.
    func unit(of clock: String, _ report: Report) -> String {
        ["finish", "answer", "acceptance"].contains(clock) ? report.agency ?? "regency" : "regency"
    }

    /// Who owes the next act now, in the one work list.
    func owe(_ opened: ReportCase) throws {
        let report = opened.report
        let state = opened.workflow.state(report.state)
        let before = opened.before
        let isSame =
            before.state == report.state && before.agency == report.agency && before.checker == report.checker
            && before.category == report.category && before.dueAt == report.dueAt
        if isSame { return }
        try opened.tx.closeObligations(of: report.reference, at: opened.now)
        guard let owedBy = state?.owedBy else { return }
        try opened.tx.open(obligation(report, owedBy, clock: state?.clock, at: opened.now, opened.tx))
    }

    func obligation(_ report: Report, _ permission: Permission, clock: String?, at now: Instant, _ tx: Transaction) throws -> Obligation {
        let running = try tx.clocks(of: report.reference).last { $0.name == clock && $0.stoppedAt == nil }
        let owed = report.owed(by: permission)
        return Obligation(
            id: world.newID(), subject: report.reference, task: "report.\(report.state)", permission: owed.permission, agency: owed.agency,
            category: report.category, subjectCode: report.code, openedAt: now, dueAt: running?.dueAt ?? now, level: report.level)
    }
}
