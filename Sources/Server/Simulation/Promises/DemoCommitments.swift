import Commitments
import Directory
import Innovations
import Kernel
import Signing
import Storage
import Work

/// The demo regency's joint commitment: signed a year ago by the regent and the head of every agency, each with a key of their own, and
/// kept, broken and changed since at the real desk; and a second one that waits for its signatures.
struct DemoCommitments: Sendable {
    let desk: CommitmentDesk
    let time: SimulatedWorld
    let people: DemoPeople
    let now: Instant
    /// Every permission there is, so that roles become grants.
    let permissions: [Permission]
    let seed: UInt64

    /// Opens the signing keys of everybody who has signed in the demo. Sealed cheaply: half a hundred keys at the usual cost would take half a minute.
    static let keyPassword = "kunci demo pendopo"

    func load() async throws {
        var proof: [String: EvidenceDraft] = [:]
        for step in DemoPromise.all.flatMap(\.steps) where step.done != nil {
            let text = Array("Berita acara (contoh kabupaten demo): \(step.name).\n".utf8)
            proof[step.name] = .file(try await desk.files.put(text), name: "Berita acara.txt", bytes: text.count)
        }
        var holders = try await desk.database.write { tx in
            time.set(now: moment(-390), seed: seed)
            return try makeHolders(tx)
        }
        var sealed: [PasswordSealedKey] = []
        time.set(now: moment(-388), seed: seed &+ 1)
        for index in holders.indices {
            let key = try await PasswordSealedKey.make(password: Self.keyPassword, world: time.world, logRounds: 1)
            holders[index].key = try await key.open(password: Self.keyPassword)
            sealed.append(key)
        }
        let (all, keys, papers) = (holders, sealed, proof)
        try await desk.database.write { tx in
            time.set(now: moment(-387), seed: seed &+ 2)
            for (holder, key) in zip(all, keys) { _ = try desk.keep(key, for: holder.account, by: holder.actor, tx) }
            try write(all, papers, tx)
            try writeNext(all, tx)
            try planActions(Dictionary(all.map { ($0.agency.id.text, $0.actor) }) { first, _ in first }, tx)
            time.set(now: moment(-2))
            // One office changed hands; its successor is there, and still to be named.
            guard let left = all.first(where: { $0.agency.code == "DISHUB" }), let account = try AccountStore(tx).find(left.account.id)
            else {
                return
            }
            try AccountWriter(tx, world: time.world, by: .system).setDisabled(account.id, true, seen: account.version)
            try succeed(left, tx)
        }
        time.set(now: now)
        try await desk.watch()
    }

    func moment(_ days: Int) -> Instant { now.adding(days: days) }
    func day(_ days: Int) -> Day { moment(days).parts(offsetHours: desk.directory.offsetHours).day }

    var planner: Actor {
        get throws {
            guard let bappeda = desk.directory.agencies.find(code: "BAPPEDA"), let actor = people.clerks[bappeda.id.text] else {
                throw DemoDefect("nobody plans")
            }
            return actor
        }
    }

    private func write(_ holders: [Holder], _ proof: [String: EvidenceDraft], _ tx: Transaction) throws {
        let planner = try self.planner
        time.set(now: moment(-386))
        let commitment = try desk.create(
            CommitmentDraft(
                title: "Komitmen bersama menuju kota cerdas", titleEnglish: "Joint commitment to a smart regency",
                preamble: """
                    Kami, bupati dan seluruh pimpinan perangkat daerah, berjanji kepada warga untuk menepati hal-hal di bawah ini bersama-sama, \
                    pada waktunya, dan dengan bukti yang bisa diperiksa siapa saja.
                    """,
                preambleEnglish:
                    "We, the regent and the heads of all agencies, pledge to keep what follows: together, in time, and with proof.",
                startsOn: day(-380), endsOn: day(700)), by: planner, in: tx)
        var clauses: [Clause] = []
        for promise in DemoPromise.all {
            let agencies = try promise.agencies.map { code in
                guard let agency = desk.directory.agencies.find(code: code) else { throw DemoDefect("no agency \(code)") }
                return agency.id.text
            }
            // What was postponed was signed with the earlier day.
            var due = promise.due
            if case .postponed(let by, _)? = promise.change?.what { due -= by }
            let clause = try desk.put(
                ClauseDraft(
                    text: promise.text, promise: promise.promise, promiseEnglish: promise.promiseEnglish, dimension: promise.dimension,
                    area: promise.area, lead: agencies[0], supporters: Array(agencies.dropFirst()),
                    subject: try subject(promise.binding, tx),
                    target: Target(value: promise.value, unit: promise.unit, words: promise.words, isLowerBetter: promise.isLowerBetter),
                    due: day(due)), in: commitment.code, by: planner, tx)
            let steps = promise.steps.map { MilestoneDraft($0.name, weight: $0.weight, due: day(min($0.due, due))) }
            if !steps.isEmpty { try desk.plan(steps, for: clause.code, by: planner, tx) }
            clauses.append(clause)
        }
        for holder in holders { try name(holder, in: commitment, by: planner, tx) }
        time.set(now: moment(-384))
        let opened = try desk.open(commitment.code, by: planner, tx)
        for (index, holder) in holders.enumerated() {
            time.set(now: moment(-382).adding(seconds: Double(index * 90)))
            _ = try desk.sign(opened.code, seen: opened.textHash, with: holder.key!, holder.account, by: holder.actor, tx)
        }
        for (promise, clause) in zip(DemoPromise.all, clauses) { try live(promise, clause, holders, proof, tx) }
    }

