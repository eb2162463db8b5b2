import Directory
import Kernel
import Web

/// The form of a category with its questions, both ways.
///
/// Questions are rows of a fixed number, so that they work without scripts: empty rows are left out, and a button sends the
/// form back with one row more.
enum CategoryForm {
    /// Name of the button that asks for one more row instead of saving.
    static let moreRows = "more"

    static func form(_ category: Category) -> Form {
        var form = Form([
            "name_id": category.nameIndonesian, "name_en": category.nameEnglish, "parent": category.parent ?? "",
            "agency": category.agency ?? "",
            "kind": category.kind.rawValue, "rounding": "\(category.rounding)", "needs_evidence": category.needsEvidence ? "1" : "",
            "is_sensitive": category.isSensitive ? "1" : "", "position": "\(category.position)",
            "valid_from": category.validFrom.description,
            "valid_to": category.validTo?.description ?? "", "version": "\(category.version)",
            "rows": "\(min(category.questions.count + 1, CategoryDraft.mostQuestions))",
        ])
        for (index, question) in category.questions.enumerated() {
            form = form.setting("q.\(index).code", question.code).setting("q.\(index).kind", question.kind.rawValue)
                .setting("q.\(index).label_id", question.labelIndonesian).setting("q.\(index).label_en", question.labelEnglish)
                .setting("q.\(index).required", question.isRequired ? "1" : "")
                .setting("q.\(index).options", question.options.joined(separator: "\n"))
            form = form.setting("q.\(index).valid_from", question.validFrom?.description ?? "")
                .setting("q.\(index).valid_to", question.validTo?.description ?? "")
        }
        return form
    }

    static func blank(today: Day, tree: CategoryTree) -> Form {
        Form([
            "kind": Report.Kind.complaint.rawValue, "rounding": "100",
            "position": "\(((tree.all.map(\.position).max() ?? 0) / 10 + 1) * 10)",
            "valid_from": today.description, "rows": "1",
        ])
    }

    /// The same form with one row more.
    static func extended(_ data: FormData) -> Form {
        Form(data).setting("rows", "\(min(rows(Form(data)) + 1, CategoryDraft.mostQuestions))")
    }

    private static func rows(_ form: Form) -> Int { min(max(Int(form.value("rows")) ?? 1, 1), CategoryDraft.mostQuestions) }

    static func draft(_ data: FormData) throws -> (draft: CategoryDraft, version: Int) {
        var checker = Checker(data)
        let nameIndonesian = checker.line("name_id", max: 160)
        let nameEnglish = checker.lineIfAny("name_en", max: 160) ?? ""
        let parent = checker.lineIfAny("parent", max: 100)
        let agency = checker.lineIfAny("agency", max: 100)
        let kind = checker.choice("kind", of: Report.Kind.self)
        let rounding = checker.int("rounding", in: 0...CategoryDraft.mostRounding)
        let position = checker.int("position", in: 0...CategoryDraft.lastPosition)
        let validFrom = checker.day("valid_from")
        let validTo = checker.dayIfAny("valid_to")
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        let questions = questions(&checker, rows: rows(Form(data)))
        try checker.check()
        guard let kind, let rounding, let position, let validFrom else { throw AppError.invalid(checker.issues) }
        return (
            CategoryDraft(
                parent: parent, nameIndonesian: nameIndonesian, nameEnglish: nameEnglish, agency: agency, kind: kind, rounding: rounding,
                needsEvidence: checker.isOn("needs_evidence"), isSensitive: checker.isOn("is_sensitive"),
                questions: questions.map(\.question),
                position: position, validFrom: validFrom, validTo: validTo), version
        )
    }

    /// The rows in which something is written, with the number of the row, beside which its issues stand.
    private static func questions(_ checker: inout Checker, rows: Int) -> [(row: Int, question: CategoryQuestion)] {
        var found: [(Int, CategoryQuestion)] = []
        for row in 0..<rows {
            let label = checker.lineIfAny("q.\(row).label_id", max: 200) ?? ""
            let english = checker.lineIfAny("q.\(row).label_en", max: 200) ?? ""
            let options = (checker.textIfAny("q.\(row).options", max: 4000) ?? "").split(separator: "\n").map { Plain.line(String($0)) }
                .filter { !$0.isEmpty }
            let typed = checker.lineIfAny("q.\(row).code", max: 40)?.lowercased()
            if label.isEmpty, english.isEmpty, options.isEmpty { continue }
            if label.isEmpty { checker.add("q.\(row).label_id", "error.required") }
            let code = typed ?? String(CategoryRow.id(label, below: nil).prefix(40)).replacing(".", with: "-")
            let kind = checker.choiceIfAny("q.\(row).kind", of: CategoryQuestion.Kind.self) ?? .text
            let (from, to) = (checker.dayIfAny("q.\(row).valid_from"), checker.dayIfAny("q.\(row).valid_to"))
            found.append(
                (
                    row,
                    CategoryQuestion(
                        code: code, kind: kind, labelIndonesian: label, labelEnglish: english,
                        isRequired: checker.isOn("q.\(row).required"),
                        options: kind == .choice ? options : [], validFrom: from, validTo: to)
                ))
        }
        for issue in CategoryDraft.issues(of: found.map(\.1)) where !checker.issues.contains(where: { $0.field == issue.field }) {
            // Numbered by question; the page numbers by row.
            let parts = issue.field.split(separator: ".")
            guard parts.count == 3, let number = Int(parts[1]) else { continue }
            checker.add("q.\(found[number].0).\(parts[2])", issue.message)
        }
        return found
    }

