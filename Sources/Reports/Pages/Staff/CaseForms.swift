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
        let make = CaseFields(page: page, view: view, form: form, keptPhotos: view.noun == noun ? view.keptPhotos : [])
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
