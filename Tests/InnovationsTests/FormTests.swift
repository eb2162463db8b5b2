import Kernel
import Storage
import TestSupport
import Testing
import Web

@testable import Innovations

@Suite("What sheets ask, as data")
struct FormTests {
    @Test("the form Pendopo comes with is sound, in both languages, and published once")
    func defaults() async throws {
        let form = SheetForm(version: 1, fields: SheetForm.defaults, publishedAt: Instant(milliseconds: 0))
        #expect(form.issues(after: []).isEmpty)
        for field in form.fields {
            #expect(!field.label.indonesian.isEmpty && !field.label.english.isEmpty)
            #expect(SheetField(json: field.json) == field)
        }
        let site = try await InnovationSite()
        try await site.desk.ensureForm()
        let forms = try await site.database.read { tx in try tx.sheetForms() }
        #expect(forms.map(\.version) == [1])
        #expect(forms[0].fields == SheetForm.defaults)
    }

    @Test("a new version asks new sheets something else and leaves old ones as they are")
    func version() async throws {
        let site = try await InnovationSite()
        let old = try await site.submitted()
        var changed = SheetForm.defaults
        changed[0].label = Bilingual("Apa masalahnya?", "What is the problem?")
        changed.append(SheetField("power", .number, Bilingual("Daya dukung"), need: .submitting))
        changed.swapAt(1, 2)
        try await site.desk.publishForm(changed, note: "Tambah daya dukung", base: 1, by: site.planner)
        let file = try await site.desk.sheetFile(code: old.code, for: site.clerk)
        #expect(file.form.version == 1 && file.isFormOld)
        #expect(file.form.fields == SheetForm.defaults)
        #expect(file.sheet == old)
        let new = try await site.desk.createSheet(site.draft("Antrean dari rumah"), by: site.clerk)
        #expect(new.formVersion == 2)
        let form = try await site.desk.sheetFile(code: new.code, for: site.clerk).form
        #expect(form.fields.map(\.name) == changed.map(\.name))
        #expect(form["power"]?.need == .submitting)
    }

    @Test("a field in use is dropped only knowingly, and what stands in it stays visible when its sheet goes over to the new form")
    func drop() async throws {
        let site = try await InnovationSite()
        let sheet = try await site.desk.createSheet(
            site.draft { $0.answers["goal"] = .text("Tiga hari saja.") }, by: site.clerk)
        let without = SheetForm.defaults.filter { $0.name != "goal" }
        do {
            try await site.desk.publishForm(without, note: "", base: 1, by: site.planner)
            Issue.record("a field in use was dropped without a word")
        } catch let error as AppError {
            #expect(error.issues.map(\.field) == ["drop.goal"])
            let words = try InnovationsWords.load()
            let said = words(error.issues[0].message, .indonesian)
            #expect(said.contains("Tujuan") && said.contains("1 lembar"))
        }
        // What no sheet uses may go at once.
        try await site.desk.publishForm(
            without.filter { $0.name != "risks" }, note: "", base: 1, letting: ["goal"], by: site.planner)
        #expect(try await site.sheet(sheet.recordID).answers["goal"] == .text("Tiga hari saja."))
        try await site.desk.perform(RenewSheetForm(), on: sheet.recordID, by: site.clerk)
        let file = try await site.desk.sheetFile(code: sheet.code, for: site.clerk)
        #expect(file.form.version == 2)
        #expect(file.older.map(\.name) == ["goal"])
        // Also after somebody saves the sheet by a form that no longer has the field.
        var draft = SheetDraft(file.sheet)
        draft.answers = [:]
        draft.title = "Judul yang baru"
        let saved = try await site.desk.perform(EditSheet(draft), on: sheet.recordID, by: site.clerk)
        #expect(saved.answers == ["goal": .text("Tiga hari saja.")])
        let browser = site.site.browser()
        browser.signIn(site.clerk)
        let page = try await browser.get("/inovasi/lembar/\(sheet.code)")
        #expect(page.text.contains("Isian dari formulir lama") && page.text.contains("Tiga hari saja."))
    }