    static func html(_ page: Page, _ form: Form, action: String, category: Category?, tree: CategoryTree, agencies: AgencyTree, today: Day)
        -> HTML
    {
        let fields = Fields(page, form)
        let tops = tree.all.filter { $0.parent == nil && $0.id != category?.id && ($0.isValid(on: today) || $0.id == category?.parent) }
        let owners = agencies.active(on: today).filter { $0.kind != .village && $0.kind != .urbanVillage }
        let kinds = Report.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        return """
            \(fields.summary)\(PostForm(page, action, """
            \(fields.hidden("version"))\(fields.hidden("rows"))
            \(fields.line("name_id", "category.field.nameID", max: 160))
            \(fields.line("name_en", "category.field.nameEN", need: .optional, hint: "category.name_en.hint", max: 160))
            \(fields.select("parent", "category.field.parent", tops.map { Choice($0.id, $0.name(page.language)) }, need: .optional, prompt: "category.no_parent", hint: "category.parent.hint"))
            \(fields.select("agency", "category.field.agency", owners.map { Choice($0.id.text, $0.name) }, need: .optional, prompt: "category.no_agency", hint: "category.agency.hint"))
            \(fields.select("kind", "category.field.kind", kinds, hint: "category.kind.hint"))
            \(fields.line("rounding", "category.field.rounding", kind: .number, hint: "category.rounding.hint", max: 6, width: .short))
            \(Checkbox(page, "needs_evidence", in: form, label: page.t("category.field.needsEvidence"), hint: page.t("category.evidence.hint")))
            \(Checkbox(page, "is_sensitive", in: form, label: page.t("category.field.isSensitive"), hint: page.t("category.sensitive.hint")))
            \(fields.line("position", "category.field.position", kind: .number, hint: "category.position.hint", max: 7, width: .short))
            \(fields.day("valid_from", "category.field.validFrom"))
            \(fields.day("valid_to", "category.field.validTo", need: .optional, hint: "directory.valid_to.hint"))
            <h2 id="pertanyaan">\(page.t("category.field.questions"))</h2><p class="hint">\(page.t("category.questions.hint"))</p>
            \(with: form.issue("questions"), { "<p class=\"error\">\(page.t($0))</p>" })
            \(each: 0..<rows(form), { row in question(page, fields, row) })
            <p class="row">\(Button(page.t("directory.save"))) \
            \(Button(page.t("category.question.more"), kind: .quiet, name: moreRows, value: "1", attributes: " formnovalidate")) \
            \(Button(page.t("directory.cancel"), kind: .plain, link: category.map { ReportAdminPaths.category($0.id) } ?? ReportAdminPaths.categories()))</p>
            """))
            """
    }

    private static func question(_ page: Page, _ fields: Fields, _ row: Int) -> HTML {
        let kinds = [CategoryQuestion.Kind.text, .number, .choice, .yesno].map {
            Choice($0.rawValue, page.t(TextKey("category.question.kind.\($0.rawValue)")))
        }
        let name = { (part: String) in "q.\(row).\(part)" }
        return """
            <fieldset class="field"><legend class="label">\(page.t("category.question.number", ["number": "\(row + 1)"]))</legend>\
            \(fields.line(name("label_id"), "category.question.label_id", need: .optional))\
            \(fields.line(name("label_en"), "category.question.label_en", need: .optional))\
            \(fields.line(name("code"), "category.question.code", need: .optional, hint: "category.question.code.hint", max: 40, width: .code))\
            \(fields.select(name("kind"), "category.question.kind", kinds, need: .filter))\
            \(Checkbox(page, name("required"), in: fields.form, label: page.t("category.question.is_required"), need: .filter))\
            \(fields.area(name("options"), "category.question.options", need: .optional, hint: "category.question.options.hint", max: 4000))\
            \(fields.day(name("valid_from"), "category.question.valid_from", need: .optional))\
            \(fields.day(name("valid_to"), "category.question.valid_to", need: .optional, hint: "category.question.valid_to.hint"))</fieldset>
            """
    }
}
