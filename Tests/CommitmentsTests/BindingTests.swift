import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("What a clause is bound to")
struct BindingTests {
    @Test("the address of a point's page, its id, or words of its title; words that fit several are said, and a stranger finds no draft")
    func named() async throws {
        let site = try await PromisedSite()
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        let planner = Actor(
            kind: .account, id: site.planner.account.id.text, name: "Dewi",
            grants: [Grant(permissions: [.stewardPlans, .readPlans, .draftCommitments])])
        let plan = try await plans.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: planner)
        let lamps = try await plans.add(NodeDraft(.initiative, title: "Lampu jalan tenaga surya"), to: plan.id, by: planner)
        let holes = try await plans.add(NodeDraft(.initiative, title: "Lubang jalan ditutup"), to: plan.id, by: planner)
        func find(_ typed: String, by actor: Actor) async throws -> [Reference] {
            try await site.database.read { [references = site.desk.references] tx in
                try RecordName.find(typed, hasTitles: true, references, for: actor, tx)
            }
        }
        let address = "https://pendopo.contoh.go.id/rencana/simpul/\(lamps.id.text)?bahasa=en#kaitan"
        for typed in [address, "/rencana/simpul/\(lamps.id.text)", lamps.id.text, "plan_node:\(lamps.id.text)", "tenaga surya"] {
            #expect(try await find(typed, by: planner) == [lamps.reference], "\(typed)")
        }
        #expect(try await find("lubang jalan ditutup", by: planner) == [holes.reference])
        #expect(try await find("tidak ada yang begini", by: planner) == [])
        let several = await #expect(throws: AppError.self) { try await find("jalan", by: planner) }
        #expect(several?.issues.map(\.field) == ["subject"] && several?.issues[0].message.values["names"]?.contains("Lubang") == true)
        // Of a draft strangers learn nothing, whatever they type.
        for typed in [address, lamps.id.text, "tenaga surya", "jalan"] { #expect(try await find(typed, by: site.stranger) == []) }

        let draft = try await site.desk.create(PromisedSite.text, by: planner)
        var clause = site.clause()
        clause.subjects = [lamps.reference]
        let bound = try await site.desk.put(clause, in: draft.code, by: planner)
        #expect(bound.subject == lamps.reference)
    }

    @Test("by the form the address that was copied from the browser binds it")
    func form() async throws {
        let site = try await PromisedSite()
        try await site.give(site.planner, [.draftCommitments, .stewardPlans, .readPlans], agency: false)
        let steward = Actor(kind: .account, id: "steward", name: "Dewi", grants: [Grant(permissions: [.stewardPlans, .readPlans])])
        let plans = site.site.installation.services.get(MasterplanSite.self).desk
        let plan = try await plans.draft(EditionDraft(.masterplan, title: "Rencana induk", fromYear: 2026, toYear: 2030), by: steward)
        let point = try await plans.add(NodeDraft(.initiative, title: "Lampu jalan tenaga surya"), to: plan.id, by: steward)
        let draft = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        let planner = try await site.browser(site.planner)
        let path = "/kerja/komitmen/\(draft.code)/butir/baru"
        let blank = try await planner.get(path)
        let filled = [
            "text": "Memasang lampu di jalan desa.", "promise": "Jalan desa terang sebelum musim hujan", "lead": site.works,
            "target_words": "semua jalan desa", "due": "2026-12-31", "is_lower_better": "0",
        ]
        let wrong = try await planner.submit(
            blank.form(to: path), filling: filled.merging(["subject": "https://contoh.go.id/rencana/simpul/tidak-ada"]) { $1 })
        #expect(wrong.status == 422 && wrong.text.contains("salin alamatnya"))
        let made = try await planner.submit(
            wrong.form(to: path), filling: ["subject": "http://127.0.0.1:8080/rencana/simpul/\(point.id.text)"])
        #expect(made.status == 303)
        #expect(try await site.database.read { tx in try tx.clauses(of: draft.id).map(\.subject) } == [point.reference])
    }
}
