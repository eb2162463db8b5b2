import Documents
import Kernel
import Signing
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("The regency's template of a commitment's text")
struct TemplateTextTests {
    /// What keeps templates, here in memory.
    private final class Shelf: Sendable {
        let versions = Mutex<[PaperTemplate]>([])

        func keep(_ template: PaperTemplate) { versions.withLock { $0.append(template) } }

        var templates: CommitmentTemplates {
            CommitmentTemplates(
                current: { [self] _ in versions.withLock { ($0.count, $0.last ?? PaperTemplate(chapters: [])) } },
                kept: { [self] _, version in versions.withLock { $0.indices.contains(version - 1) ? $0[version - 1] : nil } })
        }
    }

    private static let template = PaperTemplate(
        letterhead: ["Pemerintah Kabupaten", "Bappeda"], accent: "#8a3f62",
        chapters: [
            .init("opening"), .init("basis", title: "Menimbang", text: "Perda 3/2025.\n\nKomitmen ini memuat {clauses} butir."),
            .init("clauses"),
            .init("funding", text: "Dibiayai APBD {regency}."), .init("execution", isShown: false, text: "Tidak dicetak."),
            .init("closing"), .init("signatures"),
        ])

    @Test("its chapters and words are signed, in its order; whoever signs sees them, and a later version changes nothing of them")
    func signed() async throws {
        let site = try await PromisedSite()
        let shelf = Shelf()
        site.site.installation.services.put(shelf.templates)
        let draft = try await site.drafted()
        let plain = try await site.desk.file(of: draft.code, for: site.planner.actor)
        #expect(plain.layout == CommitmentLayout())
        shelf.keep(Self.template)
        let shown = try await site.desk.file(of: draft.code, for: site.planner.actor)
        #expect(shown.layout.chapters.map(\.key) == [.opening, .basis, .clauses, .funding, .signatures])
        #expect(shown.layout.chapters[1].paragraphs == ["Perda 3/2025.", "Komitmen ini memuat 1 butir."])

        let opened = try await site.desk.open(draft.code, by: site.planner.actor)
        let text = try #require(CanonicalValue(reading: opened.canonical))
        #expect(text["template"]?["version"]?.integer == 1)
        #expect(opened.canonical.contains("Dibiayai APBD Kabupaten Jember.") && !opened.canonical.contains("Tidak dicetak"))
        var next = Self.template
        next.chapters[3].text = "Dibiayai dari mana saja."
        next.letterhead = ["Kop lain"]
        shelf.keep(next)
        let file = try await site.desk.file(of: draft.code, for: .visitor)
        #expect(file.layout == shown.layout)
        let paper = try await site.desk.draftPaper(of: draft.code, .indonesian, site.site.installation.words, for: .visitor).1
        #expect(paper.letterhead?.names == ["Pemerintah Kabupaten", "Bappeda"] && paper.look.accent == "#8a3f62")
        let html = PaperHTML(paper).fragment
        let places = ["Menimbang", "Komitmen ini memuat 1 butir.", "Butir", "Dibiayai APBD Kabupaten Jember.", "Tanda tangan"].map {
            html.firstRange(of: $0)?.lowerBound
        }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(!html.contains("dari mana saja"))
        let browser = try await site.browser(try await site.equipped(site.head))
        let page = try await browser.get("/kerja/komitmen/\(draft.code)/tanda-tangan")
        #expect(page.text.contains("<h2>Menimbang</h2>") && page.text.contains("Dibiayai APBD Kabupaten Jember."))
        #expect(try await site.sign(opened, site.equipped(site.director)).state == .open)
        let verdicts = try await site.desk.file(of: draft.code, for: .visitor).verdicts.values
        #expect(Set(verdicts) == [.valid, .waiting])
        // Taken back and opened anew it is under the version that holds then.
        let other = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        #expect(other.canonical.contains("Dibiayai dari mana saja."))
    }

    @Test("words put into the kept text afterwards are no longer what was signed")
    func altered() async throws {
        let site = try await PromisedSite()
        let shelf = Shelf()
        shelf.keep(Self.template)
        site.site.installation.services.put(shelf.templates)
        let (commitment, _, _) = try await site.inForce()
        let forged = commitment.canonical.replacing("Dibiayai APBD", with: "Tidak dibiayai APBD")
        #expect(forged != commitment.canonical)
        try await site.database.write { tx in
            try tx.run("UPDATE commitment SET canonical = \(forged) WHERE id = \(commitment.id)")
        }
        let verdicts = try await site.desk.file(of: commitment.code, for: .visitor).verdicts.values
        #expect(Set(verdicts) == [.altered])
    }

    @Test("a template that was imported without clauses or signatures takes neither away")
    func needed() {
        let layout = CommitmentLayout.filled(
            PaperTemplate(chapters: [.init("closing", text: "Sekian {tak_dikenal}."), .init("entah")]), version: 3, [:])
        #expect(layout.chapters.map(\.key) == [.closing, .opening, .clauses, .signatures])
        #expect(layout.chapters[0].text == "Sekian {tak_dikenal}.")
        #expect(CommitmentLayout(signed: "") == CommitmentLayout())
    }

    @Test("whoever writes a commitment reads the text before it is opened, on the page and by API")
    func preview() async throws {
        let site = try await PromisedSite()
        let shelf = Shelf()
        shelf.keep(Self.template)
        site.site.installation.services.put(shelf.templates)
        let draft = try await site.drafted()
        try await site.give(site.planner, [.draftCommitments], agency: false)
        let planner = try await site.browser(site.planner)
        #expect(try await planner.get("/kerja/komitmen/\(draft.code)").text.contains("/kerja/komitmen/\(draft.code)/naskah"))
        let page = try await planner.get("/kerja/komitmen/\(draft.code)/naskah")
        #expect(page.status == 200 && page.text.contains("Menimbang") && page.text.contains("Dibiayai APBD Kabupaten Jember."))
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        let head = try await site.browser(site.head)
        #expect(try await head.get("/kerja/komitmen/\(draft.code)/naskah").status == 403)
        let caller = TestCaller(site.site, key: try await site.apiKey([.draftCommitments], agency: nil))
        let answer = try await caller.get("/api/commitments/\(draft.code)")
        #expect(answer["template"] == 1)
        #expect(answer["chapters"]?.array?.compactMap { $0["key"]?.string } == ["opening", "basis", "clauses", "funding", "signatures"])
    }
}
