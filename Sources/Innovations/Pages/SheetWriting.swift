import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// The form in which a sheet is written, both ways: on its own page, and in a workshop's room.
package struct SheetWriting: Sendable {
    package var file: SheetFile
    var places: PlacesSnapshot
    /// Agencies it may be given to; with none the lead is not asked and stays.
    var leads: [Choice]

    package init(_ file: SheetFile, places: PlacesSnapshot, leads: [Choice] = []) {
        self.file = file
        self.places = places
        self.leads = leads
    }

    /// What is wrong and the form, filled with the sheet or with what was typed.
    /// - Parameters:
    ///   - draft: the name under which the phone keeps it.
    ///   - back: where whoever writes nothing goes.
    ///   - isJoined: whether what others write meanwhile is joined with what she sends, instead of being told and written over.
    package func form(
        _ page: Page, _ typed: Form?, _ error: AppError?, action: String, draft: String, back: String, isJoined: Bool = false
    ) -> HTML {
        let sheet = file.sheet
        var filled =
            typed
            ?? AnswerForm.fill(
                Form([
                    "title": sheet.title, "pillar": sheet.pillar, "lead": sheet.lead.text, "from_year": "\(sheet.fromYear)",
                    "to_year": "\(sheet.toYear)",
                ]), file.form.fields, sheet.answers, file.marks)
        if isJoined, let typed {
            // Fields that she did not touch hold what stood there when she began, so it is from there that they are joined.
            let told = error.flatMap { ToldChanges($0, besides: ToldChanges(typed.value("told"))) }
            if let told { filled = filled.setting("told", told.text) }
        } else if typed == nil || error != nil {
            // After a conflict the person has seen what changed, and what she sends next may overwrite it.
            filled = filled.setting("version", "\(sheet.version)")
        }
        let from = Int(filled.value("from_year")) ?? sheet.fromYear
        let to = Int(filled.value("to_year")) ?? sheet.toYear
        let years = from...max(from, min(to, from + SheetDraft.mostYears - 1))
        let fields = AnswerFields(
            page: page, form: filled, years: years, places: places, kept: sheet.answers, evidence: file.evidence, marks: file.marks)
        return """
            \(InnovationWords.conflict(page, error, label: SheetPage.label(page, file.form)))\(ErrorSummary(page, filled))\
            \(if: file.isFormOld, Notice(.info, "<p>\(page.t("innovation.form_old"))</p>").html)\
            \(PostForm(page, action, draft: draft, """
            \(Fields(page, filled).seenVersion)\(if: isJoined, Fields(page, filled).hidden("told"))\(SheetWriting.core(page, filled, leads))\(fields.html(file.form.fields))\
            <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: back))</p>
            """))
            """
    }

    /// What was typed, when a button asked for more rows instead of saving: the form with two more of them.
    package static func more(_ data: FormData) -> Form? {
        guard let field = data[AnswerFields.more] else { return nil }
        let rows = min(AnswerFields.rows(Form(data), field) + 2, AnswerCheck.mostRows)
        return Form(data).setting("rows.\(field)", "\(rows)")
    }

    /// What a form of ``form(_:_:_:action:draft:back:)`` sent.
    /// - Throws: `.invalid` with the fields that cannot be read.
    package func draft(_ data: FormData, for actor: Actor, _ desk: InnovationDesk) async throws -> SheetDraft {
        var (draft, issues) = SheetWriting.core(data, SheetDraft(file.sheet), hasLead: !leads.isEmpty)
        let years = draft.fromYear...max(draft.fromYear, min(draft.toYear, draft.fromYear + SheetDraft.mostYears))
        let fields = file.form.fields
        let read = try await desk.database.read { tx in
            try AnswerForm.read(data, fields, years: years, kept: file.sheet.answers, file.marks) {
                try desk.findEvidence($0, for: actor, tx)
            }
        }
        draft.answers = read.answers
        issues += read.issues
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return draft
    }

    /// What every sheet has.
    static func core(_ data: FormData, _ before: SheetDraft, hasLead: Bool = true) -> (SheetDraft, [Issue]) {
        var checker = Checker(data)
        var draft = before
        draft.title = checker.line("title", max: 200)
        draft.pillar = checker.line("pillar", max: 40)
        draft.dimension = CityDimension.of(subPillar: draft.pillar)?.id ?? ""
        if draft.dimension.isEmpty, !draft.pillar.isEmpty { checker.add("pillar", "error.not_offered") }
        if hasLead { draft.lead = checker.id("lead") }
        draft.fromYear = checker.int("from_year", in: MoneyLine.years) ?? 0
        draft.toYear = checker.int("to_year", in: MoneyLine.years) ?? 0
        return (draft, checker.issues)
    }

    static func core(_ page: Page, _ form: Form, _ leads: [Choice]) -> HTML {
        let fields = Fields(page, form)
        return """
            \(fields.line("title", "innovation.column.title", hint: "innovation.field.title_hint"))\
            \(Select(page, "pillar", in: form, label: page.t("innovation.field.pillar"), groups: InnovationWords.pillarGroups(page), prompt: page.t("directory.choose")))\
            \(if: !leads.isEmpty, fields.select("lead", "innovation.column.lead", leads, prompt: "directory.choose").html)\
            <div class="row">\(fields.line("from_year", "innovation.column.from", kind: .number, max: 4, width: .short))\
            \(fields.line("to_year", "innovation.column.to", kind: .number, max: 4, width: .short))</div>
            """
    }
}
