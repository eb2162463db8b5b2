import Kernel
import Storage
import Work

/// Reports made in bulk, past the desk: for measuring at sizes no demo reaches. Each has the rows a real one has when it was
/// received and verified; most are closed, some still owed, as many of each age as reports come in.
package struct BulkReports: Sendable {
    let desk: ReportDesk
    let agencies: [String]
    let villages: [String]
    let categories: [Category]
    let texts: [String]

    /// - Parameters:
    ///   - agencies, villages, categories: what the reports are spread over; none may be empty.
    ///   - texts: what they say, in turn.
    package init(desk: ReportDesk, agencies: [String], villages: [String], categories: [Category], texts: [String]) {
        self.desk = desk
        self.agencies = agencies
        self.villages = villages
        self.categories = categories
        self.texts = texts
    }

    /// Adds reports number `from` up to, not including, `to` out of `total`, received evenly over the two years before now.
    package func add(_ numbers: Range<Int>, of total: Int) async throws {
        let end = desk.world.now()
        try await desk.database.write { tx in
            for number in numbers {
                let age = Double(total - number) / Double(total) * 730 * BulkReports.day
                try add(number, Stage(number, days: Int(age / BulkReports.day)), code: freeCode(number, tx), age: age, before: end, tx)
            }
        }
        while try await desk.database.write({ tx in try tx.foldTallies(limit: 5000) }) != nil {}
    }

    /// A code of its own for each number, unless the regency's earlier reports have it.
    private func freeCode(_ number: Int, _ tx: Transaction) throws -> String {
        var seed = UInt32(truncatingIfNeeded: number &* 2_654_435_761)
        while true {
            let code = ShortCode.make(seed)
            if try tx.row("SELECT id FROM report WHERE code = \(code)") == nil { return code }
            seed = seed &* 2_246_822_519 &+ 1
        }
    }

    static let day = 86_400.0

    /// How far a report has come, by its age alone: a regency that receives a hundred times as many has a hundred times as many open, and
    /// its work lists begin with the same kind of report, as late as those of a small one: triage's with a page or more of what it left
    /// lying for one month or two. What an agency has not finished is a month old at most.
    enum Stage: String, CaseIterable {
        case received, working = "in_progress", claimed, closed

        /// - Parameter days: whole days since it was received.
        init(_ number: Int, days: Int) {
            // Of a hundred.
            let open: (received: Int, working: Int, claimed: Int) =
                switch days {
                case ..<3: (25, 50, 25)
                case ..<30: (15, 35, 20)
                case ..<60: (8, 0, 4)
                default: (0, 0, 0)
                }
            // Fibonacci's hash: numbers that follow each other draw lots far from each other, so that a few days hold their share as well.
            let spread = UInt64(UInt32(truncatingIfNeeded: number) &* 2_654_435_769)
            switch Int((spread * 100) >> 32) {
            case ..<open.received: self = .received
            case ..<(open.received + open.working): self = .working
            case ..<(open.received + open.working + open.claimed): self = .claimed
            default: self = .closed
            }
        }
    }

    private func add(_ number: Int, _ stage: Stage, code: String, age: Double, before now: Instant, _ tx: Transaction) throws {
        let received = now.adding(seconds: -age)
        var world = desk.world
        world.now = { received }
        var report = report(number, code: code, stage, at: received, age: age, world)
        let dueAt = dueAt(report, stage)
        if let dueAt, dueAt < now {
            report.level = 2
            report.isOverdue = stage == .working
        }
        try tx.insert(report)
        try ReportSearch.update(report, tx)
        if let change = TallyChange(from: nil, to: report, offsetHours: 7) { try tx.insert(change, world) }
        for (sequence, kind) in ["report.submit", "report.verify"].prefix(report.version).enumerated() {
            try tx.record(
                Event(
                    kind, of: report.reference, sequence: sequence + 1, by: .system, in: world, visibility: .open,
                    digest: report.digest(notes: [], photos: [], clocks: [])))
        }
        try tx.run("DELETE FROM outbox")
        let owed: (permission: Permission, agency: String?)? =
            switch stage {
            case .received: (.triageReports, nil)
            case .working: (.handleReports, report.agency)
            case .claimed: (.checkReports, report.checker)
            case .closed: nil
            }
        guard let owed, let dueAt else { return }
        try tx.open(
            Obligation(
                id: world.newID(), subject: report.reference, task: "report.\(report.state)", permission: owed.permission,
                agency: owed.agency, category: report.category, subjectCode: report.code, openedAt: received, dueAt: dueAt,
                level: report.level))
    }

    /// When what is owed in this state is due, by the workflow's days and the calendar in force; `nil` when nothing is.
    private func dueAt(_ report: Report, _ stage: Stage) -> Instant? {
        switch stage {
        case .received: desk.ground.calendar(nil).due(after: report.receivedAt, workingDays: BulkReports.days("verification"))
        case .working: report.dueAt
        case .claimed:
            desk.ground.calendar(nil).due(after: report.claimedAt ?? report.receivedAt, workingDays: BulkReports.days("check"))
        case .closed: nil
        }
    }

    private static func days(_ clock: String) -> Int { Workflow.report.clock(clock)?.days(for: Report.Kind.complaint.rawValue) ?? 0 }

    private func report(_ number: Int, code: String, _ stage: Stage, at received: Instant, age: Double, _ world: World) -> Report {
        let category = categories[number % categories.count]
        // By a prime, so that whatever their number all villages get some.
        let village = villages[(number * 7919) % villages.count]
        // It has come this far in ten days, a newer one in the time it has been there.
        let came = { (days: Double) in received.adding(seconds: days / 10 * min(age, 10 * BulkReports.day)) }
        var report = Report(
            id: world.newID(), code: code, state: stage.rawValue,
            workflowVersion: 1, version: stage == .received ? 1 : 2, category: category.id, topCategory: category.parent ?? category.id,
            kind: .complaint, disclosure: .open, text: texts[number % texts.count],
            place: ReportPlace(
                village: village, subdistrict: String(village.prefix(8)), latitude: -8.1 - Double(number % 1000) / 2500,
                longitude: 113.5 + Double(number % 777) / 1500),
            channel: "web", language: .indonesian, receivedAt: received, updatedAt: received)
        if stage == .received { return report }
        // Not by the same remainder as the category, or one agency would get all of a kind.
        report.agency = agencies[(number / 40 + number) % agencies.count]
        report.checker = desk.ground.agencyOfRegion(village)
        report.publicText = report.text
        report.isPublic = true
        report.publishedAt = came(1)
        report.updatedAt = came(1)
        report.dueAt = desk.ground.calendar(report.agency).due(after: received, workingDays: BulkReports.days("finish"))
        if stage == .working { return report }
        report.claimedAt = came(7)
        report.updatedAt = came(7)
        if stage == .claimed { return report }
        report.checkedAt = came(8)
        report.closedAt = came(9)
        report.updatedAt = came(9)
        report.closure = number % 3 == 0 ? .silent : .accepted
        report.rating = number % 3 == 0 ? nil : 1 + number % 5
        report.acceptedAt = report.rating == nil ? nil : report.closedAt
        report.isInTime = number % 7 != 0
        report.workingDays = 1 + number % 17
        return report
    }
}