    @Test("a form that would not work is refused with the field to mend")
    func unsound() async throws {
        let site = try await InnovationSite()
        let unsound: [([SheetField], String)] = [
            ([SheetField("Tujuan", .line, Bilingual("Tujuan"))], "fields[0].name"),
            ([SheetField("title", .line, Bilingual("Judul"))], "fields[0].name"),
            ([SheetField("a", .line, Bilingual("Satu")), SheetField("a", .line, Bilingual("Dua"))], "fields[1].name"),
            ([SheetField("a", .line, Bilingual(""))], "fields[0].label"),
            ([SheetField("a", .choice, Bilingual("Pilih"), options: [.init("x", Bilingual("X"))])], "fields[0].options"),
            ([SheetField("a", .readiness, Bilingual("Siap"))], "fields[0].options"),
            ([SheetField("a", .line, Bilingual("Satu"), need: .when(field: "b", value: "yes"))], "fields[0].need"),
            ([SheetField("a", .yesNo, Bilingual("Satu"), need: .when(field: "a", value: "yes"))], "fields[0].need"),
            ([SheetField("problem", .number, Bilingual("Masalah"))], "fields[0].kind"), ([], "fields"),
        ]
        for (wrong, field) in unsound {
            let named = await fields { try await site.desk.publishForm(wrong, note: "", base: 1, by: site.planner) }
            #expect(named.contains(field), "\(wrong)")
            #expect(try await site.database.read { tx in try tx.sheetForms() }.count == 1, "\(wrong)")
        }
    }

    @Test("two administrators cannot both publish the next version, and nobody else can publish any")
    func race() async throws {
        let site = try await InnovationSite()
        let more = SheetForm.defaults + [SheetField("extra", .line, Bilingual("Tambahan"))]
        try await site.desk.publishForm(more, note: "", base: 1, by: site.planner)
        await #expect(throws: AppError.conflict("error.sheet_form_newer")) {
            try await site.desk.publishForm(SheetForm.defaults, note: "", base: 1, by: site.planner)
        }
        await #expect(throws: AppError.forbidden) { try await site.desk.publishForm(more, note: "", base: 2, by: site.clerk) }
        let same = await fields { try await site.desk.publishForm(more, note: "", base: 2, by: site.planner) }
        #expect(same == ["fields"])
    }

    @Test("the page publishes a version with a new field, another order and a field left out; it says what is in use")
    func page() async throws {
        let site = try await InnovationSite()
        _ = try await site.desk.createSheet(site.draft { $0.answers["goal"] = .text("Tiga hari saja.") }, by: site.clerk)
        let browser = site.site.browser()
        browser.signIn(site.planner)
        let form = try await browser.get("/pengelolaan/formulir-inovasi/baru").form(to: "/pengelolaan/formulir-inovasi")
        let goal = SheetForm.defaults.firstIndex { $0.name == "goal" }!
        let new = SheetForm.defaults.count
        var values = [
            "fields[\(goal)].drop": "1", "fields[\(new)].name": "power", "fields[\(new)].label": "Daya dukung",
            "fields[\(new)].kind": "number",
            "fields[\(new)].position": "0",
        ]
        let refused = try await browser.submit(form, filling: values)
        #expect(refused.status == 422)
        #expect(refused.text.contains("dipakai 1 lembar"))
        #expect(Accessibility.faults(refused.text, isPage: true) == [])
        let again = try refused.form(to: "/pengelolaan/formulir-inovasi")
        values = ["letting": "goal"]
        #expect(try await browser.submit(again, filling: values).status == 303)
        let published = try await site.database.read { tx in try tx.currentSheetForm()! }
        #expect(published.version == 2)
        #expect(published.fields[0].name == "power")
        #expect(published["goal"] == nil)
        let stranger = site.site.browser()
        stranger.signIn(site.clerk)
        #expect(try await stranger.get("/pengelolaan/formulir-inovasi").status == 403)
    }
}
