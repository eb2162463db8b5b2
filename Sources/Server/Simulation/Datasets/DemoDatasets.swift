import Catalogue
import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage

/// The demo regency's datasets, made, sent in, checked and published at the real desk by the people whose work it is.
struct DemoDatasets: Sendable {
    let desk: CatalogueDesk
    let time: SimulatedWorld
    let people: DemoPeople
    let facts: DemoFacts
    let now: Instant
    /// Before it there are no agencies that could publish anything.
    let earliest: Instant
    let seed: UInt64

    static let all: [DemoTable] =
        DemoTable.population + DemoTable.education + DemoTable.health + DemoTable.farming + DemoTable.economy + DemoTable.transport
        + DemoTable.welfare + DemoTable.government + DemoTable.environment

    /// What waits today, so that everybody of the cast has something to do: the table, days since it was sent, and whether it came back.
    private static let waiting: [(name: String, daysAgo: Int, reasons: [ReturnSubmission.Reason])] = [
        (
            "jalan-kabupaten", 6,
            [
                ReturnSubmission.Reason(
                    row: 12, column: "panjang", text: "Panjang ruas ini berbeda jauh dari tahun lalu. Mohon dicek di lapangan."),
                ReturnSubmission.Reason(column: "kondisi", text: "Mohon pakai istilah yang sama: Baik, Sedang, Rusak ringan, Rusak berat."),
            ]
        ), ("panen-padi", 3, []), ("timbulan-sampah", 12, []),
    ]

    /// Why small counts of the demo may be seen: the gate finds them as it would in any agency's file.
    private static let letPass = "Data peragaan yang dibuat program: tidak ada orang di balik angka-angka kecil ini."

    func load() async throws {
        time.set(now: max(now.adding(days: -520), earliest), seed: seed)
        try await MasterData(desk).publish()
        for (index, table) in DemoDatasets.all.enumerated() { try await load(table, chance: Chance(seed: seed &+ UInt64(index) &* 7919)) }
        for item in Self.waiting { try await wait(item.name, item.daysAgo, item.reasons) }
        try await desk.index.refresh()
    }

    /// Sends the next file of a table and leaves it where it is, with the steward or, with reasons, back with its sender.
    private func wait(_ name: String, _ daysAgo: Int, _ reasons: [ReturnSubmission.Reason]) async throws {
        guard let table = Self.all.first(where: { $0.name == name }),
            let dataset = try await desk.database.read({ tx in try tx.dataset(named: name) }),
            let target = try await desk.database.read({ tx in try tx.distributions(of: dataset.id).first?.id }),
            let clerk = people.clerks[dataset.producer.text]
        else { throw DemoDefect("nothing waits for \(name)") }
        let seed = seed &+ UInt64(daysAgo)
        let outcome = try await desk.prepare(table.schema) { [facts] writer in
            var chance = Chance(seed: seed)
            // Tables by month go one month on; in the others the year is surveyed anew.
            try table.rows(facts, table.frequency == .monthly ? -1 : 0, &chance) { try writer.row($0) }
        }
        let upload = ReceiveUpload(
            table: target, filename: "\(name)-baru.csv", fileHash: outcome.hash, fileBytes: outcome.bytes, note: "Hasil survei terbaru.",
            outcome: outcome)
        let at = moment(daysAgo, hour: 10)
        try await desk.database.write { [time] tx in
            time.set(now: at, seed: seed)
            let submission = try desk.receive(upload, by: clerk, in: tx)
            time.set(now: at.adding(seconds: 1200))
            try desk.perform(SubmitForCheck(), on: submission.id, by: clerk, in: tx)
            guard !reasons.isEmpty else { return }
            time.set(now: at.adding(seconds: 26 * 3600))
            try desk.perform(ReturnSubmission(reasons), on: submission.id, by: people.triage[0], in: tx)
        }
    }

