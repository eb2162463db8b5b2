import Kernel
import Storage
import Work

extension Report {
    /// How high an alert goes: 50 % of the time concerns the officer, 80 % the section head, 100 % the agency head, 150 % the regional
    /// secretary and 200 % the regent, whatever other percentages a regency asks for in between.
    package static func level(at percent: Int) -> Int {
        switch percent {
        case ..<80: 0
        case ..<100: 1
        case ..<150: 2
        case ..<200: 3
        default: 4
        }
    }
}

extension ReportDesk {
    /// Gives every alert that is due: the case rises a level and the event tells whom it concerns; where a clock of the
    /// reporter has run out, the case is closed as the workflow says.
    /// - Parameter limit: clocks taken up at once.
    /// - Returns: how many alerts were given. A clock that has passed several takes as many calls.
    /// - Throws: what kept a clock from being raised, once no other is left that can be.
    package func escalate(limit: Int = 200) async throws -> Int {
        let now = world.now()
        var given = 0
        var failure: (any Error)?
        var after: (at: Instant, id: String)?
        while true {
            let due = try await database.read { [after] tx in
                try tx.clocksToEscalate(of: "report", at: now, after: after, limit: limit)
            }
            for clock in due {
                // One case that cannot be raised must not keep all others from being, however many of them there are.
                do {
                    if try await database.write({ tx in try escalate(clock, at: now, in: tx) }) != nil { given += 1 }
                } catch { failure = failure ?? error }
            }
            guard let last = due.last, due.count == limit, let at = last.nextAlertAt else { break }
            after = (at, last.id.text)
        }
        if given == 0, let failure { throw failure }
        return given
    }

    /// Gives the alert of one clock that was listed as due.
    /// - Returns: the report after it; `nil` when the clock was stopped or moved meanwhile.
    package func escalate(_ seen: Clock, at now: Instant, in tx: Transaction) throws -> Report? {
        guard var clock = try tx.stillDue(seen, at: now), let report = try tx.report(Identifier(clock.subject.id)) else { return nil }
        let workflow = try rules.workflow(version: report.workflowVersion, tx)
        guard workflow.state(report.state)?.isFinal != true, let rule = workflow.clock(clock.name) else {
            // Nobody owes anything by it any more; earlier versions left such clocks running.
            clock.stop(at: now)
            try tx.update(clock)
            return nil
        }
        clock.escalate(rule, ground.calendar(clock.unit == "regency" ? nil : clock.unit))
        try tx.update(clock)
        let percent = clock.percent(rule)
        switch (clock.name, percent >= 100) {
        case ("silence", true): return try perform(CloseSilently(), on: report.id, by: .system, in: tx)
        case ("reply", true): return try perform(CloseIncomplete(), on: report.id, by: .system, in: tx)
        default:
            // While it is the reporter's turn nobody's superior has to hear of it.
            let level = ["silence", "reply"].contains(clock.name) ? 0 : Report.level(at: percent)
            let after = try perform(AlertReport(clock: clock.name, percent: percent, level: level), on: report.id, by: .system, in: tx)
            try tx.moveObligations(of: report.reference, level: after.level)
            return after
        }
    }

    /// The effect a calendar would have on running deadlines of a unit, without changing anything.
    package func preview(_ calendar: WorkCalendar, unit: String) async throws -> (open: Int, moved: Int) {
        try await database.read { tx in
            var open = 0
            var moved = 0
            try eachOpenClock(unit, tx) { clock, rule in
                var changed = clock
                changed.recompute(rule, calendar)
                open += 1
                if changed.dueAt != clock.dueAt { moved += 1 }
            }
            return (open, moved)
        }
    }

    /// Computes every running deadline of a unit anew after its calendar was published. Doing it twice changes nothing more.
    /// - Returns: how many deadlines moved.
    @discardableResult
    package func recompute(_ calendar: WorkCalendar, unit: String) async throws -> Int {
        let moving = try await database.read { tx in
            var moving: [(Clock, ClockRule)] = []
            try eachOpenClock(unit, tx) { clock, rule in
                var changed = clock
                changed.recompute(rule, calendar)
                if changed.dueAt != clock.dueAt { moving.append((clock, rule)) }
            }
            return moving
        }
        var moved = 0
        for (clock, rule) in moving {
            if try await database.write({ tx in try move(clock, rule, calendar, tx) }) { moved += 1 }
        }
        return moved
    }

    /// - Returns: whether the deadline moved; not when somebody has stopped the clock since it was listed.
    private func move(_ seen: Clock, _ rule: ClockRule, _ calendar: WorkCalendar, _ tx: Transaction) throws -> Bool {
        guard let now = try tx.clocks(of: seen.subject).first(where: { $0.id == seen.id }), now.stoppedAt == nil else { return false }
        var clock = now
        clock.recompute(rule, calendar)
        if clock.dueAt == now.dueAt { return false }
        let report = try perform(RecalculateReport(clock: clock), on: Identifier(clock.subject.id), by: .system, in: tx)
        let state = try rules.workflow(version: report.workflowVersion, tx).state(report.state)
        if state?.clock == clock.name { try tx.moveObligations(of: report.reference, dueAt: clock.dueAt, level: report.level) }
        return true
    }

    /// Every running clock that a calendar moves. A promised day stays: somebody gave their word for it.
    private func eachOpenClock(_ unit: String, _ tx: Transaction, _ body: (Clock, ClockRule) throws -> Void) throws {
        var after = ""
        while true {
            let clocks = try tx.openClocks(unit: unit, after: after, limit: 500)
            for clock in clocks where clock.subject.kind == "report" {
                guard clock.promisedDueAt == nil, let report = try tx.report(Identifier(clock.subject.id)),
                    let rule = try rules.workflow(version: report.workflowVersion, tx).clock(clock.name)
                else { continue }
                try body(clock, rule)
            }
            guard let last = clocks.last, clocks.count == 500 else { return }
            after = last.id.text
        }
    }
}
