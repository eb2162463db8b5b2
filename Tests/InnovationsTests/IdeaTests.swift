import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Ideas")
struct IdeaTests {
    private static let idea = SubmitIdea(
        title: "Surat pengantar lewat telepon", text: "Setiap mengurus surat saya harus bolak-balik ke rumah Pak RT.",
        village: "35.09.19.1001")

    @Test("a citizen sends an idea without an account and follows it by a secret link; sent twice it is one")
    func receipt() async throws {
        let site = try await InnovationSite()
        var act = Self.idea
        act.clientKey = "k"
        let idea = try await site.desk.submit(act, by: .visitor)
        #expect(try await site.desk.submit(act, by: .visitor) == idea)
        #expect(idea.account == nil && idea.state == "received")
        let secret = site.desk.secret(of: idea)
        _ = try await site.desk.sender(code: idea.code, secret: secret)
        for wrong in ["", "x", String(secret.dropLast()), secret + "x"] {
            await #expect(throws: AppError.notFound) { try await site.desk.sender(code: idea.code, secret: wrong) }
        }
        let owed = try await site.database.read { tx in try tx.obligations(of: idea.reference) }
        // Fourteen working days from Monday 2 March, two holidays between.
        #expect(owed.map(\.permission) == [.answerIdeas] && owed[0].dueAt.parts(offsetHours: 7).day == Day("2026-03-24")!)
        // Citizens' words stand in no history.
        #expect(try await site.database.read { tx in try tx.versions(of: idea.reference) }.isEmpty)
        await #expect(throws: AppError.notFound) { try await site.desk.perform(WithdrawIdea(), on: idea.recordID, by: .visitor) }
    }

    @Test("too short, too long, or about a village elsewhere is refused beside its field")
    func bad() async throws {
        let site = try await InnovationSite()
        func named(_ title: String, _ text: String, _ village: String? = nil) async -> [String] {
            await fields { try await site.desk.submit(SubmitIdea(title: title, text: text, village: village), by: .visitor) }
        }
        #expect(await named("Ha", "Pendek") == ["title", "text"])
        #expect(await named(String(repeating: "a", count: 151), Self.idea.text) == ["title"])
        #expect(await named(Self.idea.title, Self.idea.text, "35.17.09.2001") == ["village"])
        #expect(await named(Self.idea.title, Self.idea.text, "sini") == ["village"])
        #expect(await named("\u{202E}aaaaaa", Self.idea.text) == [])
    }

    @Test("accepted it is an entry of the register whose initiator is a citizen, and she reads the answer")
    func accept() async throws {
        let site = try await InnovationSite()
        let idea = try await site.desk.submit(Self.idea, by: .visitor)
        await #expect(throws: AppError.notFound) {
            try await site.desk.perform(AcceptIdea("Baik sekali gagasannya", agency: site.works), on: idea.recordID, by: site.clerk)
        }
        #expect(
            await fields { try await site.desk.perform(AcceptIdea("Baik sekali gagasannya"), on: idea.recordID, by: site.answerer) } == [
                "agency"
            ])
        try await site.desk.perform(PassIdeaOn(to: site.works), on: idea.recordID, by: site.answerer)
        let owed = try await site.database.read { tx in try tx.obligations(of: idea.reference) }
        #expect(owed.map(\.permission) == [.editInnovations] && owed[0].agency == site.works.text)
        #expect(
            await fields {
                try await site.desk.perform(AcceptIdea("Baik sekali gagasannya", agency: site.hospital), on: idea.recordID, by: site.clerk)
            } == ["agency"])
        let accepted = try await site.desk.perform(
            AcceptIdea("Kami coba mulai bulan depan.", title: "Surat dari rumah"), on: idea.recordID, by: site.clerk)
        let entry = try await site.database.read { tx in try Innovation.find(accepted.innovation!.text, tx)! }
        #expect(entry.title == "Surat dari rumah" && entry.initiator == .citizen && entry.idea == idea.id && entry.agency == site.works)
        #expect(try await site.database.read { tx in try tx.obligations(of: idea.reference) }.isEmpty)
        let page = try await site.site.browser().get("/inovasi/usul/\(idea.code)/\(site.desk.secret(of: idea))")
        #expect(page.text.contains("Kami coba mulai bulan depan.") && page.header("Cache-Control") == "no-store")
        let (_, sender) = try await site.desk.sender(code: idea.code, secret: site.desk.secret(of: idea))
        await #expect(throws: AppError.self) { try await site.desk.perform(WithdrawIdea(), on: idea.recordID, by: sender) }
    }

    @Test("a colleague's idea is hers by her account; declined it says why")
    func colleague() async throws {
        let site = try await InnovationSite()
        let idea = try await site.desk.submit(Self.idea, by: site.nurse)
        #expect(idea.account == site.nurse.id)
        #expect(await fields { try await site.desk.perform(DeclineIdea("Tidak"), on: idea.recordID, by: site.answerer) } == ["text"])
        let declined = try await site.desk.perform(
            DeclineIdea("Sudah ada di layanan desa."), on: idea.recordID, by: site.answerer)
        #expect(declined.state == "declined")
        let other = try await site.desk.submit(Self.idea, by: site.nurse)
        try await site.desk.perform(WithdrawIdea(), on: other.recordID, by: site.nurse)
        let third = try await site.desk.submit(Self.idea, by: site.nurse)
        let accepted = try await site.desk.perform(
            AcceptIdea("Kami coba bulan depan.", agency: site.hospital), on: third.recordID, by: site.answerer)
        #expect(try await site.database.read { tx in try Innovation.find(accepted.innovation!.text, tx)!.initiator } == .civilServant)
    }
}
