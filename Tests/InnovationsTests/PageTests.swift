import Directory
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Innovations

@Suite("Pages of innovations")
struct PageTests {
    @Test("a clerk begins a sheet, fills it in row by row without scripts, asks another agency, and hands it in")
    func writing() async throws {
        let site = try await InnovationSite()
        let evidence = try await site.evidence()
        let code = try await site.database.read { tx in try Innovation.find(evidence.id, tx)!.code }
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let new = try await browser.get("/inovasi/lembar/baru").form(to: "/inovasi/lembar/baru")
        #expect(new.value("lead") == site.works.text)
        let refused = try await browser.submit(new, filling: ["title": "Aa"])
        #expect(refused.status == 422 && Accessibility.faults(refused.text, isPage: true) == [])
        let begun = try await browser.submit(
            new, filling: ["title": "Tambal jalan cepat", "pillar": "mobilitas", "from_year": "2027", "to_year": "2028"])
        #expect(begun.location == "/inovasi/lembar/L-0001/ubah")
        var edit = try await browser.get("/inovasi/lembar/L-0001/ubah")
        #expect(Accessibility.faults(edit.text, isPage: true) == [])
        // Two rows at first, two more by the button; nothing typed is lost on the way.
        let more = try await browser.submit(
            edit.form(to: "/inovasi/lembar/L-0001/ubah").with("more", "years"),
            filling: ["f.goal": "Tiga hari", "f.years.1.activity": "Latih mandor"])
        let grown = try more.form(to: "/inovasi/lembar/L-0001/ubah")
        #expect(
            grown.value("rows.years") == "4" && grown.value("f.goal") == "Tiga hari" && grown.value("f.years.1.activity") == "Latih mandor")
        let values = [
            "f.problem": "Lubang jalan menunggu 31 hari", "f.evidence.new": "https://pendopo.example/inovasi/daftar/\(code) – antreannya",
            "f.description": "Regu tambal cepat", "f.beneficiaries": "Warga", "f.readiness.regulation": "not",
            "f.readiness.infrastructure": "there", "f.readiness.application": "not", "f.readiness.people": "there",
            "f.outputs.0.name": "Regu", "f.outputs.0.unit": "regu", "f.outputs.0.2027": "1.250", "f.outcomes.0.name": "Lama menunggu",
            "f.outcomes.0.unit": "hari", "f.outcomes.0.baseline": "31,5", "f.outcomes.0.2028": "3", "f.years.0.activity": "Bentuk regu",
            "f.years.0.year": "2027", "f.years.0.amount": "Rp 1.200.000.000", "f.years.0.source": "regency", "f.years.1.year": "2028",
            "f.codes.unbudgeted": "1", "f.is_digital": "no",
        ]
        let bad = try await browser.submit(
            grown, filling: values.merging(["f.years.0.amount": "banyak", "f.evidence.new": "tidak-ada"]) { $1 })
        #expect(bad.status == 422 && bad.text.contains("banyak bukan jumlah uang") && bad.text.contains("tidak-ada tidak ditemukan"))
        #expect(Accessibility.faults(bad.text, isPage: true) == [])
        let saved = try await browser.submit(grown, filling: values)
        #expect(saved.location == "/inovasi/lembar/L-0001", "\(saved.text.prefix(300))")
        let sheet = try await site.database.read { tx in try tx.innovationSheet(code: "L-0001")! }
        #expect(sheet.answers["evidence"] == .evidence([Evidence(evidence, note: "antreannya")]))
        #expect(
            sheet.yearRows == [SheetYear(2027, "Bentuk regu", amount: 1_200_000_000, source: .regency), SheetYear(2028, "Latih mandor")])
        guard case .indicators(let outputs)? = sheet.answers["outputs"] else { throw AppError.notFound }
        #expect(outputs == [SheetIndicator("Regu", unit: "regu", targets: [2027: "1250"])])
        // The edit page shows what was saved, and saving it unchanged changes nothing.
        edit = try await browser.get("/inovasi/lembar/L-0001/ubah")
        #expect(try await browser.submit(edit.form(to: "/inovasi/lembar/L-0001/ubah")).status == 303)
        #expect(try await site.sheet(sheet.recordID).answers == sheet.answers)
        let page = try await browser.get("/inovasi/lembar/L-0001")
        #expect(Accessibility.faults(page.text, isPage: true) == [])
        #expect(page.text.contains("Masih satu OPD") && page.text.contains("Belum dianggarkan") && page.text.contains("Rp1.200.000.000"))
        let invited = try await browser.submit(
            page.form(to: "/inovasi/lembar/L-0001/ajakan"), filling: ["agency": site.hospital.text, "share": "20"])
        #expect(invited.status == 303)
        let other = site.site.browser()
        other.signIn(site.nurse)
        let asked = try await other.get("/inovasi/lembar/L-0001")
        let answered = try await other.submit(asked.form(to: "/inovasi/lembar/L-0001/jawaban").with("act", "accept"))
        #expect(answered.status == 303)
        #expect(try await browser.get("/inovasi/lembar/L-0001").text.contains("Didukung 1 OPD"))
        for version in ["", "satu"] {
            let lost = try await browser.submit(page.form(to: "/inovasi/lembar/L-0001/pengajuan"), filling: ["version": version])
            #expect(lost.status == 409, "\(version)")
        }
        let handed = try await browser.submit(page.form(to: "/inovasi/lembar/L-0001/pengajuan"))
        #expect(handed.status == 303)
        #expect(try await site.sheet(sheet.recordID).state == "submitted")
        let history = try await browser.get("/inovasi/lembar/L-0001/riwayat")
        #expect(history.text.contains("Tujuan") && Accessibility.faults(history.text, isPage: true) == [])
    }

    @Test("a sheet that is not whole says what is missing, with links to the fields")
    func missing() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let page = try await browser.get("/inovasi/lembar/\(sheet.code)")
        let refused = try await browser.submit(page.form(to: "/inovasi/lembar/\(sheet.code)/pengajuan"))
        #expect(refused.status == 422)
        #expect(refused.text.contains("/inovasi/lembar/\(sheet.code)/ubah#f-f.problem"))
        let edit = try await browser.get("/inovasi/lembar/\(sheet.code)/ubah")
        #expect(edit.text.contains("id=\"f-f.problem\"") && edit.text.contains("id=\"f-f.years\""))
    }

    @Test("two tabs: the second is told what the first changed, keeps what it typed, and may then save knowingly")
    func conflict() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(site.draft(), by: site.clerk)
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let path = "/inovasi/lembar/\(sheet.code)/ubah"
        let form = try await browser.get(path).form(to: path)
        try await site.desk.perform(EditSheet(site.draft("Judul orang lain")), on: sheet.recordID, by: site.planner)
        let told = try await browser.submit(form, filling: ["title": "Judul saya sendiri", "f.goal": "Tiga hari"])
        #expect(told.status == 409)
        #expect(told.text.contains("Judul orang lain") && told.text.contains("Judul saya sendiri") && told.text.contains("Tiga hari"))
        #expect(try await browser.submit(told.form(to: path)).status == 303)
        #expect(try await site.sheet(sheet.recordID).title == "Judul saya sendiri")
    }

    @Test("every page a visitor may open is whole in both languages, and what is hers shows no draft")
    func visitors() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        try await site.desk.perform(AcceptSheet(), on: sheet.recordID, by: site.planner)
        _ = try await site.desk.createSheet(site.draft("Draf yang belum jadi"), by: site.clerk)
        let win = try await site.desk.proposeQuickWin(site.quickWin(), on: sheet.id, by: site.clerk)
        try await site.desk.perform(ChooseQuickWin(), on: win.recordID, by: site.planner)
        let browser = site.site.browser()
        let paths = [
            "/inovasi", "/inovasi/lembar", "/inovasi/lembar?dimensi=living&kata=tambal&tahun=2028", "/inovasi/lembar/\(sheet.code)",
            "/inovasi/formulir/1", "/inovasi/quick-win", "/inovasi/quick-win/\(win.code)", "/inovasi/daftar",
            "/inovasi/daftar?digital=tidak",
            "/inovasi/daftar/I-0001", "/inovasi/usul",
        ]
        for path in paths {
            for language in ["id", "en"] {
                let page = try await browser.get(path + (path.contains("?") ? "&" : "?") + "bahasa=\(language)")
                #expect(page.status == 200, "\(path)")
                #expect(Accessibility.faults(page.text, isPage: true) == [], "\(path) \(language)")
                #expect(!page.text.contains("Draf yang belum jadi"), "\(path)")
                for key in ["innovation.", "quick_win.", "idea.", "plan."] {
                    #expect(!page.text.contains(">\(key)"), "\(path) shows a key of \(key)")
                }
            }
        }
        for path in [
            "/inovasi/lembar/L-9999", "/inovasi/quick-win/Q-9999", "/inovasi/daftar/x", "/inovasi/formulir/9", "/inovasi/usul/x/y",
            "/inovasi/lembar/\(sheet.code)/riwayat",
        ] {
            #expect(try await browser.get(path).status == 404, "\(path)")
        }
    }

    @Test("filters in force are named as the form names them, not as the address does")
    func filtersInForce() async throws {
        let site = try await InnovationSite()
        let browser = site.site.browser()
        let agency = site.works.text
        let sheets = try await browser.get("/inovasi/lembar?dimensi=living&keadaan=in_plan&instansi=\(agency)").text
        #expect(sheets.contains("Hidup cerdas</span>") && sheets.contains("Masuk rencana</span>"))
        let entries = try await browser.get("/inovasi/daftar?tahap=trial&inisiator=regent&digital=ya&instansi=\(agency)").text
        #expect(entries.contains("Uji coba</span>") && entries.contains("Kepala daerah</span>") && entries.contains("Digital</span>"))
        for raw in ["living", "in_plan", "trial", "regent", "ya", agency] {
            #expect(!sheets.contains("\">\(raw)</span>") && !entries.contains("\">\(raw)</span>"), "\(raw)")
        }
    }

    @Test("staff's pages: quick win, register, ideas, in both languages")
    func staff() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.submitted()
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let form = try await browser.get("/inovasi/quick-win/baru?lembar=\(sheet.code)").form(to: "/inovasi/quick-win/baru")
        #expect(try await browser.submit(form, filling: ["service": "x"]).status == 422)
        let day = site.directory.today
        let proposed = try await browser.submit(
            form,
            filling: [
                "service": "Jadwal tambal jalan di papan kantor", "contact": "Warga melihatnya dari rumah", "measure": "Lama menunggu",
                "unit": "hari",
                "before": "31,5", "start_on": day.adding(-200).description, "end_on": day.adding(100).description,
                "before_on": day.adding(-205).description, "is_existing": "1",
            ])
        #expect(proposed.location == "/inovasi/quick-win/Q-0001", "\(proposed.text.prefix(2000))")
        for noun in ["pemilihan", "mulai"] {
            let page = try await browser.get("/inovasi/quick-win/Q-0001")
            #expect(try await browser.submit(page.form(to: "/inovasi/quick-win/Q-0001/\(noun)")).status == 303)
        }
        let page = try await browser.get("/inovasi/quick-win/Q-0001")
        let measured = try await browser.submit(
            page.form(to: "/inovasi/quick-win/Q-0001/pengukuran"),
            filling: ["after": "3,5", "after_on": day.description, "evidence": "I-0001 – catatan antrean"])
        #expect(measured.status == 303)
        #expect(try await browser.get("/inovasi/quick-win/Q-0001").text.contains("dari 31,5 menjadi 3,5 hari"))

        let entry = try await browser.get("/inovasi/daftar/baru").form(to: "/inovasi/daftar/baru")
        let registered = try await browser.submit(
            entry, filling: ["title": "Tambal Cepat", "agency": site.works.text, "sheet": sheet.code, "beneficiaries": "12.000"])
        #expect(registered.location == "/inovasi/daftar/I-0002")
        let shown = try await browser.get("/inovasi/daftar/I-0002")
        #expect(shown.text.contains(sheet.title) && shown.text.contains("12.000"))
        let tried = try await browser.submit(shown.form(to: "/inovasi/daftar/I-0002/uji-coba"), filling: ["on": day.description])
        #expect(tried.status == 303)

        let citizen = site.site.browser(address: "203.0.113.9")
        let proposal = try await citizen.get("/inovasi/usul").form(to: "/inovasi/usul")
        #expect(try await citizen.submit(proposal, filling: ["title": "Ha", "text": "pendek"]).status == 422)
        let sent = try await citizen.submit(
            proposal, filling: ["title": "Surat dari rumah", "text": "Supaya tidak bolak-balik ke kantor desa."])
        let follow = try await citizen.follow(sent)
        #expect(follow.status == 200 && follow.text.contains("Simpan tautan ini"))
        let list = try await browser.get("/kerja/usulan-inovasi")
        #expect(list.text.contains("Surat dari rumah"))
        let code = try await site.database.read { tx in try tx.row("SELECT code FROM innovation_idea")!.text("code") }
        let idea = try await browser.get("/kerja/usulan-inovasi/\(code)")
        let accepted = try await browser.submit(
            idea.form(to: "/kerja/usulan-inovasi/\(code)/penerimaan"),
            filling: ["agency": site.works.text, "text": "Kami coba bulan depan."])
        #expect(accepted.status == 303)
        for path in [
            "/inovasi", "/inovasi/lembar", "/inovasi/lembar/\(sheet.code)", "/inovasi/lembar/\(sheet.code)/riwayat",
            "/inovasi/quick-win/Q-0001",
            "/inovasi/daftar/I-0002", "/inovasi/daftar/I-0002/ubah", "/kerja/usulan-inovasi", "/kerja/usulan-inovasi/\(code)",
            "/pengelolaan/formulir-inovasi", "/pengelolaan/formulir-inovasi/baru",
        ] {
            for language in ["id", "en"] {
                let page = try await browser.get("\(path)?bahasa=\(language)")
                #expect(page.status == 200, "\(path)")
                #expect(Accessibility.faults(page.text, isPage: true) == [], "\(path) \(language)")
            }
        }
        let stranger = site.site.browser()
        stranger.signIn(site.nurse)
        #expect(try await stranger.get("/kerja/usulan-inovasi/\(code)").status == 404)
        #expect(try await stranger.get("/inovasi/lembar/\(sheet.code)/ubah").status == 403)
        #expect(try await site.site.browser().get("/inovasi/lembar/baru").status != 200)
    }
}
