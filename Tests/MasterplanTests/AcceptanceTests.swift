import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@testable import Masterplan

@Suite("What one agency proposes, the other accepts, declines or asks")
struct AcceptanceTests {
    /// A master plan with an initiative of public works.
    static func initiative(_ plans: PlanSite) async throws -> PlanNode {
        let edition = try await plans.stored(.masterplan) { [plans.node($0, .initiative, "Lapor jalan rusak", agency: plans.worksID)] }
        return try await plans.database.read { tx in try tx.planNodes(of: edition.id)[0] }
    }

    @Test("a part that was proposed waits on the other agency's work list until it answers")
    func accepted() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let part = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID, share: 30), by: plans.works)
        #expect(part.state == .proposed && part.proposer == plans.worksID && part.dueOn! > plans.plans.directory.today)
        #expect(try await Self.owed(plans, part) == ["plan_participation.answer \(plans.hospitalID)"])
        #expect(try await plans.database.read { tx in try tx.isOneAgencysOwn(node.reference) })
        await #expect(throws: AppError.forbidden) {
            try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.works)
        }
        try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.hospital, expecting: 1)
        #expect(try await Self.owed(plans, part) == [])
        #expect(try await plans.database.read { tx in try !tx.isOneAgencysOwn(node.reference) })
        #expect(try await plans.faults() == [])
    }

    @Test("whoever asks back gets an answer, and the proposal waits anew")
    func questioned() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let part = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID), by: plans.works)
        await #expect(throws: AppError.invalid("text", "plan.error.reason")) {
            try await plans.links.perform("ask", on: Participation.self, part.id.text, by: plans.hospital)
        }
        try await plans.links.perform("ask", on: Participation.self, part.id.text, text: "Siapa membayar?", by: plans.hospital)
        #expect(try await Self.owed(plans, part) == ["plan_participation.clarify \(plans.worksID)"])
        try await plans.links.perform("reply", on: Participation.self, part.id.text, text: "Anggaran kami.", by: plans.works)
        #expect(try await Self.owed(plans, part) == ["plan_participation.answer \(plans.hospitalID)"])
        await #expect(throws: AppError.conflict("error.changed_meanwhile")) {
            try await plans.links.perform("accept", on: Participation.self, part.id.text, by: plans.hospital, expecting: 1)
        }
        let declined = try await plans.links.perform(
            "decline", on: Participation.self, part.id.text, text: "Bukan tugas rumah sakit.", by: plans.hospital)
        #expect(declined.state == .declined && declined.reason == "Bukan tugas rumah sakit.")
        #expect(try await Self.owed(plans, part) == [])
        #expect(try await plans.faults() == [])
    }

    @Test("links between nodes of one agency hold at once, those between two wait")
    func links() async throws {
        let plans = try await PlanSite()
        let edition = try await plans.stored(.strategic, agency: plans.worksID) { edition in
            [
                plans.node(edition, .programme, "Jalan", agency: plans.worksID),
                plans.node(edition, .programme, "Jembatan", agency: plans.worksID),
                plans.node(edition, .programme, "Kesehatan", agency: plans.hospitalID),
            ]
        }
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: edition.id) }
        let named = Dictionary(uniqueKeysWithValues: nodes.map { ($0.title, $0.id) })
        let own = try await plans.links.link(LinkDraft(from: named["Jalan"]!, to: named["Jembatan"]!, kind: .derives), by: plans.works)
        #expect(own.state == .accepted)
        let other = try await plans.links.link(LinkDraft(from: named["Jalan"]!, to: named["Kesehatan"]!, kind: .supports), by: plans.works)
        #expect(other.state == .proposed)
        await #expect(throws: AppError.conflict("plan.error.link_there")) {
            try await plans.links.link(LinkDraft(from: named["Jalan"]!, to: named["Kesehatan"]!, kind: .supports), by: plans.works)
        }
        await #expect(throws: AppError.invalid("to", "plan.error.link_cycle")) {
            try await plans.links.link(LinkDraft(from: named["Jembatan"]!, to: named["Jalan"]!, kind: .derives), by: plans.works)
        }
        await #expect(throws: AppError.invalid("to", "plan.error.link_itself")) {
            try await plans.links.link(LinkDraft(from: named["Jalan"]!, to: named["Jalan"]!, kind: .supports), by: plans.works)
        }
        await #expect(throws: AppError.forbidden) {
            try await plans.links.link(LinkDraft(from: named["Jalan"]!, to: named["Kesehatan"]!, kind: .finances), by: plans.hospital)
        }
        #expect(try await plans.faults() == [])
    }

    @Test("the other agency answers a link: it accepts with the day it was given, or declines with its reason; nobody else does")
    func answered() async throws {
        let plans = try await PlanSite()
        let edition = try await plans.stored(.strategic, agency: plans.worksID) { edition in
            [
                plans.node(edition, .programme, "Jalan", agency: plans.worksID),
                plans.node(edition, .programme, "Kesehatan", agency: plans.hospitalID),
            ]
        }
        let nodes = try await plans.database.read { tx in try tx.planNodes(of: edition.id) }
        let (roads, health) = (nodes.first { $0.title == "Jalan" }!, nodes.first { $0.title == "Kesehatan" }!)
        let due = plans.plans.directory.today.adding(21)
        let first = try await plans.links.link(
            LinkDraft(from: roads.id, to: health.id, kind: .supports, dueOn: due), by: plans.works)
        #expect(first.state == .proposed && first.dueOn == due && first.asked == plans.hospitalID)
        await #expect(throws: AppError.forbidden) {
            try await plans.links.perform("accept", on: PlanLink.self, first.id.text, by: plans.works)
        }
        let accepted = try await plans.links.perform("accept", on: PlanLink.self, first.id.text, by: plans.hospital)
        #expect(accepted.state == .accepted && accepted.decidedBy == plans.hospital.id)
        let second = try await plans.links.link(LinkDraft(from: roads.id, to: health.id, kind: .finances), by: plans.works)
        await #expect(throws: AppError.invalid("text", "plan.error.reason")) {
            try await plans.links.perform("decline", on: PlanLink.self, second.id.text, by: plans.hospital)
        }
        let declined = try await plans.links.perform(
            "decline", on: PlanLink.self, second.id.text, text: "Bukan anggaran kami.", by: plans.hospital)
        #expect(declined.state == .declined && declined.reason == "Bukan anggaran kami.")
        let owed = try await plans.database.read { tx in try tx.obligations(of: first.reference) + tx.obligations(of: second.reference) }
        #expect(owed.isEmpty)
        #expect(try await plans.faults() == [])
    }

    @Test("all supporters together have at most the whole")
    func shares() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        let planning = plans.plans.directory.agencies.find(code: "BAPPEDA")!.id.text
        let first = try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID, share: 70), by: plans.works)
        await #expect(throws: AppError.invalid("share", "plan.error.shares")) {
            try await plans.links.propose(ParticipationDraft(node.reference, agency: planning, share: 31), by: plans.works)
        }
        // What was declined is free again.
        try await plans.links.perform("decline", on: Participation.self, first.id.text, text: "Terlalu banyak.", by: plans.hospital)
        let second = try await plans.links.propose(ParticipationDraft(node.reference, agency: planning, share: 100), by: plans.works)
        // And once another has it, it is not proposed anew.
        await #expect(throws: AppError.invalid("share", "plan.error.shares")) {
            try await plans.links.perform("propose", on: Participation.self, first.id.text, text: "Kami minta lagi.", by: plans.works)
        }
        try await plans.links.perform("withdraw", on: Participation.self, second.id.text, by: plans.works)
        let again = try await plans.links.perform(
            "propose", on: Participation.self, first.id.text, text: "Kami minta lagi.", by: plans.works)
        #expect(again.state == .proposed)
        // Its own share is not counted twice.
        try await plans.links.perform("accept", on: Participation.self, first.id.text, by: plans.hospital)
        #expect(try await plans.faults() == [])
    }

    @Test("nobody who may not see a draft can propose anything about it")
    func visitors() async throws {
        let plans = try await PlanSite()
        let node = try await Self.initiative(plans)
        await #expect(throws: AppError.notFound) {
            try await plans.links.propose(ParticipationDraft(node.reference, agency: plans.hospitalID), by: .visitor)
        }
    }

    private static func owed(_ plans: PlanSite, _ part: Participation) async throws -> [String] {
        try await plans.database.read { tx in try tx.obligations(of: part.reference).map { "\($0.task) \($0.agency ?? "–")" } }
    }
}
