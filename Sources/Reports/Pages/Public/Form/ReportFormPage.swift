import Kernel
import Web

/// The form with which a citizen reports. Works without a script; scripts keep what is typed, make photos small and open maps.
package enum ReportFormPage {
    /// Under this name the phone keeps the draft.
    static let draft = "report"

    package static func page(_ page: Page, _ view: ReportFormView) -> HTML {
        Layout.page(
            page, title: page.t("report.form.title"), isWide: false, hasData: false,
            body: """
                <div class="stack"><h1>\(page.t("report.form.title"))</h1><p class="lead">\(page.t("report.form.lead"))</p>\
                \(ErrorSummary(page, view.issuesInOrder))\
                \(with: view.notice, { Notice(.info, isLive: true, "<p>\(page.t($0))</p>").html })\
                \(if: view.names.tree.tops(on: view.names.today).isEmpty, notReady(page),
                    else: PostForm(page, ReportPaths.form(), isMultipart: true, draft: draft, fields(page, view)).html)</div>
                """)
    }

    /// Without categories nothing can be sent: better said before than after somebody has typed it all.
    private static func notReady(_ page: Page) -> HTML {
        Notice(.warn, title: page.t("report.form.not_ready"), "<p>\(page.t("report.form.not_ready_text"))</p>").html
    }

    private static func fields(_ page: Page, _ view: ReportFormView) -> HTML {
        """
        <input type="hidden" name="client_key" value="\(view.clientKey)" data-keep>\
        <input type="hidden" name="asked" value="\(view.category?.id ?? "")" data-keep>\
        \(what(page, view))\(ReportFormQuestions(page: page, view: view).html)\(place(page, view))\(photos(page, view))\
        \(ReportFormPrivacy(page: page, view: view).html)\
        <p>\(page.t("report.form.privacy")) <a href="\(ReportPaths.privacy())">\(page.t("report.form.privacy_link"))</a></p>\
        <p>\(Button(page.t("report.form.send"), icon: .send, isBig: true))</p>
        """
    }

    private static func what(_ page: Page, _ view: ReportFormView) -> HTML {
        let kinds = Report.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        return """
            \(Select(
                page, "category", label: page.t("report.form.category"), groups: view.categories(page), selected: view.form.value("category"),
                prompt: page.t("report.form.category_prompt"), hint: page.t("report.form.category_hint"), error: view.error("category", page),
                attributes: " data-category data-sensitive=\"\(view.sensitive)\" data-search=\"\(page.t("report.form.category_search"))\" data-found=\"\(page.words.sentence("report.form.category_found", page.language) ?? "")\""))\
            \(TextArea(
                page, "text", label: page.t("report.form.text"), value: view.form.value("text"), hint: page.t("report.form.text_hint"),
                error: view.error("text", page), rows: 6))\
            \(Select(
                page, "kind", label: page.t("report.form.kind"), choices: kinds, selected: view.form.value("kind"),
                prompt: page.t("report.form.kind_prompt"), hint: page.t("report.form.kind_hint"), error: view.error("kind", page), need: .optional))
            """
    }

    private static func place(_ page: Page, _ view: ReportFormView) -> HTML {
        let map = view.outline.map {
            MapBox(page, .pick, outline: $0, boundaries: ReportAPIPaths.outlines(), point: view.point, tiles: view.tiles)
        }
        return """
            \(PlacePicker(
                page, label: page.t("report.form.place"), villages: view.villages(page), village: view.form.value("village"), point: view.point,
                map: map, locateURL: ReportAPIPaths.locate(), hint: page.t("report.form.place_hint"),
                error: view.error("place", page) ?? view.error("village", page)))\
            \(Input(
                page, "place_note", label: page.t("report.form.place_note"), value: view.form.value("place_note"),
                hint: page.t("report.form.place_note_hint"), error: view.error("place_note", page), need: .optional, maxLength: 300))
            """
    }

    private static func photos(_ page: Page, _ view: ReportFormView) -> HTML {
        """
        \(KeptPhotos(page: page, tokens: view.keptPhotos).html)\
        \(PhotoInput(
            page, "photos", label: page.t(view.keptPhotos.isEmpty ? "report.form.photos" : "report.form.more_photos"), max: Submission.mostPhotos,
            hint: page.t("report.form.photos_hint", ["max": "\(Submission.mostPhotos)"]), error: view.errors("photos", page)))
        """
    }
}

extension ReportFormView {
    /// What is wrong, from the top of the form to its end, however it was found.
    var issuesInOrder: [Issue] {
        let order = [
            "category", "text", "kind", "place", "village", "place_note", "photos", "disclosure", "name", "phone", "mail", "national_id",
        ]
        // The questions of a category stand between the kind and the place.
        let place = { (issue: Issue) in
            Double(order.firstIndex { $0 == issue.field || $0 == "national_id" && issue.field.hasPrefix("national_id.") } ?? -1)
        }
        return form.issues.enumerated().sorted { a, b in
            let (first, second) = (place(a.element), place(b.element))
            return (first < 0 ? 2.5 : first, a.offset) < (second < 0 ? 2.5 : second, b.offset)
        }.map(\.element)
    }

    /// What is wrong with a field, in the reader's language.
    func error(_ name: String, _ page: Page) -> String? { form.issue(name).map { page.t($0) } }

    /// The same for a field that can be wrong more than once, as photos can.
    func errors(_ name: String, _ page: Page) -> String? {
        let all = form.issues.filter { $0.field == name }.map { page.t($0.message) }
        return all.isEmpty ? nil : all.joined(separator: " ")
    }
}

/// Photos that came with the form before and need not be sent again; unticking one leaves it out.
struct KeptPhotos {
    let page: Page
    let tokens: [String]

    var html: HTML {
        if tokens.isEmpty { return .empty }
        var rows = HTML.empty
        for (index, token) in tokens.enumerated() {
            rows += """
                <li><label class="choice" for="kept-\(index)"><input id="kept-\(index)" type="checkbox" name="kept_photo" value="\(token)" checked><span>\
                <img src="\(ReportPaths.keptPhoto(token))" alt="" width="120" height="90"> \(page.t("report.form.kept_photo", ["number": "\(index + 1)"]))\
                </span></label></li>
                """
        }
        return """
            <fieldset class="field"><legend class="label">\(page.t("report.form.kept_photos"))</legend>\
            <p class="hint">\(page.t("report.form.kept_photos_hint"))</p><ul class="photos__list">\(rows)</ul></fieldset>
            """
    }
}
