import Kernel
import Storage
import Work

/// Reports made in bulk, past the desk: for measuring at sizes no demo reaches. Each has the rows a real one has when it was
/// received and verified; most are closed, some still owed.
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
                let age = Double(total - number) / Double(total) * 730 * 86_400
                try add(number, Stage(number, of: total), code: freeCode(number, tx), at: end.adding(seconds: -age), tx)
            }
        }
        while try await desk.database.write({ tx in try tx.foldTallies(limit: 5000) }) > 0 {}
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

    /// How far a report has come. Of the newest ``newest`` none is closed, and they are spread over those who owe something; all others
    /// are closed, so that work lists are as long however many reports there are.
    private enum Stage: String {
        case received, working = "in_progress", claimed, closed

        init(_ number: Int, of total: Int) {
            guard total - number <= BulkReports.newest else {
                self = .closed
                return
            }
            switch number % 4 {
            case 1: self = .claimed
            case 3: self = .received
            default: self = .working
            }
        }
    }

    private static let newest = 4000

    private func add(_ number: Int, _ stage: Stage, code: String, at received: Instant, _ tx: Transaction) throws {
        var world = desk.world
        world.now = { received }
        let report = report(number, code: code, stage, at: received, world)
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
        guard let owed else { return }
        try tx.open(
            Obligation(
                id: world.newID(), subject: report.reference, task: "report.\(report.state)", permission: owed.permission,
                agency: owed.agency, category: report.category, subjectCode: report.code, openedAt: received,
                dueAt: received.adding(days: 20)))
    }

    private func report(_ number: Int, code: String, _ stage: Stage, at received: Instant, _ world: World) -> Report {
        let category = categories[number % categories.count]
        let village = villages[(number * 7) % villages.count]
        var report = Report(
            id: world.newID(), code: code, state: stage.rawValue,
            workflowVersion: 1, version: stage == .received ? 1 : 2, category: category.id, topCategory: category.parent ?? category.id,
            kind: .complaint, disclosure: .open, text: texts[number % texts.count],
            place: ReportPlace(
                village: village, subdistrict: String(village.prefix(8)), latitude: -8.1 - Double(number % 1000) / 2500,
                longitude: 113.5 + Double(number % 777) / 1500),
            channel: "web", language: .indonesian, receivedAt: received, updatedAt: received.adding(days: 9))
        if stage == .received { return report }
        // Not by the same remainder as the stage, or one agency would get all that is open.
        report.agency = agencies[(number / 40 + number) % agencies.count]
        report.checker = desk.ground.agencyOfRegion(village)
        report.publicText = report.text
        report.isPublic = true
        report.publishedAt = received.adding(days: 1)
        report.dueAt = received.adding(days: 20)
        if stage == .working { return report }
        report.claimedAt = received.adding(days: 7)
        if stage == .claimed { return report }
        report.checkedAt = received.adding(days: 8)
        report.closedAt = received.adding(days: 9)
        report.closure = number % 3 == 0 ? .silent : .accepted
        report.rating = number % 3 == 0 ? nil : 1 + number % 5
        report.acceptedAt = report.rating == nil ? nil : report.closedAt
        report.isInTime = number % 7 != 0
        report.workingDays = 1 + number % 17
        return report
    }
}
