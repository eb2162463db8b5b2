import Directory
import Kernel
import Masterplan
import Web
import Work

/// One sheet, as everyone may read it who may, with what can be done now.
enum SheetPage {
    struct View: Sendable {
        var file: SheetFile
        var agencies: AgencyTree
        var today: Day
        var places: PlacesSnapshot
        var people: [String: String]
        /// Initiatives it can be connected with, by plan, for those who may.
        var nodes: [ChoiceGroup] = []
        var mayInvite = false
        var form = Form.empty
        var noun = ""
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let file = view.file
        let sheet = file.sheet
        let answers = AnswerView(page: page, evidence: file.evidence, places: view.places)
        let older = file.older.html { answers.html($0, sheet.answers[$0.name], level: 3) }
        return Layout.page(
            page, title: "\(sheet.code) \(sheet.title)",
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview()), (page.t("innovation.sheets"), InnovationsPaths.sheets())], title: sheet.code))\
                \(conflict(page, view))<h1>\(sheet.title)</h1>\
                <p class="row">\(InnovationWords.tag(page, sheet)) \(InnovationWords.sharing(page, supporters(file).count)) \
                \(if: sheet.subActivities.isUnbudgeted, Tag(page.t("innovation.unbudgeted"), .warn).html) \
                \(if: sheet.node == nil, Tag(page.t("innovation.unconnected"), .idle).html) \
                \(with: file.quickWin, { _ in Tag(page.t("innovation.quick_win"), .info, icon: .star).html })</p>\
                <div class="split"><div class="stack">\(facts(page, view))\(each: file.form.fields, { answers.html($0, sheet.answers[$0.name]) })\
                \(if: !file.older.isEmpty, Card(title: page.t("innovation.older_fields"), "<p class=\"hint\">\(page.t("innovation.older_fields.about"))</p>\(older)").html)\
                \(InnovationWords.history(page, file.notes, kind: "innovation", people: view.people))</div>\
                <div class="stack">\(SheetParts.acts(page, view))\(SheetParts.sharing(page, view))\(SheetParts.quickWin(page, view))\(SheetParts.register(page, view))</div></div>
                """)
    }

    static func supporters(_ file: SheetFile) -> [Participation] {
        file.participations.filter { $0.role == .support && $0.state == .accepted }
    }

    /// A field's name by which the reader knows it.
    static func label(_ page: Page, _ form: SheetForm) -> (String) -> String {
        { name in
            if name.hasPrefix("f.") {
                let field = form[String(name.dropFirst(2))]
                return field?.label(page.language) ?? name
            }
            let key = TextKey("innovation.column.\(name)")
            return page.words.sentence(key, .indonesian) == nil ? name : page.t(key)
        }
    }

    private static func conflict(_ page: Page, _ view: View) -> HTML {
        guard let error = view.error else { return .empty }
        return error.kind == .conflict
            ? InnovationWords.conflict(page, error, label: label(page, view.file.form))
            : Notice(.bad, title: page.t(error.message), isLive: true, .empty).html
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let sheet = view.file.sheet
        let unconnected: HTML = "\(page.t("innovation.unconnected"))"
        let place: HTML? = sheet.node == nil ? unconnected : view.file.node.map { "\($0.name)" }
        let period = sheet.fromYear == sheet.toYear ? "\(sheet.fromYear)" : "\(sheet.fromYear)–\(sheet.toYear)"
        return Facts([
            (page.t("innovation.column.code"), "<span class=\"code\">\(sheet.code)</span>"),
            (page.t("innovation.column.dimension"), "\(InnovationWords.dimension(page, sheet.dimension))"),
            (page.t("innovation.column.pillar"), "\(InnovationWords.pillar(page, sheet.pillar))"),
            (page.t("innovation.column.lead"), "\(view.agencies.name(sheet.lead.text))"),
            (page.t("innovation.column.period"), "\(period)"),
            (page.t("innovation.column.node"), place),
            (
                page.t("innovation.column.form_version"),
                "<a href=\"\(InnovationsPaths.sheetForm("\(sheet.formVersion)"))\">\(page.t("innovation.form_version", ["version": "\(sheet.formVersion)"]))</a>"
            ),
            (page.t("innovation.history"), history(page, sheet)),
        ]).html
    }

    /// For those who may read it; others would be led to nothing.
    private static func history(_ page: Page, _ sheet: InnovationSheet) -> HTML? {
        guard page.actor.mayAnywhere(.editInnovations) || page.actor.may(.decideInnovations) else { return nil }
        return
            "<a href=\"\(InnovationsPaths.sheetHistory(sheet.code))\">\(page.t("innovation.history.open", ["version": "\(sheet.version)"]))</a>"
    }
}
