import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Innovations by API")
struct APITests {
    @Test("a sheet is written, handed in and decided by API as on its pages, with the same words for what is wrong")
    func sheets() async throws {
        let site = try await InnovationSite()
        let evidence = try await site.evidence()
        let code = try await site.database.read { tx in try Innovation.find(evidence.id, tx)!.code }
        let clerk = TestCaller(site.site, key: site.site.key(site.clerk))
        let planner = TestCaller(site.site, key: site.site.key(site.planner))
        let anyone = TestCaller(site.site, key: "unknown")
        let made = try await clerk.send(
            .post, "/api/innovation-sheets",
            [
                "title": "Tambal jalan cepat", "pillar": "mobilitas", "lead": .string(site.works.text), "fromYear": 2027, "toYear": 2028,
                "answers": ["problem": "Lubang jalan", "evidence": [["text": .string(code), "note": "antrean"]]],
            ])
        #expect(made.status == 201 && made["code"]?.string == "L-0001" && made["isOneAgencysOwn"] == true)
        #expect(made["answers"]?["evidence"]?[0]?["id"]?.string == evidence.id)
        let bad = try await clerk.send(
            .patch, "/api/innovation-sheets/L-0001",
            ["version": 1, "answers": ["nothing": 5, "years": "soon", "evidence": [["text": "tidak-ada"]]]])
        #expect(bad.status == 422)
        #expect(Set(bad.issueFields) == ["answers.nothing", "answers.years", "answers.evidence"])
        let absurd = try await clerk.send(
            .patch, "/api/innovation-sheets/L-0001",
            ["version": 1, "answers": ["years": [["year": 2027, "activity": "Mulai", "amount": -5, "source": "regency"]]]])
        #expect(absurd.issueFields == ["answers.years"])
        let unready = try await clerk.send(.post, "/api/innovation-sheets/L-0001/acts", ["act": "submit", "version": 1])
        #expect(unready.status == 422 && unready.issueFields.contains("answers.goal"))
        var answers: [String: JSONValue] = [:]
        for (name, answer) in site.full(evidence: evidence).answers where name != "outputs" && name != "outcomes" && name != "years" {
            answers[name] = answer.json
        }
        answers["outputs"] = [["name": "Regu", "unit": "regu", "targets": ["2027": 4]]]
        answers["outcomes"] = [["name": "Lama", "unit": "hari", "baseline": "31.5", "targets": ["2028": "3"]]]
        answers["years"] = [["year": 2027, "activity": "Mulai", "amount": 1_000_000, "source": "regency"]]
        let saved = try await clerk.send(.patch, "/api/innovation-sheets/L-0001", ["version": 1, "answers": .object(answers)])
        #expect(saved.status == 200 && saved["rupiah"]?.integer == 1_000_000, "\(saved.text)")
        let late = try await clerk.send(.patch, "/api/innovation-sheets/L-0001", ["version": 1, "title": "Judul yang lain"])
        #expect(late.status == 409 && late.issueFields.contains("answers.goal"))
        #expect(try await clerk.send(.post, "/api/innovation-sheets/L-0001/acts", ["act": "submit"]).status == 200)
        #expect(try await clerk.send(.post, "/api/innovation-sheets/L-0001/acts", ["act": "accept"]).status == 403)
        #expect(try await site.site.send(.get, "/api/innovation-sheets/L-0001").status == 404)
        #expect(try await planner.send(.post, "/api/innovation-sheets/L-0001/acts", ["act": "accept"])["state"]?.string == "accepted")
        let node = try await site.initiative()
        let connected = try await planner.send(
            .post, "/api/innovation-sheets/L-0001/acts", ["act": "connect", "node": .string(node.id.text)])
        #expect(connected["node"]?.string == node.id.text)
        #expect(try await planner.send(.post, "/api/innovation-sheets/L-0001/acts", ["act": "include"])["state"]?.string == "in_plan")
        let listed = try await site.site.send(.get, "/api/innovation-sheets?dimension=living&year=2027")
        #expect(try listed.json()["items"]?.array?.count == 1)
        #expect(try await clerk.get("/api/innovation-sheets/L-0001/history")["versions"]?.array?.count == 6)
        #expect(try await site.site.send(.get, "/api/innovation-sheets.csv").text.contains("Tambal jalan cepat"))
        #expect(try await anyone.get("/api/innovation-sheets/L-0001").status == 401)
    }

