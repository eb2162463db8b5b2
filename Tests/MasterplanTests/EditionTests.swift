import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Masterplan

@Suite("Editions that follow each other")
struct EditionTests {
    @Test("a new edition keeps keys, links and agreed parts; the comparison says in words what changed")
    func comparison() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let old = try await desk.draft(DeskTests.rpjmd, by: plans.planner)
        let mission = try await desk.add(NodeDraft(.mission, title: "Misi satu"), to: old.id, by: plans.planner)
        let goal = try await desk.add(
            NodeDraft(.goal, title: "Tujuan", parent: mission.id, agency: plans.worksID), to: old.id, by: plans.planner)
        let strategy = try await desk.add(NodeDraft(.strategy, title: "Strategi lama", parent: goal.id), to: old.id, by: plans.planner)
        try await desk.add(NodeDraft(.strategy, title: "Strategi tetap", parent: goal.id), to: old.id, by: plans.planner)
        try await desk.addIndicator(
            IndicatorDraft(name: "Jalan mantap", unit: "persen", targets: [2026: "80", 2027: "85"]), to: goal.id, by: plans.planner)
        try await desk.addIndicator(
            IndicatorDraft(name: "Aduan jalan", unit: "aduan", polarity: .lower, targets: [2026: "100"]), to: goal.id, by: plans.planner)
        try await desk.adopt(old.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)

        var draft = DeskTests.rpjmd
        draft.title = "Perubahan RPJMD 2025–2029"
        let followed = try await desk.follow(old.id, with: draft, by: plans.planner)
        #expect(followed.nodes == 4 && followed.edition.replaces == old.id)
        let same = try await plans.database.read { tx in try PlanComparison(old.id, followed.edition.id, tx) }
        #expect(same.isEmpty)

