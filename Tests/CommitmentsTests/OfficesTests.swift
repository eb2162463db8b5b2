import Directory
import Foundation
import HTTPTypes
import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("Offices that sign, on paper and here, and who comes after them")
struct OfficesTests {
    /// Somebody with an account of her own, an authenticator app and a key.
    private func person(_ name: String, _ site: PromisedSite, agency: String? = nil) async throws -> PromisedSite.Person {
        let account = try await site.database.write { tx in
            try AccountWriter(tx, world: site.world.world, by: .system).create(
                AccountDraft(name: name, username: name.lowercased().replacing(" ", with: ""), agency: agency.map { Identifier($0) }),
                passwordHash: nil)
        }
        let grants = [Grant(permissions: [.signCommitments], agencies: agency.map { Set([$0]) })]
        let actor = Actor(kind: .account, id: account.id.text, name: account.name, grants: grants)
        return try await site.equipped(PromisedSite.Person(account: account, actor: actor, secret: []))
    }

    @Test("where nobody signs in Pendopo nothing is signed here; the text enters force on paper, with who said so and why")
    func onPaper() async throws {
        let site = try await PromisedSite(provider: SignatureSettings(provider: .none))
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let head = try await site.equipped(site.head)
        await #expect(throws: AppError.self) { try await site.sign(opened, head) }
        await #expect(throws: AppError.forbidden) {
            try await site.desk.enterForceOnPaper(opened.code, words: "Sudah ditandatangani kemarin.", by: site.stranger)
        }
        await #expect(throws: AppError.self) { try await site.desk.enterForceOnPaper(opened.code, words: "ya", by: site.planner.actor) }
        try await site.desk.enterForceOnPaper(opened.code, words: "Ditandatangani basah di pendopo.", by: site.planner.actor)
        let file = try await site.desk.file(of: opened.code, for: .visitor)
        #expect(file.commitment.state == .inForce && file.signedCount == 0)
        #expect(file.notes.map(\.text) == ["Ditandatangani basah di pendopo."])
        // Where people sign here, a paper does not take the place of their signatures.
        let local = try await PromisedSite()
        let open = try await local.desk.open(try await local.drafted().code, by: local.planner.actor)
        await #expect(throws: AppError.conflict("error.commitment_signed_here")) {
            try await local.desk.enterForceOnPaper(open.code, words: "Ditandatangani basah di pendopo.", by: local.planner.actor)
        }
    }

    @Test("a ministry's counter-signatory and a village head sign as everybody else, and only with all of them it holds")
    func counter() async throws {
        let site = try await PromisedSite()
        let draft = try await site.drafted()
        let ministry = try await person("Direktur Layanan", site)
        let counter = try await site.desk.add(
            SignatoryDraft(.counter, title: "Direktur Layanan", institution: "Kementerian", account: ministry.account.id.text),
            to: draft.code, by: site.planner.actor)
        let opened = try await site.desk.open(draft.code, by: site.planner.actor)
        #expect(try await site.database.read { tx in try tx.obligations(of: counter.reference).map(\.agency) } == [nil])
        for one in [try await site.equipped(site.head), try await site.equipped(site.director)] { try await site.sign(opened, one) }
        #expect(try await site.found(draft.code).state == .open)
        try await site.sign(opened, ministry)
        let file = try await site.desk.file(of: draft.code, for: .visitor)
        #expect(file.commitment.state == .inForce && Set(file.verdicts.values) == [.valid])
        #expect(file.signatories.last?.institution == "Kementerian" && file.signedCount == 3)
        #expect(try await site.database.read { tx in try tx.obligations(of: counter.reference) }.isEmpty)
    }

    @Test("a successor who accepts has it in writing, owes nothing more about it, and cannot say it twice")
    func accepts() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let place = try await site.database.read { try $0.signatories(of: commitment.id)[0] }
        let next = try await person("Pak Penerus", site, agency: site.works)
        try await site.database.write { tx in
            let account = try AccountStore(tx).find(site.head.account.id)!
            try AccountWriter(tx, world: site.world.world, by: .system).setDisabled(account.id, true, seen: account.version)
        }
        let inheritance = try await site.desk.name(
            successor: next.account.id.text, of: place.id.text, in: commitment.code, by: site.planner.actor)
        #expect(try await site.database.read { tx in try tx.obligations(of: inheritance.reference).map(\.task) } == ["commitment.inherit"])
        func decide(_ text: String, by actor: Actor) async throws {
            try await site.desk.decide(place.id.text, in: commitment.code, accepts: true, text: text, by: actor)
        }
        await #expect(throws: AppError.forbidden) { try await decide("Kami teruskan semuanya.", by: site.clerk) }
        await #expect(throws: AppError.self) { try await decide("ya", by: next.actor) }
        try await decide("Kami teruskan semuanya.", by: next.actor)
        let file = try await site.desk.file(of: commitment.code, for: .visitor)
        #expect(file.inheritances.map(\.decision) == [.accepted] && file.inheritances[0].contested.isEmpty)
        #expect(file.inheritances[0].text == "Kami teruskan semuanya." && file.inheritances[0].name == "Pak Penerus")
        #expect(try await site.database.read { tx in try tx.obligations(of: inheritance.reference) }.isEmpty)
        await #expect(throws: AppError.conflict("error.inheritance_decided")) {
            try await decide("Sekali lagi kami terima.", by: next.actor)
        }
    }

    @Test("a saved copy of the verifier finds a commitment good, a changed letter not, without a network", .enabled(if: SavedPage.isThere))
    func verifier() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let browser = site.site.browser()
        let page = try await browser.get("/komitmen/pemeriksa.html").text
        let deed = try await browser.get("/komitmen/\(commitment.code)/akta.json").text
        #expect(try SavedPage.verdict(page, deed) == "good")
        #expect(deed.contains("Memperbaiki jalan"))
        #expect(try SavedPage.verdict(page, deed.replacing("Memperbaiki jalan", with: "Memperbaiki jalur")) == "text_altered")
        #expect(try SavedPage.verdict(page, "{\"halo\": 1}") == "unreadable")
        // A key that was withdrawn vouches for nothing.
        let key = try await site.database.read { tx in try #require(try tx.signatories(of: commitment.id)[0].keyID) }
        #expect(page.contains(key))
        #expect(try SavedPage.verdict(page.replacing(key, with: "kunci-lain"), deed) == "altered")
    }

    @Test("the heads of all agencies are named at once where it is known who they are; the others are counted and chosen by hand")
    func heads() async throws {
        let site = try await PromisedSite()
        for person in [site.head, site.director] { try await site.give(person, [.signCommitments], agency: true) }
        // Two who may sign for one agency: nobody guesses.
        for name in ["Ibu Satu", "Ibu Dua"] {
            let account = try await site.database.write { [world = site.world.world, agency = site.fixtures.agency("BAPPEDA").id] tx in
                try AccountWriter(tx, world: world, by: .system).create(
                    AccountDraft(name: name, username: name.lowercased().replacing(" ", with: ""), position: "Kepala", agency: agency),
                    passwordHash: nil)
            }
            let actor = Actor(kind: .account, id: account.id.text, name: name, grants: [])
            try await site.give(
                PromisedSite.Person(account: account, actor: actor, secret: []), [.signCommitments], agency: true)
        }
        let draft = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        // Who was invited and has not come yet cannot sign.
        #expect(try await site.desk.addHeads(to: draft.code, by: site.planner.actor).named.isEmpty)
        try await site.database.write { tx in try tx.run("UPDATE account SET password_hash = 'x'") }
        await #expect(throws: AppError.notFound) { try await site.desk.addHeads(to: draft.code, by: site.head.actor) }
        let (named, left) = try await site.desk.addHeads(to: draft.code, by: site.planner.actor)
        #expect(named.map(\.name).sorted() == ["Ibu direktur", "Ibu kadis"])
        #expect(Set(named.map(\.office)) == [.agencyHead, .hospital] && Set(named.map(\.position)).count == 2)
        let file = try await site.desk.file(of: draft.code, for: site.planner.actor)
        #expect(left == file.withoutSignature.count && left > 0)
        #expect(try await site.desk.addHeads(to: draft.code, by: site.planner.actor).named.isEmpty)

        // By API alike, and only for whoever writes commitments; who is left is said with it.
        let other = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        let stranger = TestCaller(site.site, key: try await site.apiKey([.keepPledges], agency: site.works))
        #expect(try await stranger.send(.post, "/api/commitments/\(other.code)/heads").status == 403)
        let caller = TestCaller(site.site, key: try await site.apiKey([.draftCommitments], agency: nil))
        let answer = try await caller.send(.post, "/api/commitments/\(other.code)/heads")
        #expect(answer.status == 200 && answer["signatories"]?.array?.count == named.count)
        #expect(answer["withoutSignature"]?.array?.count == left)

        try await site.give(site.planner, [.draftCommitments], agency: false)
        try await site.database.write { [id = site.director.account.id] tx in
            try tx.run("UPDATE account SET password_hash = NULL WHERE id = \(id)")
        }
        #expect(
            try await site.desk.file(of: draft.code, for: site.planner.actor).invited
                == Set(named.filter { $0.office == .hospital }.map(\.id.text)))
        let browser = try await site.browser(site.planner)
        let path = "/kerja/komitmen/\(draft.code)"
        let page = try await browser.get(path)
        #expect(page.text.contains("Akunnya belum dipakai; belum bisa menandatangani"))
        #expect(page.text.contains("Tambahkan semua pimpinan yang dikenal") && Accessibility.faults(page.text, isPage: true) == [])
        #expect(try await browser.submit(page.form(to: "\(path)/pimpinan")).status == 303)
    }
}