    private func load(_ table: DemoTable, chance start: Chance) async throws {
        guard let agency = desk.directory.agencies.find(code: table.agency), let clerk = people.clerks[agency.id.text],
            let first = table.published.first
        else { throw DemoDefect("nobody publishes \(table.name)") }
        var chance = start
        // Whoever sends it may not publish it, also where the steward's own agency is the producer.
        let steward = people.triage.last { $0.id != clerk.id } ?? people.triage[0]
        let begun = max(moment(first, hour: 8).adding(days: -20), earliest)
        let idSeed = chance.next()
        let draft = draft(of: table, agency)
        let dataset = try await desk.database.write { [time] tx in
            time.set(now: begun, seed: idSeed)
            return try desk.create(draft, table: table.title, by: clerk, in: tx)
        }
        let tables = try await desk.database.read { tx in try tx.distributions(of: dataset.id) }
        guard let target = tables.first?.id else { throw DemoDefect("\(table.name) has no table") }
        for (version, daysAgo) in table.published.enumerated() {
            let seed = chance.next()
            let outcome = try await desk.prepare(table.schema) { [facts] writer in
                var chance = Chance(seed: seed)
                try table.rows(facts, table.published.count - 1 - version, &chance) { try writer.row($0) }
            }
            let upload = ReceiveUpload(
                table: target, filename: "\(table.name).csv", fileHash: outcome.hash, fileBytes: outcome.bytes,
                note: version == 0 ? "Versi pertama." : table.note, outcome: outcome)
            // Where little of the past is made up, what would lie before it follows day by day.
            let at = max(moment(daysAgo, hour: 9), earliest.adding(days: version + 1))
            try await desk.database.write { [time] tx in
                time.set(now: at, seed: seed)
                let submission = try desk.receive(upload, by: clerk, in: tx)
                time.set(now: at.adding(seconds: 1800))
                try desk.perform(SubmitForCheck(), on: submission.id, by: clerk, in: tx)
                time.set(now: at.adding(seconds: 3 * 3600))
                if outcome.findings > 0, table.access == .open {
                    try desk.perform(OverrideGate(reason: Self.letPass), on: submission.id, by: steward, in: tx)
                }
                if table.isPriority {
                    try desk.perform(ForwardSubmission(), on: submission.id, by: steward, in: tx)
                    time.set(now: at.adding(seconds: 5 * 3600))
                    try desk.perform(ConfirmSubmission(), on: submission.id, by: people.trustee ?? .system, in: tx)
                } else {
                    try desk.perform(PublishSubmission(), on: submission.id, by: steward, in: tx)
                }
            }
        }
    }

    private func moment(_ daysAgo: Int, hour: Int) -> Instant {
        let offset = desk.directory.offsetHours
        let day = now.parts(offsetHours: offset).day.adding(-max(1, daysAgo))
        return day.at(TimeOfDay(hour: hour, minute: 12), offsetHours: offset)
    }

    private func draft(of table: DemoTable, _ agency: Agency) -> DatasetDraft {
        var draft = DatasetDraft()
        draft.name = table.name
        draft.title = table.title
        draft.titleEnglish = table.english
        draft.description = table.about
        draft.producer = agency.id
        draft.access = table.access
        draft.accessReason = table.reason
        draft.accessReviewOn = table.access == .open ? nil : facts.today.adding(300)
        draft.kind = table.kind
        draft.isPriority = table.isPriority
        draft.dimension = table.dimension
        draft.themes = table.themes
        draft.tags = table.tags
        draft.area = desk.directory.places.regency?.code
        draft.frequency = table.frequency
        // Tables by day or month reach up to now, those by year to the last year that is over.
        let isCurrent = table.fields.contains { $0.standard.period == .day || $0.standard.period == .month }
        let reach = table.frequency == .weekly ? 180 : 900
        draft.temporalFrom = isCurrent ? facts.today.adding(-reach) : Day(year: facts.lastYear - 4, month: 1, day: 1)
        draft.temporalTo = isCurrent ? facts.today.adding(-1) : Day(year: facts.lastYear, month: 12, day: 31)
        draft.licence = table.access == .open ? "CC-BY-4.0" : "other"
        draft.contact = "data@\(table.agency.lowercased().filter { $0.isLetter }).jemberkab.example"
        draft.standardCode = table.standard
        return draft
    }
}