    @Test("quick wins, register, ideas and forms by API")
    func others() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        let clerk = TestCaller(site.site, key: site.site.key(site.clerk))
        let nurse = TestCaller(site.site, key: site.site.key(site.nurse))
        let planner = TestCaller(site.site, key: site.site.key(site.planner))
        let today = site.directory.today
        let win: JSONValue = [
            "sheet": .string(sheet.code), "title": "Antrean di telepon", "service": "Jadwal tambal di papan",
            "contact": "Warga melihat dari rumah",
            "startOn": .string(today.adding(-200).description), "endOn": .string(today.adding(100).description), "measure": "Lama menunggu",
            "unit": "hari", "before": "31", "beforeOn": .string(today.adding(-201).description), "evidence": ["I-0001"], "isExisting": true,
        ]
        #expect(try await nurse.send(.post, "/api/quick-wins", win).status == 403)
        #expect(try await clerk.send(.post, "/api/quick-wins", win)["code"]?.string == "Q-0001")
        #expect(try await planner.send(.post, "/api/quick-wins/Q-0001/acts", ["act": "choose"])["state"]?.string == "chosen")
        #expect(try await clerk.send(.post, "/api/quick-wins/Q-0001/acts", ["act": "start"])["state"]?.string == "running")
        let measured = try await clerk.send(
            .post, "/api/quick-wins/Q-0001/acts", ["act": "measure", "after": "3", "afterOn": .string(today.description)])
        #expect(measured["after"]?.string == "3")
        #expect(try await site.site.send(.get, "/api/quick-wins").json()["items"]?.array?.count == 1)

        let entry = try await clerk.send(
            .post, "/api/innovations",
            ["title": "Tambal Cepat", "agency": .string(site.works.text), "initiator": "agency", "function": "1.03"])
        #expect(entry["code"]?.string == "I-0002" && entry["stage"]?.string == "idea")
        #expect(try await clerk.send(.patch, "/api/innovations/I-0002", ["version": 1, "function": "1.3"]).issueFields == ["function"])
        let tried = try await clerk.send(.post, "/api/innovations/I-0002/acts", ["act": "try", "on": .string(today.description)])
        #expect(tried["stage"]?.string == "trial")
        let copy = try await nurse.send(
            .post, "/api/innovations/I-0002/acts", ["act": "replicate", "agency": .string(site.hospital.text)])
        #expect(copy["code"]?.string == "I-0003" && copy["replicates"] != .null)
        #expect(try await site.site.send(.get, "/api/innovations?stage=trial").json()["items"]?.array?.count == 1)
        for path in ["/api/innovations.csv", "/api/innovations/iid.csv", "/api/innovations/renja/2026.csv"] {
            #expect(try await site.site.send(.get, path).status == 200, "\(path)")
        }

        let sent = try await clerk.send(
            .post, "/api/innovation-ideas", ["title": "Surat dari rumah", "text": "Supaya tidak bolak-balik ke desa."])
        let (code, secret) = (sent["code"]!.string!, sent["secret"]!.string!)
        #expect(try await clerk.get("/api/innovation-ideas/\(code)/follow-up?secret=\(secret)")["state"]?.string == "received")
        #expect(try await clerk.get("/api/innovation-ideas/\(code)/follow-up?secret=x").status == 404)
        #expect(try await planner.get("/api/innovation-ideas")["items"]?.array?.count == 1)
        let accepted = try await planner.send(
            .post, "/api/innovation-ideas/\(code)/acts",
            ["act": "accept", "text": "Kami coba bulan depan.", "agency": .string(site.works.text)])
        #expect(accepted["innovation"]?.string == "I-0004")
        #expect(try await nurse.get("/api/innovation-ideas/\(code)").status == 404)

