import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct ClockTests {
    private static let rule = ClockRule("finish", days: ["complaint": 14, "*": 5])
    private static let start = Instant("2026-03-02T02:00:00Z")!

    private static func clock(_ calendar: WorkCalendar, at start: Instant = start, class: String = "complaint") -> Clock {
        Clock(id: Identifier("c"), of: Reference("report", "1"), rule: rule, class: `class`, unit: "regency", calendar: calendar, at: start)
    }

    private static func calendar(_ chance: inout ClockChance, version: String) -> WorkCalendar {
        let holidays = (0..<chance.number(below: 20)).map { _ in Day("2026-03-01")!.adding(chance.number(below: 120)) }
        return WorkCalendar(version: version, daysPerWeek: 5 + chance.number(below: 2), holidays: Set(holidays))
    }

    @Test func `the days follow the class, and the rest has its own`() {
        let calendar = WorkCalendar(version: "1")
        #expect(Self.clock(calendar).workingDays == 14 && Self.clock(calendar, class: "information").workingDays == 5)
        #expect(Self.clock(calendar).dueAt == Instant("2026-03-20T16:59:59Z"))
    }

    @Test func `alerts come at half, four fifths, the whole and half as much again`() {
        let calendar = WorkCalendar(version: "1")
        var clock = Self.clock(calendar)
        var alerts: [String] = []
        var percents: [Int] = []
        while let at = clock.nextAlertAt {
            alerts.append(String(at.description.prefix(10)))
            clock.escalate(Self.rule, calendar)
            percents.append(clock.percent(Self.rule))
        }
        // 7, 12 (eleven and a fifth, rounded up), 14 and 21 working days after Monday 2 March.
        #expect(alerts == ["2026-03-11", "2026-03-18", "2026-03-20", "2026-03-31"])
        #expect(percents == [50, 80, 100, 150] && clock.level == 4)
    }

    @Test func `a promised day counts instead, and its alerts are spread over the time until then`() {
        let calendar = WorkCalendar(version: "1")
        var clock = Self.clock(calendar)
        clock.escalate(Self.rule, calendar)
        // Tuesday 10 March, promised for Thursday 30 April: thirty-seven working days.
        let now = Instant("2026-03-10T02:00:00Z")!
        let end = Instant("2026-04-30T16:59:59Z")!
        clock.promise(end, Self.rule, calendar, at: now)
        #expect(clock.dueAt == end && clock.previousDueAt == Instant("2026-03-20T16:59:59Z") && clock.level == 0)
        var alerts: [String] = []
        while let at = clock.nextAlertAt {
            alerts.append(String(at.description.prefix(10)))
            clock.escalate(Self.rule, calendar)
        }
        // After 19, 30 and 37 working days, and 19 more.
        #expect(alerts == ["2026-04-06", "2026-04-21", "2026-04-30", "2026-05-27"])
        clock.recompute(Self.rule, WorkCalendar(version: "2", daysPerWeek: 6, holidays: [Day("2026-04-01")!]))
        #expect(clock.dueAt == end)
        clock.pause(at: Instant("2026-04-29T02:00:00Z")!)
        clock.resume(Self.rule, calendar, at: Instant("2026-05-04T02:00:00Z")!)
        // Thursday, Friday and Monday were the checker's.
        #expect(clock.dueAt == Instant("2026-05-05T16:59:59Z"))
    }

    @Test(arguments: 1...40) func `the due date follows from start, days, pauses and calendar, whatever happened in between`(seed: Int) {
        var chance = ClockChance(seed: UInt64(seed))
        var calendar = Self.calendar(&chance, version: "1")
        var clock = Self.clock(calendar)
        var pauses: [(from: Instant, to: Instant)] = []
        var pausedAt: Instant?
        var now = Self.start
        for step in 0..<60 {
            now = now.adding(seconds: Double(chance.number(below: 150_000)))
            switch chance.number(below: 4) {
            case 0:
                clock.pause(at: now)
                pausedAt = pausedAt ?? now
            case 1:
                clock.resume(Self.rule, calendar, at: now)
                if let since = pausedAt { pauses.append((since, now)) }
                pausedAt = nil
            case 2:
                calendar = Self.calendar(&chance, version: String(step))
                clock.recompute(Self.rule, calendar)
            default: clock.escalate(Self.rule, calendar)
            }
            let paused = pauses.reduce(0) { $0 + calendar.workingDays(from: $1.from, to: $1.to) }
            #expect(clock.pausedDays == paused)
            #expect(clock.dueAt == calendar.due(after: Self.start, workingDays: 14 + paused))
            #expect(clock.pausedAt == pausedAt)
            #expect(pausedAt == nil || clock.nextAlertAt == nil)
            let once = clock
            clock.recompute(Self.rule, calendar)
            #expect(clock.dueAt == once.dueAt && clock.previousDueAt == once.previousDueAt && clock.nextAlertAt == once.nextAlertAt)
        }
    }

    @Test func `a pause gives back the working days it took, no more`() {
        let calendar = WorkCalendar(version: "1")
        var clock = Self.clock(calendar)
        // From Thursday to the Tuesday after next: Friday, five days, Monday, Tuesday.
        clock.pause(at: Instant("2026-03-05T08:00:00Z")!)
        clock.resume(Self.rule, calendar, at: Instant("2026-03-17T01:00:00Z")!)
        #expect(clock.pausedDays == 8)
        #expect(clock.dueAt == calendar.due(after: Self.start, workingDays: 22))
        // A pause within one day gives nothing back.
        clock.pause(at: Instant("2026-03-18T02:00:00Z")!)
        clock.resume(Self.rule, calendar, at: Instant("2026-03-18T08:00:00Z")!)
        #expect(clock.pausedDays == 8)
    }

    @Test func `a holiday published afterwards moves the deadline by the day it takes, and the old one is kept`() {
        let plain = WorkCalendar(version: "1")
        let changed = WorkCalendar(version: "2", holidays: [Day("2026-03-10")!])
        var clock = Self.clock(plain)
        let before = clock.dueAt
        clock.recompute(Self.rule, changed)
        #expect(
            clock.dueAt == plain.due(after: Self.start, workingDays: 15) && clock.previousDueAt == before && clock.calendarVersion == "2")
        clock.recompute(Self.rule, plain)
        #expect(clock.dueAt == before && clock.calendarVersion == "1")
    }

    @Test(arguments: ["2026-03-03", "2026-03-06", "2026-03-09", "2026-03-17", "2026-03-19", "2026-03-20", "2026-03-27", "2026-04-06"])
    func `a holiday within a pause, before or after it, counts as if it had always been known`(day: String) {
        let known = WorkCalendar(version: "2", holidays: [Day(day)!])
        func life(_ first: WorkCalendar, _ later: WorkCalendar) -> Clock {
            var clock = Self.clock(first)
            clock.pause(at: Instant("2026-03-05T08:00:00Z")!)
            clock.resume(Self.rule, first, at: Instant("2026-03-17T01:00:00Z")!)
            clock.recompute(Self.rule, later)
            return clock
        }
        let late = life(WorkCalendar(version: "1"), known)
        let early = life(known, known)
        #expect(late.dueAt == early.dueAt && late.pausedDays == early.pausedDays)
    }

    @Test func `a holiday that is moved from before the deadline to after it gives the day back`() {
        let before = WorkCalendar(version: "1", holidays: [Day("2026-03-19")!])
        let after = WorkCalendar(version: "2", holidays: [Day("2026-03-24")!])
        var clock = Self.clock(before)
        #expect(clock.dueAt == Instant("2026-03-23T16:59:59Z"))
        clock.recompute(Self.rule, after)
        #expect(clock.dueAt == Instant("2026-03-20T16:59:59Z"))
        clock.recompute(Self.rule, before)
        #expect(clock.dueAt == Instant("2026-03-23T16:59:59Z"))
    }

    @Test func `stopping settles whether it was met, once and for all`() {
        let calendar = WorkCalendar(version: "1")
        var inTime = Self.clock(calendar)
        inTime.stop(at: inTime.dueAt)
        #expect(inTime.isMet == true && inTime.nextAlertAt == nil)
        var late = Self.clock(calendar)
        late.stop(at: late.dueAt.adding(seconds: 0.001))
        #expect(late.isMet == false)
        late.stop(at: Self.start)
        #expect(late.isMet == false && late.stoppedAt == late.dueAt.adding(seconds: 0.001))
        var paused = Self.clock(calendar)
        paused.pause(at: Self.start.adding(days: 1))
        paused.stop(at: Self.start.adding(days: 100))
        #expect(paused.isMet == true, "what came after the pause began was not its turn")
        paused.resume(Self.rule, calendar, at: Self.start.adding(days: 101))
        #expect(paused.pausedDays == 0, "what has stopped does not go on")
    }

    @Test func `a clock comes back from the database as it was`() async throws {
        let fixtures = try await WorkFixtures()
        let calendar = WorkCalendar(version: "1")
        var clock = Self.clock(calendar)
        clock.pause(at: Self.start.adding(days: 1))
        clock.resume(Self.rule, calendar, at: Self.start.adding(days: 3))
        clock.pause(at: Self.start.adding(days: 4))
        clock.resume(Self.rule, calendar, at: Self.start.adding(days: 8))
        clock.escalate(Self.rule, calendar)
        let kept = clock
        try await fixtures.database.write { tx in try tx.insert(kept) }
        var read = try #require(try await fixtures.database.read { tx in try tx.clocks(of: kept.subject) }.first)
        #expect(read.pauses == kept.pauses && read.pausedDays == kept.pausedDays && read.dueAt == kept.dueAt && read.level == 1)
        #expect(read.nextAlertAt == kept.nextAlertAt && read.isMet == nil && read.startedAt == kept.startedAt)
        read.stop(at: Self.start.adding(days: 9))
        let stopped = read
        try await fixtures.database.write { tx in try tx.update(stopped) }
        let last = try #require(try await fixtures.database.read { tx in try tx.clocks(of: kept.subject) }.first)
        #expect(last.isMet == true && last.stoppedAt == stopped.stoppedAt && last.nextAlertAt == nil)
    }

    @Test func `the clocks to escalate are those whose alert is due, the longest waiting first`() async throws {
        let fixtures = try await WorkFixtures()
        let calendar = WorkCalendar(version: "1")
        let clocks = (0..<5).map { number -> Clock in
            var clock = Self.clock(calendar, at: Self.start.adding(days: -number * 7))
            clock.id = Identifier("c\(number)")
            if number == 4 { clock.stop(at: Self.start) }
            return clock
        }
        try await fixtures.database.write { tx in for clock in clocks { try tx.insert(clock) } }
        let due = try await fixtures.database.read { tx in try tx.clocksToEscalate(at: Self.start, limit: 10) }
        #expect(due.map(\.id.text) == ["c3", "c2"])
        let open = try await fixtures.database.read { tx in try tx.openClocks(unit: "regency", after: "c0", limit: 2) }
        #expect(open.map(\.id.text) == ["c1", "c2"])
    }

    @Test func `an alert that fails leaves its clock as it was and keeps no other from being given`() async throws {
        let fixtures = try await WorkFixtures()
        let calendar = WorkCalendar(version: "1")
        let clocks = (0..<5).map { number -> Clock in
            var clock = Self.clock(calendar)
            clock.id = Identifier("c\(number)")
            return clock
        }
        try await fixtures.database.write { tx in for clock in clocks { try tx.insert(clock) } }
        let now = Self.start.adding(days: 400)
        let given = try await fixtures.database.eachDueClock(of: "report", at: now, limit: 2) { due, tx in
            var clock = due
            clock.stop(at: now)
            try tx.update(clock)
            if ["c0", "c1", "c3"].contains(clock.id.text) { throw AppError.conflict("error.changed_meanwhile") }
            return true
        }
        #expect(given == 2)
        let left = try await fixtures.database.read { tx in try tx.clocksToEscalate(of: "report", at: now, limit: 10) }
        #expect(left.map(\.id.text) == ["c0", "c1", "c3"] && left.allSatisfy { $0.stoppedAt == nil })
    }

    @Test func `a clock is sealed column by column`() {
        let calendar = WorkCalendar(version: "1")
        var clock = Self.clock(calendar)
        clock.pause(at: Self.start.adding(days: 1))
        clock.resume(Self.rule, calendar, at: Self.start.adding(days: 3))
        clock.promise(Self.start.adding(days: 30), Self.rule, calendar, at: Self.start.adding(days: 4))
        clock.stop(at: Self.start.adding(days: 5))
        func number(_ instant: Instant?) -> String? { instant.map { String($0.milliseconds) } }
        var texts: [String?] = ["c", "finish", "14", "regency", "1", number(clock.startedAt), number(clock.dueAt)]
        texts += [number(clock.previousDueAt), number(clock.pausedAt), "2026-03-03T02:00:00.000Z/2026-03-05T02:00:00.000Z"]
        texts += [String(clock.pausedDays), number(clock.stoppedAt), "1", String(clock.level), number(clock.nextAlertAt)]
        texts += [number(clock.promisedAt), number(clock.promisedDueAt)]
        var content = SealedContent()
        content.add(clock)
        #expect(content.hash == Seal.digest(texts))
    }
}

/// Chance that repeats itself for a seed.
private struct ClockChance {
    var seed: UInt64

    mutating func number(below bound: Int) -> Int {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((seed >> 33) % UInt64(bound))
    }
}