    /// What a clause is bound to, as the demo's plans and sheets have it.
    private func subject(_ binding: DemoPromise.Binding, _ tx: Transaction) throws -> Reference {
        let (kind, row): (String, Row?) =
            switch binding {
            case .point(let title): ("plan_node", try tx.row("SELECT id FROM plan_node WHERE title = \(title) ORDER BY id LIMIT 1"))
            case .indicator(let name):
                ("plan_indicator", try tx.row("SELECT id FROM plan_indicator WHERE name = \(name) ORDER BY id LIMIT 1"))
            case .sheet(let title):
                (
                    InnovationSheet.kind,
                    try tx.row("SELECT id FROM \(SQL(verbatim: InnovationSheet.kind)) WHERE title = \(title) ORDER BY id LIMIT 1")
                )
            }
        guard let row else { throw DemoDefect("nothing to bind \(binding) to") }
        return Reference(kind, row.text("id"))
    }

    private func name(_ holder: Holder, in commitment: Commitment, by planner: Actor, _ tx: Transaction) throws {
        try desk.add(
            SignatoryDraft(holder.office, title: holder.title, agency: holder.agency.id.text, account: holder.account.id.text),
            to: commitment.code, by: planner, tx)
    }

    /// What has become of a pledge since.
    private func live(_ promise: DemoPromise, _ clause: Clause, _ holders: [Holder], _ proof: [String: EvidenceDraft], _ tx: Transaction)
        throws
    {
        guard let head = holders.first(where: { $0.agency.id.text == clause.lead.text })?.actor else { throw DemoDefect("nobody leads") }
        let inspector = try self.inspector(besides: head)
        let milestones = try tx.milestones(of: clause.id)
        for (step, milestone) in zip(promise.steps, milestones) {
            guard let done = step.done else { continue }
            time.set(now: moment(done).adding(seconds: 3600))
            try desk.submit(
                milestone.id.text, doneOn: day(done),
                evidence: [proof[step.name]].compactMap { $0 }, by: head, tx)
            guard step.isProven else { continue }
            time.set(now: moment(done).adding(days: 2))
            try desk.judge(milestone.id.text, isProven: true, words: "Sudah dicek ke lapangan.", by: inspector, tx)
        }
        guard let change = promise.change else { return }
        time.set(now: moment(-change.daysAgo))
        switch change.what {
        case .lowered(let value, let reason):
            try desk.change(
                PledgeChange(
                    target: Target(value: value, unit: promise.unit, words: promise.words, isLowerBetter: promise.isLowerBetter),
                    reason: reason),
                of: clause.code, by: head, tx)
        case .postponed(_, let reason): try desk.change(PledgeChange(due: day(promise.due), reason: reason), of: clause.code, by: head, tx)
        case .dropped(let reason): try desk.change(PledgeChange(isDropped: true, reason: reason), of: clause.code, by: head, tx)
        }
    }

    private func inspector(besides head: Actor) throws -> Actor {
        let planner = try self.planner
        // Whoever leads never looks at her own proof.
        return planner.id == head.id
            ? Actor(kind: .account, id: people.coordinator.id, name: "", grants: [Grant(permissions: [.verifyPledges])]) : planner
    }

    /// A second commitment, signed by the regent and waiting for two heads of the cast.
    private func writeNext(_ holders: [Holder], _ tx: Transaction) throws {
        let planner = try self.planner
        time.set(now: moment(-4))
        let works = holders.first { $0.agency.code == "DPUBM-SDA" }
        guard let works else { throw DemoDefect("nobody builds") }
        let commitment = try desk.create(
            CommitmentDraft(
                title: "Komitmen quick win: jalan mulus di sekolah", titleEnglish: "Quick win: smooth roads at schools",
                preamble: "Kami berjanji memperbaiki jalan di depan sekolah lebih dulu daripada jalan lain.", startsOn: day(-4),
                endsOn: day(180)),
            by: planner, in: tx)
        let clause = try desk.put(
            ClauseDraft(
                text: "Memperbaiki jalan dalam jarak 200 meter dari setiap sekolah dasar.",
                promise: "Jalan di depan setiap sekolah dasar mulus sebelum tahun ajaran baru",
                promiseEnglish: "Roads at every primary school are smooth before the school year begins", dimension: .living,
                lead: works.agency.id.text, subject: try subject(.point("Meningkatnya kemantapan jalan kabupaten"), tx),
                target: Target(value: "100", unit: "% sekolah"), due: day(150)), in: commitment.code,
            by: planner, tx)
        _ = try desk.put(
            ClauseDraft(
                text: "Menjawab aduan tentang jalan di depan sekolah lewat satu pintu aduan.",
                promise: "Aduan jalan di depan sekolah dijawab dalam tiga hari kerja",
                promiseEnglish: "Complaints about roads at schools are answered within three working days", dimension: .governance,
                lead: works.agency.id.text, subject: try subject(.sheet("Satu pintu aduan untuk 31 kecamatan"), tx),
                target: Target(value: "3", unit: "hari kerja", isLowerBetter: true), due: day(120)), in: commitment.code,
            by: planner, tx)
        try desk.plan([MilestoneDraft("Semua jalan sekolah selesai", weight: 100, due: day(140))], for: clause.code, by: planner, tx)
        for holder in holders where ["SETDA", "DPUBM-SDA", "BAPPEDA"].contains(holder.agency.code) {
            try name(holder, in: commitment, by: planner, tx)
        }
        time.set(now: moment(-3))
        let opened = try desk.open(commitment.code, by: planner, tx)
        time.set(now: moment(-2))
        guard let regent = holders.first(where: { $0.office == .regent }) else { throw DemoDefect("nobody rules") }
        _ = try desk.sign(opened.code, seen: opened.textHash, with: regent.key!, regent.account, by: regent.actor, tx)
    }
}
