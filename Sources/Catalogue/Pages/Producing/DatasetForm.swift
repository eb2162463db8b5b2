import Directory
import Kernel
import Web

/// The form of a dataset, both ways: what readers need first, what BPS asks in a part that can be opened.
enum DatasetForm {
    static func form(_ draft: DatasetDraft, version: Int = 0) -> Form {
        var form = Form([
            "name": draft.name, "title": draft.title, "title_en": draft.titleEnglish ?? "", "description": draft.description,
            "producer": draft.producer?.text ?? "", "access": draft.access.rawValue, "access_reason": draft.accessReason ?? "",
            "access_review_on": draft.accessReviewOn?.description ?? "", "kind": draft.kind.rawValue,
            "is_priority": draft.isPriority ? "1" : "", "dimension": draft.dimension?.rawValue ?? "",
            "tags": draft.tags.joined(separator: ", "),
            "area": draft.area?.text ?? "", "temporal_from": draft.temporalFrom?.description ?? "",
            "temporal_to": draft.temporalTo?.description ?? "", "frequency": draft.frequency.rawValue, "licence": draft.licence,
            "contact": draft.contact, "standard_code": draft.standardCode ?? "", "version": "\(version)",
        ]).setting("themes", all: draft.themes)
        for item in BPSItem.all {
            guard let answer = draft.bps[item.code] else { continue }
            if item.isSum, let sum = Int(answer) {
                form = form.setting("bps.\(item.code)", all: item.choices.filter { Int($0).map { sum & $0 != 0 } ?? false })
            } else {
                form = form.setting("bps.\(item.code)", answer)
            }
        }
        return form
    }

    /// - Throws: `invalid` for what is no value at all; whether the values are right is the desk's to say.
    static func draft(_ data: FormData) throws -> (draft: DatasetDraft, version: Int) {
        var checker = Checker(data)
        var draft = DatasetDraft()
        draft.name = checker.lineIfAny("name", max: 100) ?? ""
        draft.title = checker.line("title", max: 200)
        draft.titleEnglish = checker.lineIfAny("title_en", max: 200)
        draft.description = checker.text("description", max: 10_000)
        draft.producer = checker.id("producer")
        draft.access = checker.choice("access", of: Dataset.Access.self) ?? .closed
        draft.accessReason = checker.textIfAny("access_reason", max: 2000)
        draft.accessReviewOn = checker.dayIfAny("access_review_on")
        draft.kind = checker.choice("kind", of: Dataset.Kind.self) ?? .other
        draft.isPriority = checker.isOn("is_priority")
        draft.dimension = checker.lineIfAny("dimension", max: 20).flatMap(Dimension.init(rawValue:))
        draft.themes = checker.all("themes").map { Plain.line($0) }.filter { !$0.isEmpty }
        draft.tags = (checker.lineIfAny("tags", max: 2000) ?? "").split(separator: ",").map { Plain.line(String($0)).lowercased() }
            .filter { !$0.isEmpty }
        let area = checker.lineIfAny("area", max: 20)
        draft.area = area.flatMap { RegionCode($0) }
        if area != nil, draft.area == nil { checker.add("area", "directory.import.expect_region_code") }
        draft.temporalFrom = checker.dayIfAny("temporal_from")
        draft.temporalTo = checker.dayIfAny("temporal_to")
        draft.frequency = checker.choice("frequency", of: Frequency.self) ?? .irregular
        draft.licence = checker.line("licence", max: 40)
        draft.contact = checker.lineIfAny("contact", max: 200) ?? ""
        draft.standardCode = checker.lineIfAny("standard_code", max: 20)?.uppercased()
        for item in BPSItem.all {
            let given = checker.all("bps.\(item.code)").map { Plain.text($0) }.filter { !$0.isEmpty }
            if item.isSum {
                let sum = given.compactMap { item.choices.contains($0) ? Int($0) : nil }.reduce(0, |)
                if sum > 0 { draft.bps[item.code] = "\(sum)" }
            } else if let answer = given.first {
                draft.bps[item.code] = answer
            }
        }
        // What the forms skip is not kept: nobody should have to explain a sample that was not drawn.
        draft.bps = draft.bps.filter { code, _ in BPSItem.all.first { $0.code == code }?.isAsked(draft.bps) ?? true }
        let version = checker.lineIfAny("version", max: 12).flatMap { Int($0) } ?? 0
        try checker.check()
        return (draft, version)
    }

    struct View: Sendable {
        var form: Form
        var action: String
        var back: String
        var agencies: [Agency]
        var themes: [Theme]
        var regions: [Region]
        var isNew: Bool
        /// Whether its address may still be chosen.
        var mayRename: Bool
    }

