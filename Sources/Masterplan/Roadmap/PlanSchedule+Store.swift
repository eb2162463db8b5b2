import Directory
import Kernel
import Storage
import Work

extension Transaction {
    /// Years and money of a record; an empty schedule of version 0 when none was kept.
    package func schedule(of subject: Reference) throws -> PlanSchedule {
        try schedules(of: subject.kind, [subject.id])[subject.id] ?? PlanSchedule(subject: subject)
    }

    /// Years and money of records of one kind by their ids; those without a schedule are left out.
    package func schedules(of kind: String, _ ids: [String]) throws -> [String: PlanSchedule] {
        var found: [String: PlanSchedule] = [:]
        for some in ids.chunks(of: 500) {
            try readSchedules("s.subject_kind = \(kind) AND s.subject_id IN (\(SQL.list(some)))", into: &found)
        }
        return found
    }

    /// Every schedule of records of one kind.
    package func schedules(of kind: String) throws -> [String: PlanSchedule] {
        var found: [String: PlanSchedule] = [:]
        try readSchedules("s.subject_kind = \(kind)", into: &found)
        return found
    }

    private func readSchedules(_ which: SQL, into found: inout [String: PlanSchedule]) throws {
        try each("SELECT s.subject_kind, s.subject_id, s.version FROM plan_schedule s WHERE \(which)") { row in
            let subject = Reference(row.text("subject_kind"), row.text("subject_id"))
            found[subject.id] = PlanSchedule(subject: subject, version: row.int("version"))
            return true
        }
        try each("SELECT s.subject_id, s.year, s.activity FROM plan_execution s WHERE \(which)") { row in
            found[row.text("subject_id")]?.activities[row.int("year")] = row.text("activity")
            return true
        }
        try each(
            """
            SELECT s.subject_id, s.year, s.fund, s.agency_id, s.amount FROM plan_budget s
            WHERE \(which) AND s.kind = 'planned' ORDER BY s.subject_id, s.year, s.fund, s.agency_id
            """
        ) { row in
            found[row.text("subject_id")]?.money.append(MoneyLine(row: row))
            return true
        }
    }

    /// Keeps years and money of a record and tells of it.
    /// - Parameters:
    ///   - schedule: what they shall be; its version is the one that whoever changed them had before them.
    ///   - agency: whose event it is: the lead's.
    /// - Returns: the new version, or the same when nothing is different.
    /// - Throws: 409 when somebody else changed them meanwhile, naming who, when and what; 422 for lines that cannot be.
    @discardableResult
    package func keepSchedule(_ schedule: PlanSchedule, agency: String?, by actor: Actor, in world: World) throws -> Int {
        try schedule.check()
        let wanted = schedule.settled
        let known = try self.schedule(of: schedule.subject)
        try needSchedule(wanted.version, known)
        if wanted == known.settled { return known.version }
        let version = known.version + 1
        let subject = schedule.subject
        let isNew = known.version == 0
        let changed =
            isNew
            ? try run(
                """
                INSERT INTO plan_schedule (subject_kind, subject_id, version, changed_at)
                VALUES (\(subject.kind), \(subject.id), \(version), \(world.now()))
                """)
            : try run(
                """
                UPDATE plan_schedule SET version = \(version), changed_at = \(world.now())
                WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND version = \(known.version)
                """)
        guard changed == 1 else { throw AppError.conflict("plan.schedule.changed_meanwhile") }
        try run("DELETE FROM plan_execution WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id)")
        try run("DELETE FROM plan_budget WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND kind = 'planned'")
        for (year, text) in wanted.activities.sorted(by: { $0.key < $1.key }) {
            try run(
                """
                INSERT INTO plan_execution (subject_kind, subject_id, year, activity)
                VALUES (\(subject.kind), \(subject.id), \(year), \(text))
                """)
        }
        for line in wanted.money { try run(line.inserting(subject)) }
        try keep(
            wanted.reference, version: version, isNew ? "plan_schedule.made" : "plan_schedule.changed", fields: wanted.fields, by: actor,
            in: world, agency: agency, details: ["subject": subject.description])
        return version
    }

    /// Refuses a change to what somebody else changed meanwhile, with who, when and what.
    private func needSchedule(_ seen: Int, _ known: PlanSchedule) throws {
        guard seen != known.version else { return }
        let history = try versions(of: known.reference)
        let before = history.first { $0.version == seen }?.fields ?? [:]
        let now = known.fields
        let issues = Set(before.keys).union(now.keys).sorted().compactMap { key -> Issue? in
            guard before[key] != now[key], key != "subject" else { return nil }
            return Issue(key, Message("directory.changed_field", ["from": before[key] ?? "–", "to": now[key] ?? "–"]))
        }
        let last = history.first
        let who = try last.flatMap { try actorNames([$0.actorID])[$0.actorID] } ?? "–"
        let when = last.map { Format(language: .indonesian).moment($0.at) } ?? "–"
        throw AppError(.conflict, Message("plan.schedule.changed_by", ["who": who, "when": when]), issues: issues)
    }
}

extension MoneyLine {
    init(row: Row) {
        self.init(
            year: row.int("year"), source: FundSource(rawValue: row.text("fund")) ?? .other,
            agency: row.text("agency_id").isEmpty ? nil : Identifier(row.text("agency_id")), amount: row.int("amount"))
    }

    /// The statement that keeps it for a record, as planned or as spent.
    func inserting(_ subject: Reference, kind: String = "planned") -> SQL {
        MoneyLine.row.of([
            subject.kind.value, subject.id.value, kind.value, year.value, source.rawValue.value, (agency?.text ?? "").value,
            amount.value,
        ])
    }

    static let row = RowStatement.insert(
        into: "plan_budget", ["subject_kind", "subject_id", "kind", "year", "fund", "agency_id", "amount"])
}
