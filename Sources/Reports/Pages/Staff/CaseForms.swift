import Directory
import Kernel
import Web
import Work

/// The forms of what an official can do now, the likeliest one open, each a form of its own that works without scripts.
enum CaseForms {
    static func html(_ page: Page, _ view: CasePage.View) -> HTML {
        let nouns = offered(view)
        if nouns.isEmpty {
            return Card(title: page.t("staff.acts.title"), "\(typed(page, view, nouns))<p>\(page.t("staff.acts.none"))</p>").html
        }
        let first = view.noun ?? nouns.first { $0 != .publication && $0 != .note }
        return Card(
            title: page.t("staff.acts.title"),
            "\(typed(page, view, nouns))\(each: nouns, { noun in disclosure(page, noun, view, isOpen: noun == first) })"
        ).html
    }

    /// The forms she has, in the order of the page.
    static func offered(_ view: CasePage.View) -> [CaseNoun] {
        CaseNoun.allCases.filter { noun in noun.acts.contains { view.file.acts.contains($0) } && isOffered(noun, view.file.report) }
    }

    /// What was typed into a form that is no longer there, because somebody else has moved the case on: it must not be lost.
    private static func typed(_ page: Page, _ view: CasePage.View, _ nouns: [CaseNoun]) -> HTML {
        guard let noun = view.noun, !nouns.contains(noun), !view.form.value("text").isEmpty else { return .empty }
        return Notice(.info, title: page.t("staff.acts.typed"), "<p class=\"said\">\(view.form.value("text"))</p>").html
    }

    /// A publication only of what was verified.
    static func isOffered(_ noun: CaseNoun, _ report: Report) -> Bool { noun != .publication || report.state != "received" }

    private static func disclosure(_ page: Page, _ noun: CaseNoun, _ view: CasePage.View, isOpen: Bool) -> HTML {
        let code = view.file.report.code
        var scoped = page
        scoped.fieldScope = CaseForms.scope(noun)
        let form = PostForm(
            page, StaffPaths.act(code, noun.rawValue), isMultipart: noun.takesPhotos,
            """
            <input type="hidden" name="version" value="\(view.file.report.version)">\
            \(fields(scoped, noun, view, view.noun == noun ? view.form : .empty))
            <p>\(Button(page.t(TextKey("staff.do.\(noun.rawValue)"))))</p>
            """)
        return """
            <details class="act" id="\(noun.rawValue)"\(if: isOpen, " open")><summary>\(page.t(TextKey("staff.act.\(noun.rawValue)")))</summary>\
            <p class="hint">\(page.t(TextKey("staff.about.\(noun.rawValue)")))</p>\(form)</details>
            """
    }

    /// Many forms on the page have a field `text`; their ids must differ.
    static func scope(_ noun: CaseNoun?) -> String { "\(noun?.rawValue ?? "identitas")." }

    private static func fields(_ page: Page, _ noun: CaseNoun, _ view: CasePage.View, _ form: Form) -> HTML {
        let make = Fields(page: page, view: view, form: form, keptPhotos: view.noun == noun ? view.keptPhotos : [])
        switch noun {
        case .verification: return make.verification()
        case .question: return make.text("text", "staff.field.question", hint: "staff.field.question.hint")
        case .rejection: return make.rejection()
        case .merge:
            return "\(make.line("into", "staff.field.into"))\(make.text("text", "staff.field.reason"))"
        case .separation: return make.text("text", "staff.field.reason")
        case .assignment:
            return "\(make.agency("agency", chosen: likely(view)))\(make.text("text", "staff.field.message", need: .optional))"
        case .ruling: return "\(make.agency("agency"))\(make.text("text", "staff.field.ruling"))"
        case .referral:
            let asker =
                view.file.report.agency == nil ? make.agency("agency", chosen: likely(view), key: "staff.field.asking_agency") : HTML.empty
            return """
                \(make.line("authority", "staff.field.authority"))\(make.line("number", "staff.field.number", need: .optional))\
                \(asker)\(make.text("text", "staff.field.public_word"))
                """
        case .publication: return make.publication()
        case .acceptance, .resumption: return .empty
        case .return:
            return "\(make.text("text", "staff.field.reason"))\(make.agency("suggestion", key: "staff.field.suggestion", need: .optional))"
        case .note:
            return """
                \(make.text("text", "staff.field.note"))
                \(Checkbox(page, "public", label: page.t("staff.field.note_public"), isChecked: form.isChosen("public", "1"), hint: page.t("staff.field.note_public.hint")))
                \(make.photos("staff.field.photos"))
                """
        case .schedule, .postponement: return "\(make.day("until"))\(make.text("text", "staff.field.reason_public"))"
        case .claim:
            let isNeeded = view.file.category?.needsEvidence == true
            let photos = make.photos(
                "staff.field.after", hint: isNeeded ? "staff.field.after.needed" : nil, need: isNeeded ? .filter : .optional)
            return "\(make.text("text", "staff.field.done"))\(photos)"
        case .confirmation: return "\(make.text("text", "staff.field.seen", need: .optional))\(make.photos("staff.field.photos"))"
        case .sendingBack: return "\(make.text("text", "staff.field.missing"))\(make.photos("staff.field.photos"))"
        }
    }

    /// The agency that the category names; it may still name one that was merged.
    private static func likely(_ view: CasePage.View) -> String? {
        let own = view.file.category?.agency ?? view.file.category?.parent.flatMap { view.names.tree[$0]?.agency }
        return own.flatMap { view.names.agencies.successor(of: Identifier($0)) }?.id.text
    }
}

/// Builds the fields of one form, filled with what was typed.
private struct Fields {
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
