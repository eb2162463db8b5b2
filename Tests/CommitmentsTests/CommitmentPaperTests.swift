import Documents
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Commitments

@Suite("The commitment on paper")
struct CommitmentPaperTests {
    @Test("without Typst the PDF says what is missing, and the text for editing works all the same")
    func without() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let visitor = site.site.browser()
        #expect(try await visitor.get("/komitmen/\(commitment.code)/naskah.pdf").status == 503)
        let text = try await visitor.get("/komitmen/\(commitment.code)/naskah.docx")
        #expect(text.status == 200 && Array(buffer: text.bytes).starts(with: Array("PK".utf8)))
        #expect(text.header("Content-Disposition")?.contains("komitmen-\(commitment.code).docx") == true)
        let alone = try await visitor.get("/komitmen/\(commitment.code)/naskah.html")
        #expect(alone.status == 200 && alone.text.hasPrefix("<!DOCTYPE html>") && alone.text.contains(PromisedSite.text.title))
        #expect(alone.header("Content-Disposition")?.contains("komitmen-\(commitment.code).html") == true)
        // What cannot be signed yet is nobody's paper.
        let draft = try await site.desk.create(PromisedSite.text, by: site.planner.actor)
        #expect(try await visitor.get("/komitmen/\(draft.code)/naskah.docx").status == 404)
        #expect(try await visitor.get("/komitmen/\(draft.code)/naskah.html").status == 404)
        let address = try await visitor.get("/komitmen/\(commitment.code)/qr.svg")
        #expect(address.status == 200 && address.text.contains("<svg"))
    }

    @Test("the paper has the regency's letterhead and colour as they are set for its books")
    func letterhead() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        let words = site.site.installation.words
        let plain = try await site.desk.draftPaper(of: commitment.code, .indonesian, words, for: .visitor).1
        #expect(plain.letterhead?.names.count == 1 && plain.look.accent == PaperLook.usualAccent)
        site.site.installation.services.put(
            HousePaper { HousePaper.Style(names: ["Pemerintah Kabupaten", "Bappeda"], contact: ["Jl. Sudarman 1"], accent: "#8a3f62") })
        let set = try await site.desk.draftPaper(of: commitment.code, .indonesian, words, for: .visitor).1
        #expect(set.letterhead?.names == ["Pemerintah Kabupaten", "Bappeda"] && set.letterhead?.contact == ["Jl. Sudarman 1"])
        #expect(set.look.accent == "#8a3f62")
    }

    @Test(
        "the same signatures make the same bytes, with the deed inside; a copy is known again, one with another byte is not",
        .enabled(if: PaperPress.installed() != nil, "needs Typst; bin/setup makes it"))
    func genuine() async throws {
        let site = try await PromisedSite()
        let (commitment, _, _) = try await site.inForce()
        var desk = site.desk
        desk.press = PaperPress(folder: PaperPress.installed(), log: site.site.installation.logger)
        site.site.installation.services.put(CommitmentSite(desk: desk))
        let visitor = site.site.browser()
        let first = try await visitor.get("/komitmen/\(commitment.code)/naskah.pdf")
        let bytes = Array(buffer: first.bytes)
        #expect(first.status == 200 && bytes.starts(with: Array("%PDF".utf8)))
        #expect(try await Array(buffer: visitor.get("/komitmen/\(commitment.code)/naskah.pdf").bytes) == bytes)
        #expect(try await site.database.read { tx in try tx.count("SELECT count(*) FROM commitment_paper") } == 1)
        #expect(try await desk.check(bytes).outcome == .genuine)
        let form = try await visitor.get("/komitmen/periksa").form(to: "/komitmen/periksa")
        func answer(_ bytes: [UInt8]) async throws -> String {
            let file = UploadedFile(field: "file", filename: "naskah.pdf", claimedType: "application/pdf", bytes: bytes)
            return try await visitor.submit(form, files: [file]).text
        }
        #expect(try await answer(bytes).contains("/komitmen/\(commitment.code)\""))
        var other = bytes
        other[other.count - 10] ^= 1
        #expect(try await desk.check(other).outcome == .unknown)
        #expect(try await !answer(other).contains("/komitmen/\(commitment.code)\""))
    }
}
