import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Work

/// The demo regency's innovations, written, shared and decided at the real desk by the people whose work it is.
struct DemoInnovations: Sendable {
    let desk: InnovationDesk
    let links: LinkDesk
    let time: SimulatedWorld
    let people: DemoPeople
    let now: Instant
    /// Before it there are no agencies.
    let earliest: Instant
    let seed: UInt64

    private var planner: Actor {
        get throws {
            guard let agency = desk.directory.agencies.find(code: "BAPPEDA"), let planner = people.clerks[agency.id.text] else {
                throw DemoDefect("nobody plans")
            }
            return planner
        }
    }

    func load() async throws {
        time.set(now: max(now.adding(days: -330), earliest), seed: seed)
        try await desk.ensureForm()
        var chance = Chance(seed: seed &+ 97)
        let starts = DemoSheet.all.map { _ in (days: 200 + chance.number(below: 100), seed: chance.next()) }
        let entries = DemoEntry.all.map { _ in (days: 120 + chance.number(below: 200), seed: chance.next()) }
        let end = chance.next()
        try await desk.database.write { tx in
            var nodes = Dictionary(grouping: try tx.demoInitiatives(on: desk.directory.today), by: { $0.dimension ?? "" })
            for (sheet, start) in zip(DemoSheet.all, starts) {
                time.set(now: max(now.adding(days: -start.days), earliest), seed: start.seed)
                try write(sheet, &nodes, tx)
            }
            for (entry, start) in zip(DemoEntry.all, entries) {
                time.set(now: max(now.adding(days: -start.days), earliest), seed: start.seed)
                try register(entry, tx)
            }
            time.set(now: now.adding(days: -40), seed: end)
            try repeatInVillages(tx)
        }
        try await ideas(end)
    }

    func agency(_ code: String) throws -> (Identifier<Agency>, Actor) {
        guard let agency = desk.directory.agencies.find(code: code), let clerk = people.clerks[agency.id.text] else {
            throw DemoDefect("nobody works for \(code)")
        }
        return (agency.id, clerk)
    }

    func pass(_ days: Int) { time.set(now: min(time.world.now().adding(days: days), now.adding(days: -1))) }

    private func write(_ sheet: DemoSheet, _ nodes: inout [String: [PlanNode]], _ tx: Transaction) throws {
        let (lead, clerk) = try agency(sheet.lead)
        let planner = try planner
        guard let dimension = CityDimension.of(subPillar: sheet.pillar)?.id else { throw DemoDefect("no sub-pillar \(sheet.pillar)") }
        var draft = SheetDraft()
        draft.title = sheet.title
        draft.dimension = dimension
        draft.pillar = sheet.pillar
        draft.lead = lead
        (draft.fromYear, draft.toYear) = (sheet.years.lowerBound, sheet.years.upperBound)
        draft.answers = try answers(sheet, clerk, tx)
        let made = try desk.createSheet(draft, by: clerk, in: tx)
        try share(made, sheet.others, clerk, tx)
        if let win = DemoQuickWin.all.first(where: { $0.sheet == sheet.title }) { try add(win, to: made, clerk, tx) }
        guard sheet.state != "draft" else { return }
        pass(12)
        try desk.perform(SubmitSheet(), on: made.recordID, by: clerk, in: tx)
        guard sheet.state != "submitted" else { return }
        pass(6)
        if sheet.state == "returned" {
            let reason = "Targetnya baik, tetapi belum jelas siapa yang menyediakan datanya. Ajak satu instansi lagi dan sebut sumbernya."
            try desk.perform(ReturnSheet(reason), on: made.recordID, by: planner, in: tx)
            return
        }
        try desk.perform(AcceptSheet(), on: made.recordID, by: planner, in: tx)
        guard sheet.state == "in_plan", let node = nodes[dimension]?.first else { return }
        nodes[dimension]?.removeFirst()
        pass(9)
        try desk.perform(ConnectSheet(node.id), on: made.recordID, by: planner, in: tx)
        try desk.perform(IncludeSheet(), on: made.recordID, by: planner, in: tx)
    }

