import Directory
import Kernel
import Web
import Work

/// Builds the fields of one form, filled with what was typed.
struct CaseFields {
    let page: Page
    let view: CasePage.View
    let form: Form
    let keptPhotos: [String]

    func error(_ name: String) -> String? { form.issue(name).map { page.t($0) } }

    func text(_ name: String, _ key: TextKey, hint: TextKey? = nil, need: Need = .required, value: String? = nil) -> HTML {
        TextArea(
            page, name, label: page.t(key), value: form.values[name] == nil ? value ?? "" : form.value(name), hint: hint.map { page.t($0) },
            error: error(name), need: need, rows: 4, maxLength: 5000
        ).html
    }

    func line(_ name: String, _ key: TextKey, need: Need = .required) -> HTML {
        Input(page, name, label: page.t(key), value: form.value(name), error: error(name), need: need).html
    }

    func day(_ name: String) -> HTML {
        Input(page, name, label: page.t("staff.field.until"), kind: .date, value: form.value(name), error: error(name), width: .date).html
    }

    /// - Parameter need: `.filter` where a photo is wanted, which the hint says and the act checks.
    func photos(_ key: TextKey, hint: TextKey? = nil, need: Need = .optional) -> HTML {
        """
        \(KeptPhotos(page: page, tokens: keptPhotos).html)\
        \(PhotoInput(page, "photos", label: page.t(key), hint: hint.map { page.t($0) }, error: error("photos"), need: need))
        """
    }

    func agency(_ name: String, chosen: String? = nil, key: TextKey = "staff.field.agency", need: Need = .required) -> HTML {
        Select(
            page, name, label: page.t(key), choices: view.names.handlers.map { Choice($0.id.text, $0.name) },
            selected: form.values[name] == nil ? chosen ?? "" : form.value(name), prompt: page.t("staff.field.choose"), error: error(name),
            need: need
        ).html
    }

    func verification() -> HTML {
        let report = view.file.report
        let groups = view.names.offered.map { top, children in
            ChoiceGroup(
                top.name(page.language),
                (children.isEmpty ? [top] : children).map { Choice($0.id, $0.name(page.language)) })
        }
        return """
            \(Select(page, "category", label: page.t("report.fact.category"), groups: groups, selected: form.values["category"] == nil ? report.category : form.value("category"), error: error("category")))
            \(Radios(page, "kind", label: page.t("staff.field.kind"), choices: Report.Kind.allCases.map { Choice($0.rawValue, page.t($0.label), hint: kindHint($0)) },
                selected: form.values["kind"] == nil ? report.kind.rawValue : form.value("kind"), error: error("kind")))
            \(Radios(page, "disclosure", label: page.t("staff.field.disclosure"), choices: disclosures(report).map { Choice($0.rawValue, page.t($0.label)) },
                selected: form.values["disclosure"] == nil ? report.disclosure.rawValue : form.value("disclosure"), error: error("disclosure")))
            \(text("public_text", "staff.field.public_text", hint: "staff.field.public_text.hint", need: .optional, value: report.publicText ?? report.text))
            \(photoChoice())
            """
    }

    /// What the citizen hid may be hidden more, never less.
    private func disclosures(_ report: Report) -> [Report.Disclosure] {
        let all: [Report.Disclosure] = [.open, .anonymous, .confidential]
        return Array(all.drop { $0 != report.disclosure })
    }

    private func kindHint(_ kind: Report.Kind) -> String? {
        view.file.workflow.clock("finish").map { page.t("staff.field.kind.days", ["days": String($0.days(for: kind.rawValue))]) }
    }

    func publication() -> HTML {
        let notes = view.file.citizenNotes.map { words in
            text(
                "note.\(words.note)", "staff.field.public_note", hint: "staff.field.public_note.hint", need: .optional,
                value: words.isPublic ? words.text : "")
        }
        return """
            \(text("public_text", "staff.field.public_text", hint: "staff.field.hide.hint", need: .optional, value: view.file.report.publicText))
            \(photoChoice())
            \(notes)
            """
    }

    private func photoChoice() -> HTML {
        let shown = view.file.photos.presentable
        if shown.isEmpty { return .empty }
        // A copy was made to be shown.
        let likely = shown.filter { $0.isPublic || $0.original != nil && !view.file.report.isPublic }
        return Checkboxes(
            page, "photo", label: page.t("staff.field.public_photos"),
            choices: shown.enumerated().map { index, photo in
                Choice(
                    photo.id.text,
                    page.t(photo.original == nil ? "staff.field.photo" : "staff.field.photo_covered", ["number": String(index + 1)]))
            },
            selected: form.values["version"] == nil ? Set(likely.map(\.id.text)) : Set(form.all("photo")), need: .optional
        ).html
    }

    func rejection() -> HTML {
        """
        \(Select(page, "reason", label: page.t("staff.field.reject_reason"),
            choices: RejectReport.Reason.allCases.map { Choice($0.rawValue, page.t(TextKey("report.reason.\($0.rawValue)"))) },
            selected: form.value("reason"), prompt: page.t("staff.field.choose"), error: error("reason")))
        \(text("text", "staff.field.where_instead", hint: "staff.field.where_instead.hint"))
        """
    }
}
