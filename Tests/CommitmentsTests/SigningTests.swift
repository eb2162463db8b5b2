import Directory
import Foundation
import Kernel
import Masterplan
import Signing
import Storage
import TestSupport
import Testing
import Work

@testable import Commitments

@Suite("Commitments and their signatures")
struct SigningTests {
    @Test("the lives of commitments, steps and plans are sound values")
    func workflows() {
        for workflow in [CommitmentWorkflow.commitment, CommitmentWorkflow.milestone, CommitmentWorkflow.actionPlan] {
            #expect(workflow.defects == [], "\(workflow.name)")
        }
    }

    @Test("from draft to force: the text is frozen, both sign with keys of their own, the last signature lets it hold")
    func life() async throws {
        let site = try await PromisedSite()
        let draft = try await site.drafted()
        let opened = try await site.desk.open(draft.code, by: site.planner.actor)
        #expect(opened.state == .open && CommitmentText.hash(opened.canonical) == opened.textHash)
        /// What is hers by name; nothing of it is anybody else's for what she holds.
        func owed(_ person: PromisedSite.Person) async throws -> [String] {
            try await site.database.read { tx in
                try tx.workList(reach: [], account: person.account.id.text, limit: 10).map { "\($0.task) \($0.agency ?? "-")" }
            }
        }
        #expect(try await owed(site.head) == ["commitment.sign \(site.works)"])
        #expect(try await owed(site.director) == ["commitment.sign \(site.hospital)"])
        #expect(try await site.database.read { try $0.workList(reach: [(.signCommitments, nil)], limit: 10) }.isEmpty)
        let (head, director) = (try await site.equipped(site.head), try await site.equipped(site.director))
        #expect(try await site.sign(opened, head).state == .open)
        #expect(try await owed(site.head) == [])
        #expect(try await owed(site.director).count == 1)
        #expect(try await site.sign(opened, director).state == .inForce)
        let file = try await site.desk.file(of: draft.code, for: .visitor)
        #expect(Set(file.verdicts.values) == [.valid] && file.signedCount == 2)
        #expect(try await owed(site.director) == [])
    }

    @Test("an agency that shares a clause and does not sign is asked whether it takes part, once")
    func shared() async throws {
        let site = try await PromisedSite()
        var clause = site.clause()
        let health = site.fixtures.agency("BAPPEDA").id.text
        clause.supporters.append(health)
        let draft = try await site.drafted([clause])
        for _ in 0..<2 {
            try await site.desk.open(draft.code, by: site.planner.actor)
            let parts = try await site.database.read { tx in try tx.participations(of: try tx.clauses(of: draft.id)[0].reference) }
            #expect(parts.map(\.agency) == [health] && parts.map(\.state) == [.proposed])
            try await site.desk.reopen(draft.code, reason: "Ada salah tulis di butir satu.", by: site.planner.actor)
        }
    }