    private func answers(_ sheet: DemoSheet, _ clerk: Actor, _ tx: Transaction) throws -> [String: Answer] {
        let dataset = try desk.references.find(sheet.dataset, for: clerk, among: ["dataset"], tx).first
        let isDigital = !sheet.application.isEmpty
        var answers: [String: Answer] = [
            "problem": .text(sheet.problem), "description": .text(sheet.description), "goal": .text(sheet.goal),
            "beneficiaries": .text(sheet.beneficiaries), "villages": .texts(villages(of: sheet)),
            "partners": .partners([SheetPartner(.campus, "Universitas Jember"), SheetPartner(.community, "Relawan TIK Jember")]),
            "readiness": .readiness([
                Readiness("regulation", isThere: !sheet.codes.isEmpty, document: sheet.codes.isEmpty ? "" : "Keputusan kepala dinas"),
                Readiness("infrastructure", isThere: true), Readiness("application", isThere: isDigital),
                Readiness("people", isThere: sheet.state == "in_plan"),
            ]),
            "outputs": .indicators(sheet.outputs), "outcomes": .indicators(sheet.outcomes), "years": .years(sheet.work),
            "risks": .risks([SheetRisk("Petugas berganti di tengah jalan", mitigation: "Petunjuk tertulis dan dua orang untuk tiap tugas")]
            ),
            "codes": .codes(SubActivities(sheet.codes, isUnbudgeted: sheet.codes.isEmpty)), "is_digital": .flag(isDigital),
        ]
        if isDigital { answers["application_name"] = .text(sheet.application) }
        // Where the dataset is closed to the agency, the sheet names an open one that shows as much.
        let evidence = try dataset ?? desk.references.find("penduduk-kecamatan", for: clerk, among: ["dataset"], tx).first
        if let evidence { answers["evidence"] = .evidence([Evidence(evidence, note: "Menunjukkan masalahnya dari tahun ke tahun.")]) }
        return answers
    }

    /// Where a sheet begins: a few villages, others for each, so that the map of innovations has something to say.
    private func villages(of sheet: DemoSheet) -> [String] {
        let subdistricts = desk.directory.places.subdistricts
        guard !subdistricts.isEmpty, let place = DemoSheet.all.firstIndex(where: { $0.title == sheet.title }) else { return [] }
        let chosen = Set((0..<(2 + place % 4)).map { (place * 5 + $0 * 3) % subdistricts.count })
        return chosen.sorted().compactMap { desk.directory.places.villages(of: subdistricts[$0].code).first?.code.text }
    }

    private func share(_ sheet: InnovationSheet, _ others: String, _ clerk: Actor, _ tx: Transaction) throws {
        for other in others.split(separator: " ").map(String.init) {
            let (asked, answerer) = try agency(String(other.dropFirst()))
            let part = try links.propose(
                ParticipationDraft(sheet.reference, agency: asked.text, note: "Kami butuh data dan petugas dari instansi Bapak/Ibu."),
                by: clerk,
                in: tx)
            pass(2)
            // Who is asked may lie below who asks, and then has a part without being asked.
            guard part.state.isOpen else { continue }
            switch other.first {
            case "+": try links.perform("accept", on: Participation.self, part.recordID, by: answerer, in: tx)
            case "-":
                try links.perform(
                    "decline", on: Participation.self, part.recordID,
                    text: "Tahun ini petugas kami belum cukup. Kami siap mulai tahun depan.",
                    by: answerer, in: tx)
            default: continue
            }
        }
    }

    private func add(_ win: DemoQuickWin, to sheet: InnovationSheet, _ clerk: Actor, _ tx: Transaction) throws {
        let today = desk.directory.today
        var draft = QuickWinDraft()
        draft.title = win.title
        draft.service = win.service
        draft.contact = win.contact
        draft.startOn = today
        draft.endOn = today.adding(win.state == "measured" ? 185 : 300)
        draft.measure = win.measure
        draft.unit = win.unit
        draft.before = win.before
        draft.beforeOn = today
        if case .evidence(let rows)? = sheet.answers["evidence"] { draft.evidence = rows }
        let made = try desk.proposeQuickWin(draft, on: sheet.id, by: clerk, in: tx)
        try desk.perform(ChooseQuickWin(), on: made.recordID, by: try planner, in: tx)
        guard win.state != "chosen" else { return }
        try desk.perform(StartQuickWin(), on: made.recordID, by: clerk, in: tx)
        guard win.state == "measured" else { return }
        let began = time.world.now()
        pass(186)
        try desk.perform(MeasureQuickWin(win.after, on: desk.directory.today), on: made.recordID, by: clerk, in: tx)
        time.set(now: began)
    }
}

extension Transaction {
    /// Initiatives of the smart-city plan, as far as the demo has one.
    fileprivate func demoInitiatives(on day: Day) throws -> [PlanNode] {
        guard let edition = try currentEdition(kind: .masterplan, on: day) ?? planEditions(.masterplan).first else { return [] }
        return try planNodes(of: edition.id, level: .initiative)
    }
}
