import Directory
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AdminCategoryTests {
    private let list = "/pengelolaan/kategori"

    private func category(_ office: OfficeSite, _ id: String) async throws -> Category? {
        CategoryTree(try await office.desk.database.read { try $0.categories() })[id]
    }

    @Test func `a category is made with its questions, row by row and without a script`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        var form = try await browser.get("\(list)/baru").form(to: list)
        form = try form.filling([
            "name_id": "Lampu jalan mati", "parent": "infrastructure", "agency": office.agency("DPU"), "rounding": "50",
            "q.0.label_id": "Nomor tiang", "q.0.required": "1",
        ])
        // One row more: nothing is saved, everything typed is still there.
        let more = try await browser.submit(form.pressing("more"))
        #expect(more.status == 200)
        #expect(try await office.desk.categories().all.count == 3)
        let longer = try more.form(to: list)
        #expect(
            longer.value("name_id") == "Lampu jalan mati" && longer.value("q.0.label_id") == "Nomor tiang"
                && longer.names.contains("q.1.label_id"))
        // A choice needs something to choose from.
        let bad = try await browser.submit(
            longer, filling: ["q.1.label_id": "Sejak kapan", "q.1.kind": "choice", "q.1.options": "Hari ini"])
        #expect(bad.status == 422 && bad.text.contains("paling sedikit dua pilihan"))
        let made = try await browser.submit(try bad.form(to: list), filling: ["q.1.options": "Hari ini\r\nLebih lama\r\n"])
        #expect(made.status == 303 && made.location == "\(list)/infrastructure.lampu-jalan-mati")
        let saved = try #require(try await category(office, "infrastructure.lampu-jalan-mati"))
        #expect(saved.rounding == 50 && saved.agency == office.agency("DPU") && saved.version == 1)
        #expect(
            saved.questions == [
                CategoryQuestion(code: "nomor-tiang", kind: .text, labelIndonesian: "Nomor tiang", labelEnglish: "", isRequired: true),
                CategoryQuestion(
                    code: "sejak-kapan", kind: .choice, labelIndonesian: "Sejak kapan", labelEnglish: "", isRequired: false,
                    options: ["Hari ini", "Lebih lama"]),
            ])
        // Citizens are offered it at once.
        #expect(try await office.site.browser().get("/lapor").text.contains("Lampu jalan mati"))
        let events = try await office.desk.database.read { try $0.events(of: saved.reference) }
        #expect(events.map(\.kind) == ["category.created"] && events[0].actorID == office.administrator.id)
    }

    @Test func `the second of two administrators is told what changed, and her words stay`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        let path = "\(list)/\(OfficeSite.roads)/ubah"
        let first = try await browser.get(path).form(to: path)
        let second = try await browser.get(path).form(to: path)
        #expect(try await browser.submit(first, filling: ["name_id": "Jalan rusak"]).status == 303)
        let answer = try await browser.submit(second, filling: ["rounding": "250"])
        #expect(answer.status == 409)
        #expect(try answer.page().text.contains("Nama Indonesia: dari “Road” menjadi “Jalan rusak”"))
        let again = try answer.form(to: path)
        #expect(again.value("rounding") == "250")
        #expect(try await browser.submit(again, filling: ["name_id": "Jalan rusak"]).status == 303)
        let saved = try #require(try await category(office, OfficeSite.roads))
        #expect(saved.rounding == 250 && saved.nameIndonesian == "Jalan rusak" && saved.version == 3)
        let page = try await browser.get("\(list)/\(OfficeSite.roads)").page()
        #expect(page.text.contains("Nama Indonesia: Road → Jalan rusak") && page.text.contains("Wulan Prasasti"))
    }

    @Test func `an ended category is not offered any more, and can be put back`() async throws {
        let office = try await OfficeSite()
        let browser = office.browser(office.administrator)
        let path = "\(list)/\(OfficeSite.violence)"
        let form = try await browser.get(path).form(to: "\(path)/akhiri")
        #expect(try await browser.submit(form, filling: ["day": "2020-01-01"]).status == 422)
        #expect(try await browser.submit(form, filling: ["day": "2026-03-01"]).status == 303)
        #expect(try await !office.site.browser().get("/lapor").text.contains("Violence"))
        #expect(try await !browser.get(list).text.contains(path))
        #expect(try await browser.get("\(list)?semua=1").text.contains(path))
        #expect(try await browser.submit(try await browser.get(path).form(to: "\(path)/aktifkan")).status == 303)
        #expect(try await office.site.browser().get("/lapor").text.contains("Violence"))
    }

    @Test func `what has reports cannot move below another, what has children neither`() async throws {
        let office = try await OfficeSite()
        _ = try await office.received()
        let edit = EditCategories(office.directory, rules: office.desk.rules)
        var road = CategoryDraft(try #require(try await category(office, OfficeSite.roads)))
        road.parent = OfficeSite.violence
        let movedRoad = road
        let used = await #expect(throws: AppError.self) { try await edit.update(OfficeSite.roads, movedRoad, seen: 1, by: .system) }
        #expect(used?.issues == [Issue("parent", "category.error.in_use")])
        var top = CategoryDraft(try #require(try await category(office, "infrastructure")))
        top.parent = OfficeSite.violence
        let movedTop = top
        let full = await #expect(throws: AppError.self) { try await edit.update("infrastructure", movedTop, seen: 1, by: .system) }
        #expect(full?.issues == [Issue("parent", "category.error.has_children")])
    }

    @Test func `the export imports as nothing new, and bad rows are named`() async throws {
        let office = try await OfficeSite()
        let edit = EditCategories(office.directory, rules: office.desk.rules)
        var road = CategoryDraft(try #require(try await category(office, OfficeSite.roads)))
        road.questions = [
            CategoryQuestion(
                code: "width", kind: .choice, labelIndonesian: "Seberapa lebar?", labelEnglish: "How wide?", isRequired: true,
                options: ["< 1 m", "> 1 m"])
        ]
        try await edit.update(OfficeSite.roads, road, seen: 1, by: .system)
        let browser = office.browser(office.administrator)
        let table = try await browser.get("\(list).csv")
        let before = try await office.desk.database.read { try $0.categories() }
        func send(_ text: String) async throws -> Answer {
            let file = UploadedFile(field: "file", filename: "kategori.csv", claimedType: "text/csv", bytes: Array(text.utf8))
            return try await browser.submit(try await browser.get("\(list)/impor").form(to: "\(list)/impor"), files: [file])
        }
        #expect(try await send(table.text).status == 200)
        #expect(try await office.desk.database.read { try $0.categories() } == before)
        let answer = try await send(
            "id,nama,kode_opd,jenis\n\(OfficeSite.roads),Jalan rusak,TIDAK-ADA,pengaduan\nviolence,Kekerasan,,pengawasan\nbaru,Sampah,,pengaduan\n"
        )
        #expect(try answer.page().text.contains("TIDAK-ADA"))
        let after = CategoryTree(try await office.desk.database.read { try $0.categories() })
        #expect(
            after[OfficeSite.roads]?.nameIndonesian == "Road" && after["violence"]?.nameIndonesian == "Kekerasan"
                && after["baru"]?.version == 1)
        // Each category that the import touched has its own history.
        #expect(
            try await office.desk.database.read { try $0.events(of: Reference("category", "violence")) }.map(\.kind) == [
                "category.created", "category.changed",
            ])
    }

    @Test func `others see nothing of it`() async throws {
        let office = try await OfficeSite()
        for path in ["", "/baru", "/impor", ".csv", "/\(OfficeSite.roads)", "/\(OfficeSite.roads)/ubah"] {
            #expect(try await office.browser(office.clerk).get(list + path).status == 403, "\(path)")
            #expect(try await office.site.browser().get(list + path).status == 303, "\(path)")
        }
        let edit = EditCategories(office.directory, rules: office.desk.rules)
        let draft = CategoryDraft(nameIndonesian: "Sampah", validFrom: Day("2026-01-01")!)
        await #expect(throws: AppError.forbidden) { try await edit.create(draft, by: office.clerk) }
    }

    @Test func `a question is asked within its days only, and stays with the answers it got`() async throws {
        let office = try await OfficeSite()
        let edit = EditCategories(office.directory, rules: office.desk.rules)
        var road = CategoryDraft(try #require(try await category(office, OfficeSite.roads)))
        road.questions = [
            CategoryQuestion(
                code: "width", kind: .choice, labelIndonesian: "Seberapa lebar?", labelEnglish: "How wide?", isRequired: true,
                options: ["Sempit", "Lebar"], validFrom: Day("2026-03-10")!, validTo: Day("2026-03-31")!)
        ]
        let saved = try await edit.update(OfficeSite.roads, road, seen: 1, by: .system)
        #expect(try await category(office, OfficeSite.roads)?.questions == road.questions)
        for (day, isAsked) in [("2026-03-09", false), ("2026-03-10", true), ("2026-03-31", true), ("2026-04-01", false)] {
            #expect(saved.asked(on: Day(day)!).isEmpty != isAsked, "\(day)")
        }
        var wrong = road
        wrong.questions[0].validTo = Day("2026-03-09")!
        let backwards = wrong
        let refused = await #expect(throws: AppError.self) { try await edit.update(OfficeSite.roads, backwards, seen: 2, by: .system) }
        #expect(refused?.issues == [Issue("q.0.valid_to", "category.error.ends_before_start")])

        let path = "\(list)/\(OfficeSite.roads)"
        let browser = office.browser(office.administrator)
        let form = try await browser.get("\(path)/ubah").form(to: "\(path)/ubah")
        #expect(form.value("q.0.valid_from") == "2026-03-10" && form.value("q.0.valid_to") == "2026-03-31")
        #expect(try await browser.get(path).page().text.contains("31 Maret 2026"))
        #expect(try await browser.get("\(list).csv").text.contains("2026-03-31"))

        _ = try await office.received("Belum ditanyakan seberapa lebarnya.")
        #expect(try await !office.site.browser().get("/lapor").text.contains("Seberapa lebar?"))
        #expect(try await !office.site.browser().get("/api/categories").text.contains("width"))
        office.site.world.pass(days: 8)
        #expect(try await office.site.browser().get("/lapor").text.contains("Seberapa lebar?"))
        #expect(try await office.site.browser().get("/api/categories").text.contains("width"))
        let unanswered = await #expect(throws: AppError.self) { _ = try await office.received("Sekarang ditanyakan seberapa lebarnya.") }
        #expect(unanswered?.issues == [Issue("answer.width", "error.required")])
        var answering = office.submission("Jalan itu berlubang sepanjang pasar.")
        answering.answers = ["width": "Lebar"]
        let answered = try await office.desk.submit(answering, by: .visitor)
        office.site.world.pass(days: 22)
        _ = try await office.received("Tidak ditanyakan lagi seberapa lebarnya.")
        #expect(try await !office.site.browser().get("/lapor").text.contains("Seberapa lebar?"))
        let page = try await office.browser(office.triage).get("/kerja/laporan/\(answered.code)").text
        #expect(page.contains("Seberapa lebar?") && page.contains("Lebar"))
    }
}

extension PageForm {
    /// The form as a browser sends it when a named button of it is pressed.
    func pressing(_ name: String, value: String = "1") -> PageForm { with(name, value) }
}
