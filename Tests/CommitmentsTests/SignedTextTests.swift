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

/// What a signature is worth afterwards: elsewhere, under another key, in a deed, and in the records.
@Suite("Texts that were signed")
struct SignedTextTests {
    @Test("a signature put in another place, on another text or with a withdrawn key does not pass")
    func forged() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let (signatories, keys) = try await site.database.read { tx in (try tx.signatories(of: commitment.id), try tx.holderKeySet()) }
        var swapped = signatories[0]
        (swapped.deed, swapped.signature, swapped.keyID) = (signatories[1].deed, signatories[1].signature, signatories[1].keyID)
        #expect(swapped.verdict(on: commitment, keys) == .altered)
        var other = commitment
        other.canonical = commitment.canonical.replacing("90", with: "10")
        #expect(signatories[0].verdict(on: other, keys) == .altered)
        other.textHash = CommitmentText.hash(other.canonical)
        #expect(signatories[0].verdict(on: other, keys) == .altered)
        var renamed = signatories[0]
        renamed.name = "Orang Lain"
        #expect(renamed.verdict(on: commitment, keys) == .altered)
        #expect(signatories[0].verdict(on: commitment, KeySet([])) == .unknownKey)
        try await site.desk.withdrawKey(signatories[0].keyID!, reason: "Laptop dan sandinya dicuri.", by: site.planner.actor)
        let file = try await site.desk.file(of: commitment.code, for: .visitor)
        #expect(file.verdicts[signatories[0].id.text] == .withdrawnKey && file.verdicts[signatories[1].id.text] == .valid)
    }

    @Test("a new key retires the old one, whose signatures stay good")
    func renewed() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        var head = site.head
        // She has lost her phone, and the administrator has taken her second step off.
        try await site.database.write { [id = head.account.id] tx in
            try tx.run("UPDATE account SET totp_secret = NULL, totp_enabled_at = NULL WHERE id = \(id)")
        }
        let (secret, sealed) = site.signIn.proposeSecondStep(for: head.account.id)
        head.secret = secret
        _ = try await site.signIn.enableSecondStep(for: head.account.id, sealed: sealed, code: site.code(head))
        try await site.desk.makeKey(
            password: "kunci kedua saya", repeated: "kunci kedua saya", code: site.code(head), by: head.actor, site.signIn)
        let holder = head.account.id.text
        let keys = try await site.database.read { try $0.holderKeys(of: holder) }
        #expect(keys.map(\.isCurrent) == [false, true])
        #expect(Set(try await site.desk.file(of: commitment.code, for: .visitor).verdicts.values) == [.valid])
    }

    @Test("a deed is genuine as it was handed out, and not after a change of one letter, one signature or one key")
    func deeds() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let text = site.desk.bundle(of: try await site.desk.file(of: commitment.code, for: .visitor)).text
        func outcome(_ text: String) async throws -> BundleCheck.Outcome { try await site.desk.check(Array(text.utf8)).outcome }
        #expect(try await outcome(text) == .genuine)
        #expect(try await outcome(text.replacing("Memperbaiki", with: "Memperbaikj")) == .altered)
        #expect(try await outcome(text.replacing("Ibu kadis", with: "Ibu lain")) == .altered)
        #expect(try await outcome("{}") == .unknown)
        #expect(try await outcome("%PDF-1.7 bukan punya kami") == .unknown)
        #expect(try await outcome(text.replacing(commitment.code, with: "AAA-AAA-AA")) == .unknown)
        let one = CanonicalValue(reading: text)!
        guard case .object(var members) = one, case .array(let signatures)? = members["signatures"] else { return }
        members["signatures"] = .array([signatures[0]])
        #expect(try await outcome(CanonicalValue.object(members).text) == .incomplete)
    }

    @Test("every record fits its last event, and one changed behind its back does not")
    func digests() async throws {
        let site = try await PromisedSite()
        let (_, clause, steps) = try await site.inForce()
        try await site.desk.submit(steps[0].id.text, doneOn: Day("2026-03-01")!, evidence: PromisedSite.proof, by: site.clerk)
        try await site.desk.sendBack(steps[0].id.text, reason: "Fotonya kurang jelas.", by: site.planner.actor)
        try await site.desk.change(
            PledgeChange(target: Target(value: "60", unit: "%"), reason: "Anggaran dipotong pusat."), of: clause.code, by: site.head.actor)
        func misfits() async throws -> [String] {
            try await site.database.read { tx in
                var found: [String] = []
                for kind in CommitmentsDigests.all {
                    for (id, digest) in try kind.digests(tx, try kind.ids(tx, "", 100)) {
                        let last = try tx.events(of: Reference(kind.kind, id)).last
                        if last?.digest != digest { found.append("\(kind.kind) \(id)") }
                    }
                }
                return found
            }
        }
        #expect(try await misfits() == [])
        try await site.database.write { tx in try tx.run("UPDATE clause SET target_value = '90' WHERE id = \(clause.id)") }
        #expect(try await misfits() == ["clause \(clause.id)"])
    }
}