    static func html(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.form)
        let licences = DatasetDraft.licences.map { Choice($0, page.t(TextKey("catalogue.licence.\($0)"))) }
        return """
            \(fields.summary)\(PostForm(page, view.action, draft: view.isNew ? "dataset-baru" : nil, """
            \(fields.hidden("version"))
            \(fields.line("title", "catalogue.field.title", hint: "catalogue.hint.title"))
            \(fields.area("description", "catalogue.field.description", hint: "catalogue.hint.description", rows: 5, max: 10_000))
            \(fields.select("producer", "catalogue.field.producer", view.agencies.map { Choice($0.id.text, $0.name) }))
            \(fields.boxes("themes", "catalogue.field.themes", view.themes.map { Choice($0.code, $0.title(page.language)) }))
            \(fields.line("tags", "catalogue.field.tags", need: .optional, hint: "catalogue.hint.tags", max: 2000))
            \(fields.select("frequency", "catalogue.field.frequency", Frequency.allCases.map { Choice($0.rawValue, page.t($0.label)) }, hint: "catalogue.hint.frequency"))
            \(fields.radios("access", "catalogue.field.access", Dataset.Access.allCases.map { Choice($0.rawValue, page.t($0.label), hint: page.t(TextKey("catalogue.access.\($0.rawValue).about"))) }))
            <div class="group when-shut">\(fields.area("access_reason", "catalogue.field.access_reason", need: .optional, hint: "catalogue.hint.access_reason"))
            \(fields.day("access_review_on", "catalogue.field.access_review_on", need: .optional))</div>
            \(more(page, fields, view, licences))\(bps(page, view.form))
            <p class="row">\(Button(page.t(view.isNew ? "catalogue.create" : "directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: view.back))</p>
            """))
            """
    }

    private static func more(_ page: Page, _ fields: Fields, _ view: View, _ licences: [Choice]) -> HTML {
        let names = [
            "name", "title_en", "kind", "dimension", "area", "temporal_from", "temporal_to", "licence", "contact", "standard_code",
        ]
        let isOpen = names.contains { view.form.issue($0) != nil }
        return """
            <details class="card"\(attr: "open", isOpen)><summary>\(page.t("catalogue.more"))</summary><div class="stack">
            \(if: view.mayRename, fields.line("name", "catalogue.field.name", need: .optional, hint: "catalogue.hint.name", max: 100).html, else: fields.hidden("name"))
            \(fields.line("title_en", "catalogue.field.title_en", need: .optional))
            \(fields.select("kind", "catalogue.field.kind", Dataset.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }))
            \(Checkbox(page, "is_priority", label: page.t("catalogue.field.is_priority"), isChecked: view.form.value("is_priority") == "1", hint: page.t("catalogue.hint.is_priority"), need: .filter))
            \(fields.select("dimension", "catalogue.field.dimension", Dimension.allCases.map { Choice($0.rawValue, page.t($0.label)) }, need: .optional, prompt: "directory.choose"))
            \(fields.select("area", "catalogue.field.area", view.regions.map { Choice($0.code.text, ($0.kind == .village ? "– " : "") + $0.name) }, need: .optional, prompt: "directory.choose"))
            \(fields.day("temporal_from", "catalogue.field.temporal_from", need: .optional)) \(fields.day("temporal_to", "catalogue.field.temporal_to", need: .optional))
            \(fields.select("licence", "catalogue.field.licence", licences))
            \(fields.line("contact", "catalogue.field.contact", need: .optional, hint: "catalogue.hint.contact"))
            \(fields.line("standard_code", "catalogue.field.standard_code", need: .optional, hint: "catalogue.hint.standard_code", max: 20, width: .code))
            </div></details>
            """
    }

    private static func bps(_ page: Page, _ form: Form) -> HTML {
        """
        <details class="card"><summary>\(page.t("catalogue.bps"))</summary><div class="stack"><p class="hint">\(page.t("catalogue.bps.about"))</p>\
        \(each: BPSItem.blocks, { block($0, page, form) })</div></details>
        """
    }

    private static func block(_ block: String, _ page: Page, _ form: Form) -> HTML {
        """
        <fieldset class="stack"><legend>\(page.t(TextKey("bps.block.\(block)")))</legend>\
        \(each: BPSItem.all.filter { $0.block == block }, { item($0, page, form) })</fieldset>
        """
    }

    /// When an item is asked at all, in words: without scripts every item stands on the page.
    private static func condition(_ item: BPSItem, _ page: Page) -> String? {
        guard let condition = item.condition, let other = BPSItem.all.first(where: { $0.code == condition.code }) else { return nil }
        let answers = condition.answers.sorted().map { page.t(other.label($0)) }.joined(separator: ", ")
        return page.t("bps.only_if", ["item": page.t(other.label), "answer": answers])
    }

    private static func item(_ item: BPSItem, _ page: Page, _ form: Form) -> HTML {
        let name = "bps.\(item.code)"
        let hint = condition(item, page)
        let label = page.t(item.label)
        let choices = item.choices.map { Choice($0, page.t(item.label($0))) }
        if item.isSum {
            return Checkboxes(page, name, label: label, choices: choices, selected: Set(form.all(name)), hint: hint, need: .optional).html
        }
        if !choices.isEmpty {
            return Select(
                page, name, label: label, choices: choices, selected: form.value(name), prompt: page.t("directory.choose"), hint: hint,
                need: .optional
            )
            .html
        }
        return TextArea(page, name, label: label, value: form.value(name), hint: hint, need: .optional, rows: 2, maxLength: 4000).html
    }
}