        let form = try await planner.get("/api/innovation-forms/1")
        var kept = form["fields"]!.array!
        kept.removeAll { $0["name"] == "goal" }
        let refused = try await planner.send(.post, "/api/innovation-forms", ["base": 1, "fields": .array(kept)])
        #expect(refused.status == 422 && refused.issueFields == ["drop.goal"])
        let published = try await planner.send(.post, "/api/innovation-forms", ["base": 1, "fields": .array(kept), "letting": ["goal"]])
        #expect(published.status == 201 && published["version"]?.integer == 2)
        #expect(try await clerk.send(.post, "/api/innovation-forms", ["base": 2, "fields": .array(kept)]).status == 403)
    }

    /// What each page does, and the operations that do the same.
    static let table: [String: [String]] = [
        "GET /inovasi": ["GET /api/innovation-sheets", "GET /api/innovations", "GET /api/quick-wins"],
        "GET /inovasi/lembar": ["GET /api/innovation-sheets"], "GET /inovasi/lembar.csv": ["GET /api/innovation-sheets.csv"],
        "GET /inovasi/lembar.xlsx": ["GET /api/innovation-sheets.xlsx"],
        "GET /inovasi/lembar/{code}": ["GET /api/innovation-sheets/{code}"],
        "GET /inovasi/lembar/{code}/riwayat": ["GET /api/innovation-sheets/{code}/history"],
        "GET /inovasi/formulir/{version}": ["GET /api/innovation-forms/{version}"],
        "GET /inovasi/lembar/baru": ["GET /api/innovation-forms"],
        "POST /inovasi/lembar/baru": ["POST /api/innovation-sheets"],
        "GET /inovasi/lembar/{code}/ubah": ["GET /api/innovation-sheets/{code}"],
        "POST /inovasi/lembar/{code}/ubah": ["PATCH /api/innovation-sheets/{code}"],
        "POST /inovasi/lembar/{code}/{noun}": ["POST /api/innovation-sheets/{code}/acts"],
        "GET /inovasi/quick-win": ["GET /api/quick-wins"],
        "GET /inovasi/quick-win.xlsx": ["GET /api/quick-wins.xlsx"],
        "GET /kerja/usulan-inovasi/unduh/{format}": ["GET /api/innovation-ideas.csv", "GET /api/innovation-ideas.xlsx"],
        "GET /inovasi/quick-win.csv": ["GET /api/quick-wins.csv"], "GET /inovasi/quick-win/{code}": ["GET /api/quick-wins/{code}"],
        "POST /inovasi/quick-win/{code}": ["POST /api/quick-wins"],
        "GET /inovasi/quick-win/{code}/{noun}": ["GET /api/quick-wins/{code}", "GET /api/quick-wins/{code}/presentation"],
        "POST /inovasi/quick-win/{code}/{noun}": ["POST /api/quick-wins/{code}/acts", "POST /api/quick-wins/{code}/presentation"],
        "GET /inovasi/daftar": ["GET /api/innovations"],
        "GET /inovasi/daftar.csv": ["GET /api/innovations.csv"], "GET /inovasi/daftar.xlsx": ["GET /api/innovations.xlsx"],
        "GET /inovasi/iid.csv": ["GET /api/innovations/iid.csv"], "GET /inovasi/iid.xlsx": ["GET /api/innovations/iid.xlsx"],
        "GET /inovasi/renja/{year}.csv": ["GET /api/innovations/renja/{year}.csv"],
        "GET /inovasi/renja/{year}.xlsx": ["GET /api/innovations/renja/{year}.xlsx"], "GET /inovasi/daftar/baru": ["POST /api/innovations"],
        "POST /inovasi/daftar/baru": ["POST /api/innovations"], "GET /inovasi/daftar/{code}": ["GET /api/innovations/{code}"],
        "GET /inovasi/daftar/{code}/ubah": ["GET /api/innovations/{code}"],
        "POST /inovasi/daftar/{code}/ubah": ["PATCH /api/innovations/{code}"],
        "POST /inovasi/daftar/{code}/{noun}": ["POST /api/innovations/{code}/acts"], "GET /inovasi/usul": ["POST /api/innovation-ideas"],
        "POST /inovasi/usul": ["POST /api/innovation-ideas"],
        "GET /inovasi/usul/{code}/{secret}": ["GET /api/innovation-ideas/{code}/follow-up"],
        "POST /inovasi/usul/{code}/{secret}/{noun}": ["DELETE /api/innovation-ideas/{code}/follow-up"],
        "GET /kerja/usulan-inovasi": ["GET /api/innovation-ideas"],
        "GET /kerja/usulan-inovasi/{code}": ["GET /api/innovation-ideas/{code}"],
        "POST /kerja/usulan-inovasi/{code}/{noun}": ["POST /api/innovation-ideas/{code}/acts"],
    ]

    @Test("every page of innovations has the endpoint that does the same")
    func beside() throws {
        let capability = try Capability.innovations()
        let endpoints = Set(capability.endpoints.map { "\($0.method.rawValue) \($0.path)" })
        let pages = Set(capability.pages.map { "\($0.method.rawValue) \($0.path)" }.filter { !$0.contains(" /pengelolaan") })
        #expect(Set(Self.table.keys) == pages)
        for (page, operations) in Self.table { for one in operations { #expect(endpoints.contains(one), "\(page): there is no \(one)") } }
    }
}
