import Documents
import Foundation
import HTTPTypes
import Kernel
import Logging
import NIOCore
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Papers of workshops")
struct PaperTests {
    /// Two rounds held and the third open, with something of everything in them.
    private func held() async throws -> (site: WorkshopSite, cycle: Cycle) {
        let site = try await WorkshopSite()
        let desk = site.desk
        let cycle = try await site.opened()
        let lecturer = try await desk.invite("Dr. Ratna", .campus, from: "UNEJ", to: cycle, by: site.planner)
        let guest = try await desk.guest(lecturer.id.text, secret: desk.secret(of: lecturer))
        _ = try await desk.invite("Yoga", .media, from: "Radio", to: cycle, by: site.planner)
        _ = try await desk.add(
            .swot, in: "nature", ["text": "Sungai <besar>", "quadrant": "strength"], round: 1, of: cycle, by: guest)
        let net = try await desk.add(
            .readiness, in: "infrastructure", ["text": "Jaringan", "condition": "poor"], round: 1, of: cycle, by: site.seat(site.clerk))
        for word in ["Tangguh", "tangguh"] {
            _ = try await desk.add(.keyword, in: "culture", ["text": word], round: 1, of: cycle, by: site.seat(site.nurse))
        }
        let queue = try await site.candidate(cycle)
        _ = try await desk.vote(queue.id.text, true, round: 1, of: cycle, by: guest)
        _ = try await desk.set(.closed, round: 1, of: cycle, by: site.planner)
        _ = try await desk.set(.open, round: 2, of: cycle, by: site.planner)
        _ = try await desk.edit(
            net.id.text, ["text": "Jaringan", "condition": "fair"], seen: 1, round: 2, of: cycle, by: site.seat(site.clerk))
        _ = try await desk.add(
            .programme, in: "living", ["text": "Upaya Kesehatan", "horizon": "medium"], round: 2, of: cycle, by: site.seat(site.nurse))
        _ = try await desk.set(.closed, round: 2, of: cycle, by: site.planner)
        _ = try await desk.set(.open, round: 3, of: cycle, by: site.planner)
        _ = try await desk.place(queue.id.text, on: 2019...2020, round: 3, of: cycle, by: site.seat(site.clerk))
        _ = try await desk.chooseQuickWin(queue.id.text, true, round: 3, of: cycle, by: site.seat(site.planner))
        return (site, cycle)
    }

    private func browser(_ site: WorkshopSite) -> TestBrowser {
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        return browser
    }

    private func address(_ round: Int, _ paper: String, _ format: String) -> String {
        "/lokakarya/BT-1/\(round)/kertas/\(paper)/unduh/\(format)"
    }

