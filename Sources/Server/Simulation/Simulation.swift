import HeapModule
import Kernel
import Reports
import Storage
import Work

/// Two years of reports, made up act by act at the real desk: every rule, clock, event and figure is what it would be had
/// people done all of it.
///
/// A value: a piece of it runs inside one transaction on a copy, which becomes the truth once the transaction is on disk, so
/// that a transaction that has to be tried again makes the same past.
struct Simulation: Sendable {
    /// What stays the same throughout.
    struct Stage: Sendable {
        var desk: ReportDesk
        var time: SimulatedWorld
        var people: DemoPeople
        var ground: DemoGround
        var themes: DemoThemes
        var hours: OfficeHours
        var start: Instant
        var end: Instant
        /// From here on reports come with photos, and categories that want one demand it.
        var photosFrom: Instant
        /// Categories that demand a photo from then on.
        var evidence: [Category]
    }

    let stage: Stage
    var chance: Chance
    var lives: [CaseLife] = []
    var lifeOf: [String: Int] = [:]
    var agenda: Heap<Appointment> = []
    var made = 0
    private var order = 0
    /// Acts done so far.
    var acts = 0
    /// Pictures by what they show; needed from ``Stage/photosFrom`` on, and drawn meanwhile.
    var photos: [String: [PhotoDraft]] = [:]
    /// The next picture of each kind.
    var nextPhoto: [String: Int] = [:]
    var isEvidenceDemanded = false
    /// Whether any report has come with a picture yet.
    var hasPhotos = false
    /// Latest open case of each theme and village, into which another may be merged.
    var latest: [Int: Int] = [:]

    /// Plans so many arrivals between start and end, more of them later and in their seasons.
    init(_ stage: Stage, reports: Int, seed: UInt64) {
        self.stage = stage
        chance = Chance(seed: seed)
        let offset = stage.hours.calendar.offsetHours
        let span = stage.end.seconds(since: stage.start)
        for _ in 0..<max(0, reports - Storyline.all.count) {
            // Word gets around: the last days see about twice as many as the first.
            let share = (1 + 3 * chance.unit()).squareRoot() - 1
            let (day, _) = stage.start.adding(seconds: share * span).parts(offsetHours: offset)
            let hour = [6, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 21][chance.number(below: 20)]
            let at = day.at(TimeOfDay(hour: hour, minute: chance.number(below: 60), second: chance.number(below: 60)), offsetHours: offset)
            plan(.arrival, at: min(max(at, stage.start), stage.end.adding(seconds: -60 - 600 * chance.unit())))
        }
        let today = stage.end.parts(offsetHours: offset).day
        for (index, line) in Storyline.all.enumerated() {
            var day = today
            for _ in 0..<line.daysAgo {
                repeat { day = day.adding(-1) } while !stage.hours.calendar.isWorkingDay(day)
            }
            let morning = day.at(TimeOfDay(hour: 7, minute: 40 + index % 15), offsetHours: offset)
            plan(.storyline(index), at: min(morning, stage.end.adding(seconds: -600 - Double(index))))
        }
        var night = stage.start.parts(offsetHours: offset).day.adding(1)
        while night <= today {
            plan(.escalation, at: night.at(TimeOfDay(hour: 0, minute: 0, second: 30), offsetHours: offset))
            night = night.adding(1)
        }
        plan(.evidence, at: stage.photosFrom)
    }

    private func isOver(at end: Instant) -> Bool { agenda.min.map { $0.at >= end } ?? true }

    mutating func plan(_ what: Appointment.What, at: Instant) {
        order += 1
        agenda.insert(Appointment(at: at, order: order, what: what))
    }

    /// Does everything up to a moment, or up to the end.
    /// - Parameter progress: told 0…1 now and then.
    static func run(
        _ first: Simulation, in database: Database, until: Instant? = nil, progress: @Sendable (Double) -> Void = { _ in }
    ) async throws -> Simulation {
        var simulation = first
        let end = min(until ?? first.stage.end, first.stage.end)
        while !simulation.isOver(at: end) {
            let before = simulation
            simulation = try await database.write { tx in
                var next = before
                try next.runSome(until: end, tx)
                return next
            }
            let done = simulation.agenda.min?.at ?? simulation.stage.end
            progress(min(1, done.seconds(since: first.stage.start) / first.stage.end.seconds(since: first.stage.start)))
        }
        return simulation
    }

    /// About as many acts as one transaction should hold.
    private mutating func runSome(until end: Instant, _ tx: Transaction) throws {
        stage.time.set(now: agenda.min?.at ?? end, seed: chance.next())
        let enough = acts + 500
        while acts < enough, let next = agenda.min, next.at < end {
            agenda.removeMin()
            stage.time.set(now: next.at)
            switch next.what {
            case .arrival: try arrive(at: next.at, tx)
            case .storyline(let index): try arrive(Storyline.all[index], at: next.at, tx)
            case .step(let life, let turn) where lives[life].turn == turn: try step(life, at: next.at, tx)
            case .step: break
            case .escalation: try escalate(at: next.at, tx)
            case .evidence: try demandEvidence(tx)
            }
        }
    }

    private mutating func escalate(at now: Instant, _ tx: Transaction) throws {
        // Only those of reports: datasets are published beside, and how far that has come must not change what is made up here.
        for clock in try tx.clocksToEscalate(of: "report", at: now, limit: 10_000) {
            acts += 1
            guard let report = try stage.desk.escalate(clock, at: now, in: tx), let life = lifeOf[report.id.text] else { continue }
            let moved = report.state != lives[life].report.state
            lives[life].report = report
            if moved { planNext(life, after: now) }
        }
    }

    private mutating func demandEvidence(_ tx: Transaction) throws {
        isEvidenceDemanded = true
        let writer = CategoryWriter(tx, world: stage.time.world, by: .system)
        for old in stage.evidence {
            var category = old
            category.needsEvidence = true
            try writer.update(category, from: old)
        }
        stage.desk.rules.forget()
    }

    /// The next picture of a kind; when all have been used, one is shown again, of which handlers are then warned as in life.
    mutating func photo(_ scene: DemoPhotos.Scene?, isMended: Bool) -> [PhotoDraft] {
        guard let scene else { return [] }
        let key = DemoPhotos.key(scene, isMended)
        guard let all = photos[key] else { return [] }
        hasPhotos = true
        let index = nextPhoto[key, default: 0]
        nextPhoto[key] = index + 1
        return all.isEmpty ? [] : [all[index % all.count]]
    }
}
