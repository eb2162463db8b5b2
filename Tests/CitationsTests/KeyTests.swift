import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Work

@testable import Citations

@Suite("The installation's signing keys")
struct InstallationKeyTests {
    @Test("a new key signs from now on, and what the old one signed stays good")
    func rotate() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let old = try await site.cite(dataset, Formula(.count))
        try await site.desk.keys.rotate(by: site.catalogue.steward)
        let new = try await site.cite(dataset, Formula(.sum, "harga"))
        #expect(new.key != old.key)
        for citation in [old, new] { #expect(try await site.desk.standing(of: citation, for: .visitor).verdict == .valid) }
        let keys = try await site.database.read { try $0.keySet() }
        #expect(keys.keys.count == 2)
        #expect(keys.keys.count { $0.retiredAt == nil } == 1)
    }

    @Test("a withdrawn key vouches for nothing any more, and another one signs")
    func withdraw() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let old = try await site.cite(dataset, Formula(.count))
        await #expect(throws: AppError.self) { try await site.desk.keys.withdraw(old.key, reason: "bocor", by: site.catalogue.steward) }
        try await site.desk.keys.withdraw(old.key, reason: "Berkas kunci hilang bersama laptop", by: site.catalogue.steward)
        #expect(try await site.desk.standing(of: old, for: .visitor).verdict == .withdrawnKey)
        let new = try await site.cite(dataset, Formula(.sum, "harga"))
        #expect(try await site.desk.standing(of: new, for: .visitor).verdict == .valid)
    }

    @Test("only who administers the catalogue may change keys")
    func policy() async throws {
        let site = try await CitedSite()
        for actor in [Actor.visitor, site.catalogue.producer, site.catalogue.planner, site.catalogue.trustee] {
            await #expect(throws: AppError.forbidden) { try await site.desk.keys.rotate(by: actor) }
            await #expect(throws: AppError.forbidden) { try await site.desk.keys.withdraw("x", reason: "Berkas kunci hilang", by: actor) }
        }
    }

    @Test("keys are sealed anew with the vault's new key and sign as before; a restart makes no second one")
    func reseal() async throws {
        let site = try await CitedSite()
        let kept = try await site.database.read { try $0.signingKeys() }
        #expect(kept.count == 1)
        try await site.desk.keys.ensure()
        #expect(try await site.database.read { try $0.signingKeys().count } == 1)
        let vault = site.desk.keys.vault
        #expect(try kept[0].sealed.open(in: vault).publicKey == kept[0].published.key)
        #expect(try await site.database.write { tx in try tx.resealSigningKeys(vault, after: "", limit: 10).sealed } == 0)
        let digests = CitationsDigests.all.first { $0.kind == "signing_key" }!
        let now = try await site.database.read { tx in try digests.digests(tx, [kept[0].id]) }
        let event = try await site.database.read { tx in try tx.events(of: kept[0].reference).last }
        #expect(now[kept[0].id] == event?.digest)
    }
}