    @Test("no word changes once it is open, and it can be taken back only while nobody has signed")
    func frozen() async throws {
        let site = try await PromisedSite()
        let draft = try await site.drafted()
        let opened = try await site.desk.open(draft.code, by: site.planner.actor)
        await #expect(throws: AppError.conflict("error.commitment_frozen")) {
            try await site.desk.edit(draft.code, PromisedSite.text, by: site.planner.actor)
        }
        await #expect(throws: AppError.conflict("error.commitment_frozen")) {
            try await site.desk.put(site.clause(), in: draft.code, by: site.planner.actor)
        }
        try await site.desk.reopen(draft.code, reason: "Ada salah tulis di butir satu.", by: site.planner.actor)
        try await site.desk.put(site.clause("Sampah diangkut setiap hari di semua kelurahan"), in: draft.code, by: site.planner.actor)
        let again = try await site.desk.open(draft.code, by: site.planner.actor)
        #expect(again.textHash != opened.textHash)
        let head = try await site.equipped(site.head)
        await #expect(throws: AppError.conflict("error.commitment_text_changed")) { try await site.sign(opened, head) }
        try await site.sign(again, head)
        await #expect(throws: AppError.conflict("error.commitment_signed_by_some")) {
            try await site.desk.reopen(draft.code, reason: "Ada salah tulis lagi di sana.", by: site.planner.actor)
        }
    }

    @Test("what is missing for opening is said, all of it at once")
    func incomplete() async throws {
        let site = try await PromisedSite()
        let empty = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        do {
            try await site.desk.open(empty.code, by: site.planner.actor)
            Testing.Issue.record("it was opened")
        } catch let error as AppError { #expect(error.issues.map(\.field) == ["clauses", "signatories"]) }
        try await site.desk.put(site.clause(), in: empty.code, by: site.planner.actor)
        try await site.desk.add(
            SignatoryDraft(.hospital, title: "Direktur RSUD", agency: site.hospital, account: site.director.account.id.text),
            to: empty.code, by: site.planner.actor)
        await #expect(throws: AppError.self) { try await site.desk.open(empty.code, by: site.planner.actor) }
        await #expect(throws: AppError.self) {
            try await site.desk.add(
                SignatoryDraft(.agencyHead, title: "Kepala DPU", agency: site.works, account: site.director.account.id.text),
                to: empty.code, by: site.planner.actor)
        }
    }

    @Test("signing needs the right person, her key's password, a fresh code, and happens once")
    func secrets() async throws {
        let site = try await PromisedSite()
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let head = try await site.equipped(site.head)
        func sign(_ password: String, _ code: String, _ actor: Actor) async throws {
            try await site.desk.sign(
                SignCommitment(seen: opened.textHash, keyPassword: password, code: code), opened.code, by: actor, site.signIn)
        }
        for actor in [
            site.planner.actor, Actor.visitor, site.clerk, Actor(kind: .client, id: head.account.id.text, grants: head.actor.grants),
        ] {
            await #expect(throws: AppError.self) { try await sign(PromisedSite.keyPassword, site.code(head), actor) }
        }
        #expect(await fields { try await sign("kata sandi yang salah", site.code(head), head.actor) } == ["key_password"])
        #expect(await fields { try await sign(PromisedSite.keyPassword, "000000", head.actor) } == ["otp"])
        let code = site.code(head)
        try await sign(PromisedSite.keyPassword, code, head.actor)
        // The same request again, and the same code for something else.
        await #expect(throws: AppError.conflict("error.signed_already")) { try await sign(PromisedSite.keyPassword, code, head.actor) }
        #expect(
            await fields {
                try await site.desk.makeKey(
                    password: PromisedSite.keyPassword, repeated: PromisedSite.keyPassword, code: code, by: head.actor, site.signIn)
            } == ["otp"])
    }

    @Test("without a second step, without a key and with a weak password nothing is signed or made")
    func unequipped() async throws {
        let site = try await PromisedSite()
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        await #expect(throws: AppError.conflict("error.signing_no_key")) {
            try await site.desk.sign(
                SignCommitment(seen: opened.textHash, keyPassword: "x", code: "1"), opened.code, by: site.head.actor, site.signIn)
        }
        await #expect(throws: AppError.self) {
            try await site.desk.makeKey(
                password: PromisedSite.keyPassword, repeated: PromisedSite.keyPassword, code: "123456", by: site.head.actor, site.signIn)
        }
        let head = try await site.equipped(site.head)
        for (password, repeated) in [("pendek", "pendek"), ("panjang sekali sandinya", "panjang sekali sandinyA")] {
            await #expect(throws: AppError.self) {
                try await site.desk.makeKey(password: password, repeated: repeated, code: site.code(head), by: head.actor, site.signIn)
            }
        }
        await #expect(throws: AppError.self) {
            try await site.desk.add(
                SignatoryDraft(.counter, title: "Direktur Jenderal", account: site.planner.account.id.text), to: opened.code,
                by: site.planner.actor)
        }
    }

    @Test("a holder who left cannot sign; whoever holds the office now signs the same text")
    func left() async throws {
        let site = try await PromisedSite()
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let head = try await site.equipped(site.head)
        try await site.database.write { tx in
            try tx.run("UPDATE person SET agency_id = \(site.hospital) WHERE id = \(head.account.person.id)")
        }
        await #expect(throws: AppError(.forbidden, "error.signatory_left")) { try await site.sign(opened, head) }
        #expect(try await site.desk.file(of: opened.code, for: .visitor).left.count == 1)
        let next = try await site.database.write { tx in
            try AccountWriter(tx, world: site.world.world, by: .system).create(
                AccountDraft(name: "Pak Baru", username: "kadisbaru", agency: Identifier(site.works)), passwordHash: nil)
        }
        let place = try await site.database.read { try $0.signatories(of: opened.id)[0] }
        try await site.desk.replaceHolder(of: place.id.text, in: opened.code, with: next.id.text, by: site.planner.actor)
        // What is to be signed goes over to his list with the place.
        #expect(try await site.database.read { tx in try tx.obligations(of: place.reference).map(\.account) } == [next.id.text])
        var person = PromisedSite.Person(account: next, actor: Actor(kind: .account, id: next.id.text, name: next.name), secret: [])
        person = try await site.equipped(person)
        #expect(try await site.sign(opened, person).textHash == opened.textHash)
    }
}