    @Test("the sheet says what came of the round, in words and not in codes, with who was there and what changed since the one before")
    func outcome() async throws {
        let (site, _) = try await held()
        let browser = browser(site)
        let first = try await browser.get(address(1, "hasil", "html")).text
        for said in [
            "Hasil Bimtek I", "Sungai &lt;besar&gt;", "Kekuatan", "Jaringan", "Kurang", "Tangguh</strong> (2)", "Antre dari rumah",
            "Nomor antrean di telepon", "Dr. Ratna", "UNEJ", "Yoga", "Daftar hadir", "Tanda tangan", "17 Juli 2018 – 18 Juli 2018",
            "/lokakarya/BT-1/1/hasil",
        ] { #expect(first.contains(said), "\(said) is missing") }
        for code in [">kesehatan<", ">poor<", ">strength<", "workshop."] { #expect(!first.contains(code), "it shows \(code)") }
        let second = try await browser.get(address(2, "hasil", "html")).text
        #expect(second.contains("Yang berubah sejak Bimtek I") && second.contains("Kondisi: Kurang → Sedang"))
        #expect(second.contains("Upaya Kesehatan") && second.contains("Lima tahun") && !second.contains("masih dibuka"))
        let third = try await browser.get(address(3, "hasil", "html")).text
        #expect(third.contains("Penempatan pada tahun") && third.contains("2028") && third.contains("●"))
        #expect(third.contains("Quick win yang dipilih") && third.contains("masih dibuka"))
        let english = try await browser.get(address(3, "hasil", "html") + "?bahasa=en").text
        #expect(english.contains("Outcome of workshop III") && english.contains("Placed on years"))
    }

    @Test("the regency's template orders the sheet, leaves parts out and has words of its own; a round that is over keeps the one it had")
    func template() async throws {
        let (site, cycle) = try await held()
        let closedAt = try await site.database.read { tx in try tx.workshopRounds(of: cycle.id)[0].updatedAt }
        let template = PaperTemplate(
            letterhead: ["Pemerintah Kabupaten Pasuruan", "Bappeda"],
            chapters: [
                .init("readiness", title: "Kesiapan kita", text: "Bimtek {number} di {place}, {regency}.\n\nPeriksa lagi {lain}."),
                .init("swot"), .init("attendance", isShown: false, text: "Tidak dicetak."), .init("blank", text: "Tulis yang jelas."),
                .init("entah"),
            ])
        site.site.installation.services.put(
            HousePaper(
                { HousePaper.Style() },
                template: { name, moment in
                    // Kept after the first round was over and before the second was.
                    name == RoundPart.template && (moment.map { $0 > closedAt } ?? true) ? template : nil
                }))
        let browser = browser(site)
        let first = try await browser.get(address(1, "hasil", "html")).text
        #expect(first.contains("Daftar hadir") && !first.contains("Kesiapan kita"))
        let second = try await browser.get(address(2, "hasil", "html")).text
        let places = ["Bappeda", "Kesiapan kita", "Bimtek II di Pendopo", "Periksa lagi {lain}.", "Sungai &lt;besar&gt;"].map {
            second.firstRange(of: $0)?.lowerBound
        }
        #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        for gone in ["Daftar hadir", "Tidak dicetak", "Upaya Kesehatan", "Yang berubah sejak"] {
            #expect(!second.contains(gone), "\(gone)")
        }
        #expect(second.contains("/lokakarya/BT-1/2/hasil"))
        #expect(try await browser.get(address(3, "kosong", "html")).text.contains("Tulis yang jelas."))
    }

    @Test("blank sheets have what is known and room for more; the same by API; a word processor opens both")
    func blank() async throws {
        let (site, _) = try await held()
        let browser = browser(site)
        let page = try await browser.get("/lokakarya/BT-1/1/hasil")
        #expect(page.text.contains(address(1, "hasil", "docx")))
        let third = try await browser.get(address(3, "kosong", "html"))
        #expect(
            third.text.contains("Lembar Kerja Bimtek III") && third.text.contains("Antre dari rumah") && third.text.contains("2019–2020"))
        let first = try await browser.get(address(1, "kosong", "html")).text
        #expect(first.contains("□ Kekuatan") && first.contains("Alam · SWOT") && first.contains("Calon inovasi"))
        let clerk = TestCaller(site.site, key: site.site.key(site.clerk))
        for (paper, format) in [("hasil", "docx"), ("kosong", "docx"), ("hasil", "html"), ("kosong", "html")] {
            let file = try await clerk.get("/api/workshops/BT-1/rounds/2/papers/\(paper)/\(format)")
            #expect(file.status == 200 && file.bytes.readableBytes > 2000)
            if format == "docx" { #expect(Array(file.bytes.readableBytesView.prefix(2)) == Array("PK".utf8)) }
            #expect(file.header("Content-Disposition")?.contains("bt-1-2-\(paper).\(format)") == true)
        }
        let again = try await clerk.get("/api/workshops/BT-1/rounds/2/papers/hasil/docx").bytes
        #expect(try await clerk.get("/api/workshops/BT-1/rounds/2/papers/hasil/docx").bytes == again)
    }

    @Test("papers there are none of, and people who may not read them")
    func refused() async throws {
        let (site, _) = try await held()
        let browser = browser(site)
        for path in [address(1, "hasil", "exe"), address(1, "rahasia", "html"), address(5, "hasil", "html")] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
        // Nothing sets PDF in this installation.
        #expect(try await browser.get(address(1, "hasil", "pdf")).status == 503)
        #expect(!(try await browser.get("/lokakarya/BT-1/1/hasil").text.contains(address(1, "hasil", "pdf"))))
        let visitor = site.site.browser(address: "203.0.113.20")
        #expect(try await visitor.get(address(1, "hasil", "html")).status != 200)
        #expect(try await site.site.send(.get, "/api/workshops/BT-1/rounds/1/papers/hasil/html").status == 401)
        let stranger = Actor(kind: .account, id: "x", name: "X", grants: [])
        let other = TestCaller(site.site, key: site.site.key(stranger))
        #expect(try await other.get("/api/workshops/BT-1/rounds/1/papers/hasil/html").status == 403)
    }

    @Test(
        "as PDF, with the outcome as data inside, the same bytes each time",
        .enabled(if: PaperPress.installed() != nil, "needs Typst: bin/setup"))
    func pdf() async throws {
        let (site, _) = try await held()
        site.site.installation.services.put(PaperPress(folder: PaperPress.installed(), log: Logger(label: "test")))
        let browser = browser(site)
        let sheet = try await browser.get(address(2, "hasil", "pdf"))
        #expect(sheet.status == 200 && sheet.bytes.readableBytesView.starts(with: Array("%PDF-".utf8)))
        #expect(try await browser.get(address(2, "hasil", "pdf")).bytes == sheet.bytes)
        #expect(try await browser.get("/lokakarya/BT-1/2/hasil").text.contains(address(2, "hasil", "pdf")))
        let blank = try await browser.get(address(3, "kosong", "pdf"))
        #expect(blank.status == 200 && blank.bytes.readableBytes > 5000)
        if let folder = ProcessInfo.processInfo.environment["PENDOPO_SAMPLES"] {
            for (name, answer) in [("bimtek-hasil", sheet), ("bimtek-kosong", blank)] {
                try Data(Array(answer.bytes.readableBytesView)).write(to: URL(fileURLWithPath: "\(folder)/\(name).pdf"))
            }
        }
    }
}