        let (newGoal, newStrategy, indicators) = try await plans.database.read { tx in
            let goal = try tx.planNode(key: goal.key, in: followed.edition.id)!
            return (goal, try tx.planNode(key: strategy.key, in: followed.edition.id)!, try tx.planIndicators(of: goal.id))
        }
        for indicator in indicators {
            let eased = indicator.polarity == .lower ? [2026: "120"] : [2026: "75", 2027: "90"]
            try await desk.changeIndicator(
                indicator.id,
                IndicatorDraft(name: indicator.name, unit: indicator.unit, polarity: indicator.polarity, targets: eased), by: plans.planner)
        }
        try await desk.remove(newStrategy.id, by: plans.planner)
        var handed = NodeDraft(newGoal)
        handed.agency = plans.hospitalID
        try await desk.change(newGoal.id, handed, by: plans.planner)
        try await desk.add(NodeDraft(.mission, title: "Misi dua"), to: followed.edition.id, by: plans.planner)
        let found = try await plans.database.read { tx in try PlanComparison(old.id, followed.edition.id, tx) }
        #expect(found.count(.eased) == 2 && found.count(.raised) == 1 && found.count(.handedOver) == 1)
        #expect(found.counts[PlanComparison.Tally(change: .removed, level: .strategy)] == 1)
        let words = plans.site.installation.words
        let said = found.sentence { key, values in words(Message(key, values), .indonesian) }
        #expect(
            said == "2 target diturunkan, 1 target dinaikkan, 1 strategi dihapus, 1 misi ditambah, 1 pindah ke instansi lain")
        try await desk.adopt(followed.edition.id, legalBasis: "Perda 9/2026", on: Day("2026-03-01")!, by: plans.planner)
        #expect(try await plans.database.read { tx in try tx.planEdition(old.id)?.status } == .replaced)
        #expect(try await plans.faults() == [])
    }

    @Test("no way round a target is silent: left out, another unit, another polarity, other money and years")
    func dodges() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let old = try await desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: plans.planner)
        let node = try await desk.add(NodeDraft(.initiative, title: "Jalan mantap", agency: plans.worksID), to: old.id, by: plans.planner)
        let first = IndicatorDraft(
            name: "Jalan mantap", unit: "persen", baseline: "70", baselineYear: 2025, targets: [2026: "80", 2027: "85"])
        try await desk.addIndicator(first, to: node.id, by: plans.planner)
        try await desk.addIndicator(
            IndicatorDraft(name: "Aduan jalan", unit: "aduan", polarity: .lower, targets: [2026: "100"]), to: node.id, by: plans.planner)
        try await desk.addIndicator(
            IndicatorDraft(name: "Panjang jalan", unit: "km", targets: [2026: "10"]), to: node.id, by: plans.planner)
        let line = MoneyLine(year: 2026, source: .regency, amount: 500_000_000)
        try await plans.database.write { [world = plans.world] tx in
            try tx.keepSchedule(
                PlanSchedule(subject: node.reference, activities: [2026: "Menambal"], money: [line]), agency: nil, by: .system, in: world)
        }
        let draft = EditionDraft(.masterplan, title: "Edisi dua", fromYear: 2026, toYear: 2030)
        let new = try await desk.follow(old.id, with: draft, by: plans.planner).edition
        #expect(try await plans.database.read { tx in try PlanComparison(old.id, new.id, tx) }.isEmpty)
        let (twin, indicators) = try await plans.database.read { tx in
            let twin = try tx.planNode(key: node.key, in: new.id)!
            return (twin, try tx.planIndicators(of: twin.id))
        }
        func change(_ name: String, _ draft: IndicatorDraft) async throws {
            try await desk.changeIndicator(indicators.first { $0.name == name }!.id, draft, by: plans.planner)
        }
        // 2027 is left out and the baseline moved; polarity is turned round with the target; metres instead of kilometres.
        try await change(
            "Jalan mantap", IndicatorDraft(name: "Jalan mantap", unit: "persen", baseline: "75", baselineYear: 2025, targets: [2026: "80"]))
        try await change("Aduan jalan", IndicatorDraft(name: "Aduan jalan", unit: "aduan", polarity: .higher, targets: [2026: "150"]))
        try await change("Panjang jalan", IndicatorDraft(name: "Panjang jalan", unit: "m", targets: [2026: "9000"]))
        try await plans.database.write { [world = plans.world] tx in
            var schedule = try tx.schedule(of: twin.reference)
            schedule.activities = [2027: "Menambal"]
            schedule.money[0].amount = 300_000_000
            try tx.keepSchedule(schedule, agency: nil, by: .system, in: world)
        }
        let found = try await plans.database.read { tx in try PlanComparison(old.id, new.id, tx) }
        for change in [
            PlanComparison.Change.targetDropped, .baselineMoved, .polarityTurned, .eased, .unitChanged, .moneyChanged, .yearsChanged,
        ] { #expect(found.count(change) == 1, "\(change)") }
        #expect(found.count(.raised) == 0)
        #expect(found.lines.first { $0.change == .targetDropped }?.from == "Jalan mantap 2027: 85")
        #expect(found.lines.first { $0.change == .eased }?.from == "Aduan jalan 2026: 100")
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let page = try await browser.get("/rencana/\(new.id)/perbandingan")
        #expect(page.text.contains("Aduan jalan: ") && page.text.contains("Rp300.000.000") && !page.text.contains("plan.change."))
        // A shorter plan does not promise less of years it never spoke of.
        let short = try await desk.follow(
            old.id, with: EditionDraft(.masterplan, title: "Edisi pendek", fromYear: 2026, toYear: 2026), by: plans.planner
        ).edition
        let copy = try await plans.database.read { tx in
            try tx.planIndicators(in: short.id).first { $0.name == "Jalan mantap" }!
        }
        var cut = first
        cut.targets = [2026: "80"]
        try await desk.changeIndicator(copy.id, cut, by: plans.planner)
        #expect(try await plans.database.read { tx in try PlanComparison(old.id, short.id, tx) }.count(.targetDropped) == 0)
    }

    @Test("a master plan is re-based on a new RPJMD: links follow the keys, what lost its counterpart is listed")
    func rebase() async throws {
        let plans = try await PlanSite()
        let desk = plans.plans.desk
        let old = try await desk.draft(DeskTests.rpjmd, by: plans.planner)
        let kept = try await desk.add(NodeDraft(.objective, title: "Layanan cepat"), to: old.id, by: plans.planner)
        let dropped = try await desk.add(NodeDraft(.objective, title: "Ditinggalkan"), to: old.id, by: plans.planner)
        let city = try await desk.draft(
            EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2025, toYear: 2034, basis: old.id), by: plans.planner)
        let first = try await desk.add(NodeDraft(.initiative, title: "Satu pintu"), to: city.id, by: plans.planner)
        let second = try await desk.add(NodeDraft(.initiative, title: "Dua pintu"), to: city.id, by: plans.planner)
        try await plans.links.link(LinkDraft(from: first.id, to: kept.id, kind: .supports), by: plans.planner)
        try await plans.links.link(LinkDraft(from: second.id, to: dropped.id, kind: .supports), by: plans.planner)
        try await desk.adopt(old.id, legalBasis: "Perda 3/2025", on: Day("2025-08-01")!, by: plans.planner)

        let new = try await desk.follow(
            old.id, with: EditionDraft(.mediumTerm, title: "RPJMD 2030–2034", fromYear: 2030, toYear: 2034), by: plans.planner
        ).edition
        let gone = try await plans.database.read { tx in try tx.planNode(key: dropped.key, in: new.id)! }
        try await desk.remove(gone.id, by: plans.planner)
        let rebased = try await desk.rebase(
            city.id, onto: new.id, with: EditionDraft(.masterplan, title: "Rencana induk II", fromYear: 2030, toYear: 2039),
            by: plans.planner)
        #expect(rebased.edition.basis == new.id && rebased.nodes == 2)
        #expect(rebased.lost.map(\.was.id) == [dropped.id] && rebased.lost.first?.node.key == second.key)
        // The page names it with what to do, and joining something else takes it off the list.
        let browser = plans.site.browser()
        browser.signIn(plans.planner)
        let page = try await browser.get("/rencana/\(rebased.edition.id)")
        #expect(page.text.contains("Kaitan yang hilang (1)") && page.text.contains("dulu mendukung “Ditinggalkan”"))
        #expect(page.text.contains("?cari=Ditinggalkan#kaitan") && Accessibility.faults(page.text, isPage: true) == [])
        let caller = TestCaller(plans.site, key: plans.site.key(plans.planner))
        let lost = "/api/plans/\(rebased.edition.id)/lost-links"
        #expect(try await caller.get(lost)["items"]?[0]?["was"]?["title"]?.string == "Ditinggalkan")
        let (mine, successor) = try await plans.database.read { tx in
            (try tx.planNode(key: second.key, in: rebased.edition.id)!, try tx.planNode(key: kept.key, in: new.id)!)
        }
        try await plans.links.link(LinkDraft(from: mine.id, to: successor.id, kind: .supports), by: plans.planner)
        #expect(try await caller.get(lost)["items"]?.array?.count == 0)
        #expect(try await !browser.get("/rencana/\(rebased.edition.id)").text.contains("Kaitan yang hilang"))
        let ends = try await plans.database.read { tx in
            let node = try tx.planNode(key: first.key, in: rebased.edition.id)!
            return try tx.planLinks(from: node.id).compactMap { try tx.planNode($0.to) }
        }
        #expect(ends.map(\.key) == [kept.key] && ends.map(\.edition) == [new.id])
        // The same without ever having said which RPJMD it was written for.
        let silent = try await desk.draft(
            EditionDraft(.masterplan, title: "Rencana tanpa dasar", fromYear: 2025, toYear: 2034), by: plans.planner)
        let third = try await desk.add(NodeDraft(.initiative, title: "Tiga pintu"), to: silent.id, by: plans.planner)
        try await plans.links.link(LinkDraft(from: third.id, to: kept.id, kind: .supports), by: plans.planner)
        try await plans.links.link(LinkDraft(from: third.id, to: dropped.id, kind: .derives), by: plans.planner)
        let moved = try await desk.rebase(
            silent.id, onto: new.id, with: EditionDraft(.masterplan, title: "Rencana berdasar", fromYear: 2030, toYear: 2039),
            by: plans.planner)
        #expect(moved.links == 1 && moved.lost.map(\.was.id) == [dropped.id] && moved.lost.first?.kind == .derives)
        let leads = try await plans.database.read { tx in
            let node = try tx.planNode(key: third.key, in: moved.edition.id)!
            return try tx.planLinks(from: node.id).compactMap { try tx.planNode($0.to)?.edition }
        }
        #expect(leads == [new.id])
        // Neither a plan that named the new RPJMD all along loses anything silently, nor is anything listed that went along.
        let named = try await desk.draft(
            EditionDraft(.masterplan, title: "Rencana yang sudah benar", fromYear: 2030, toYear: 2039, basis: new.id), by: plans.planner)
        let fourth = try await desk.add(NodeDraft(.initiative, title: "Empat pintu"), to: named.id, by: plans.planner)
        try await plans.links.link(LinkDraft(from: fourth.id, to: dropped.id, kind: .supports), by: plans.planner)
        let again = EditionDraft(.masterplan, title: "Rencana berikutnya", fromYear: 2030, toYear: 2039)
        let followed = try await desk.follow(named.id, with: again, by: plans.planner).edition
        let based = try await desk.rebase(named.id, onto: new.id, with: again, by: plans.planner).edition
        let (none, one) = try await plans.database.read { tx in (try tx.lostLinks(of: followed), try tx.lostLinks(of: based)) }
        #expect(none.isEmpty && one.map(\.was.id) == [dropped.id])
        await #expect(throws: AppError.invalid("basis", "plan.error.basis_kind")) {
            try await desk.rebase(
                city.id, onto: city.id, with: EditionDraft(.masterplan, title: "Rencana", fromYear: 2030, toYear: 2039), by: plans.planner)
        }
        #expect(try await plans.faults() == [])
    }
}
