import Directory
import Kernel
import Web
import Work

/// Quick wins: the list, one of them, and the form.
enum QuickWinPages {
    /// Before and after with the measure, as words.
    static func change(_ page: Page, _ win: QuickWin) -> HTML {
        let before = page.format.decimal(win.before)
        guard let after = win.after else {
            return "\(page.t("quick_win.before_only", ["measure": win.measure, "unit": win.unit, "before": before]))"
        }
        return
            "\(page.t("quick_win.change", ["measure": win.measure, "unit": win.unit, "before": before, "after": page.format.decimal(after)]))"
    }

    static func list(_ page: Page, _ wins: [(quickWin: QuickWin, sheet: InnovationSheet)], _ agencies: AgencyTree) -> HTML {
        let cards = wins.map { win, sheet in
            ListCard(
                win.title, link: InnovationsPaths.quickWin(win.code),
                facts: [
                    "\(InnovationWords.dimension(page, sheet.dimension))", "\(agencies.name(win.agency.text))",
                    "\(page.format.day(win.startOn)) – \(page.format.day(win.endOn))", change(page, win),
                ], tags: [InnovationWords.tag(page, win).html])
        }
        return Layout.page(
            page, title: page.t("innovation.quick_wins"),
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview())], title: page.t("innovation.quick_wins")))\
                <h1>\(page.t("innovation.quick_wins"))</h1><p class="lead">\(page.t("quick_win.lead"))</p>\
                <p>\(Button(page.t("innovation.csv"), kind: .plain, icon: .download, link: InnovationsPaths.quickWinsCSV())) <a href="\(InnovationsPaths.quickWinsXLSX())">XLSX</a></p>\
                \(if: cards.isEmpty, EmptyState(page.t("quick_win.empty"), text: page.t("quick_win.empty_text")).html, else: ListCard.list(cards))
                """)
    }

    struct View: Sendable {
        var win: QuickWin
        var sheet: InnovationSheet
        var acts: Set<String>
        var notes: [InnovationNote]
        var evidence: [Reference: ReferenceView]
        var people: [String: String]
        var agency: String
        var form = Form.empty
        var noun = ""
        var error: AppError?
    }

    private static let nouns = [
        ("pemilihan", "choose"), ("mulai", "start"), ("pengukuran", "measure"), ("pengukuran-ulang", "remeasure"), ("pencoretan", "drop"),
    ]

    static func one(_ page: Page, _ view: View, places: PlacesSnapshot) -> HTML {
        let win = view.win
        let criteria: [(TextKey, HTML)] = [
            ("quick_win.criterion.days", "\(page.format.day(win.startOn)) – \(page.format.day(win.endOn))"),
            ("quick_win.criterion.service", "<span class=\"said\">\(win.service)</span>"),
            ("quick_win.criterion.contact", "<span class=\"said\">\(win.contact)</span>"),
            ("quick_win.criterion.measure", change(page, win)),
        ]
        let acts = nouns.filter { view.acts.contains($0.1) }.html { noun, act in
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, view.noun == noun ? view.form : .empty)
            let content: HTML =
                switch act {
                case "measure", "remeasure":
                    "\(fields.line("after", "quick_win.field.after", kind: .number, max: 20, width: .short))\(fields.day("after_on", "quick_win.field.after_on"))\(fields.area("evidence", "quick_win.field.evidence", need: view.win.evidence.isEmpty ? .required : .optional, hint: "quick_win.hint.evidence", rows: 2, max: 2000))\(fields.area("text", "innovation.field.note", need: .optional, max: 2000))"
                case "drop": fields.area("text", "innovation.field.reason", max: 5000).html
                default: .empty
                }
            return InnovationWords.act(
                page, noun, action: InnovationsPaths.quickWinAct(win.code, noun), version: win.version, isOpen: view.noun == noun,
                fields: content)
        }
        let edit: HTML =
            view.acts.contains("edit")
            ? "<p>\(Button(page.t("innovation.edit"), icon: .edit, link: InnovationsPaths.quickWinAct(win.code, "ubah")))</p>" : .empty
        let sources = AnswerView(page: page, evidence: view.evidence, places: places)
            .html(SheetField("evidence", .evidence, Bilingual(page.t("quick_win.field.evidence"))), .evidence(win.evidence))
        return Layout.page(
            page, title: win.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview()), (page.t("innovation.quick_wins"), InnovationsPaths.quickWins())], title: win.code))\
                \(with: view.error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\
                <h1>\(win.title)</h1><p class="row">\(InnovationWords.tag(page, win))</p>\
                \(if: win.after != nil, Tiles([Tile(page.t("quick_win.field.before"), page.format.decimal(win.before), note: "\(win.unit), \(page.format.day(win.beforeOn))"), Tile(page.t("quick_win.field.after"), win.after.map { page.format.decimal($0) } ?? "–", note: "\(win.unit), \(win.afterOn.map { page.format.day($0) } ?? "")")]).html)\
                <div class="split"><div class="stack">\
                \(Facts([(page.t("innovation.sheet"), "<a href=\"\(InnovationsPaths.sheet(view.sheet.code))\">\(view.sheet.code) \(view.sheet.title)</a>"), (page.t("innovation.column.lead"), "\(view.agency)")] + criteria.map { (page.t($0.0), $0.1) }))\
                \(sources)\
                \(if: !win.presentation.isEmpty, "<p><a href=\"\(win.presentation)\" rel=\"noopener nofollow\">\(page.t("quick_win.field.presentation"))</a></p>")\
                \(presentation(page, view))\
                \(InnovationWords.history(page, view.notes.filter { $0.isPublic || !view.people.isEmpty }, kind: "quick_win", people: view.people))</div>\
                <div class="stack">\(if: !view.acts.isEmpty, Card(title: page.t("innovation.acts"), "\(edit)\(acts)").html)</div></div>
                """)
    }

    /// The file that is presented, and the form with which its agency puts another in its place.
    private static func presentation(_ page: Page, _ view: View) -> HTML {
        let win = view.win
        let address = InnovationsPaths.quickWinAct(win.code, "paparan")
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(win.version)\">"
        let shown = win.presentationFile.map { file -> HTML in
            "<p class=\"row\">\(Button(file.name, kind: .quiet, icon: .download, link: address)) <span class=\"muted\">\(sizeText(file.bytes))</span></p>"
        }
        var forms = HTML.empty
        if view.acts.contains("present") {
            var scoped = page
            scoped.fieldScope = "paparan."
            let error = view.noun == "paparan" ? view.form.issue("file").map { page.t($0) } : nil
            let hint = page.t("quick_win.hint.presentation_file", ["limit": sizeText(Presentation.largest)])
            let label = page.t(win.presentationFile == nil ? "quick_win.presentation.put" : "quick_win.presentation.replace")
            forms += """
                <details class="act" id="paparan"\(if: view.noun == "paparan", " open")><summary>\(label)</summary>\
                \(PostForm(page, address, isMultipart: true, "\(version)\(FileInput(scoped, "file", label: page.t("quick_win.field.presentation_file"), hint: hint, error: error))<p>\(Button(label, icon: .send))</p>"))</details>
                """
            if win.presentationFile != nil {
                forms +=
                    PostForm(
                        page, address,
                        "\(version)<input type=\"hidden\" name=\"hapus\" value=\"1\"><p>\(Button(page.t("quick_win.presentation.remove"), kind: .plain, icon: .trash))</p>"
                    ).html
            }
        }
        guard shown != nil || view.acts.contains("present") else { return .empty }
        return Card(title: page.t("quick_win.field.presentation"), "\(with: shown, { $0 })\(forms)").html
    }

    static func form(
        _ page: Page, _ form: Form, sheet: InnovationSheet, win: String? = nil, action: String, back: String,
        kept: [Evidence] = [], evidence: [Reference: ReferenceView], marks: EvidenceMarks? = nil, error: AppError?
    )
        -> HTML
    {
        let fields = Fields(page, form)
        let title = page.t("quick_win.propose")
        let places = PlacesSnapshot()
        let proof = AnswerFields(
            page: page, form: form, years: sheet.years, places: places, kept: ["evidence": .evidence(kept)], evidence: evidence,
            marks: marks
        )
        .html([SheetField("evidence", .evidence, Bilingual(page.t("quick_win.field.evidence")))])
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.sheets"), InnovationsPaths.sheets()), (sheet.code, InnovationsPaths.sheet(sheet.code))], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("quick_win.form.lead"))</p>\
                \(InnovationWords.conflict(page, error) { page.t(TextKey("quick_win.field.\($0)")) })\(fields.summary)\
                \(PostForm(page, action, draft: "quick-win-\(win ?? sheet.code)", """
                \(fields.seenVersion)<input type="hidden" name="sheet" value="\(sheet.code)">\
                \(fields.line("title", "quick_win.field.title"))\
                \(fields.area("service", "quick_win.field.service", hint: "quick_win.hint.service"))\
                \(fields.boxes("is_existing", "quick_win.field.is_existing", [Choice("1", page.t("quick_win.declare"))]))\
                \(fields.area("contact", "quick_win.field.contact", hint: "quick_win.hint.contact"))\
                \(fields.day("start_on", "quick_win.field.start_on"))\(fields.day("end_on", "quick_win.field.end_on", hint: "quick_win.hint.end_on"))\
                \(fields.line("measure", "quick_win.field.measure", hint: "quick_win.hint.measure", max: 300))\
                \(fields.line("unit", "quick_win.field.unit", max: 60, width: .short))\
                \(fields.line("before", "quick_win.field.before", kind: .number, max: 20, width: .short))\(fields.day("before_on", "quick_win.field.before_on"))\
                \(proof)\(fields.line("presentation", "quick_win.field.presentation", kind: .url, need: .optional, hint: "quick_win.hint.presentation", max: 500))\
                <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: back))</p>
                """))</div>
                """)
    }
}
