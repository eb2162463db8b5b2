import Directory
import Kernel
import Web
import Work

/// The register of innovations: the list, one entry, and the form.
enum RegisterPages {
    static func card(_ page: Page, _ entry: Innovation, _ agencies: AgencyTree, level: Int = 2) -> ListCard {
        ListCard(
            entry.title, link: InnovationsPaths.entry(entry.code), text: entry.purpose.isEmpty ? nil : String(entry.purpose.prefix(180)),
            facts: [
                "<span class=\"code\">\(entry.code)</span>", "\(agencies.name(entry.agency.text))", "\(page.t(entry.initiator.label))",
            ],
            tags: [
                InnovationWords.tag(page, entry).html, entry.replicates == nil ? .empty : Tag(page.t("innovation.replication"), .info).html,
            ],
            level: level)
    }

    static func list(
        _ page: Page, _ entries: [Innovation], _ query: RegisterQuery, _ directory: DirectoryIndex, pageSize: Int, isFirst: Bool
    ) -> HTML {
        let shown = Array(entries.prefix(pageSize))
        func parameters(_ after: String?) -> [(String, String?)] {
            [
                ("kata", query.words.isEmpty ? nil : query.words), ("tahap", query.state), ("instansi", query.agency),
                ("inisiator", query.initiator?.rawValue), ("digital", query.isDigital.map { $0 ? "ya" : "tidak" }), ("lanjut", after),
            ]
        }
        func select(_ name: String, _ label: TextKey, _ choices: [Choice], _ chosen: String?) -> HTML {
            Select(
                page, name, label: page.t(label), choices: choices, selected: chosen ?? "", prompt: page.t("innovation.all"), need: .filter
            ).html
        }
        let agencies = directory.agencies.active(on: directory.today)
        let filters = Filters(
            page, action: InnovationsPaths.register(),
            lead: Input(page, "kata", label: page.t("innovation.search"), kind: .search, value: query.words, need: .filter).html,
            fields: [
                select(
                    "tahap", "innovation.column.stage",
                    ["idea", "trial", "applied", "stopped"].map { Choice($0, page.t(TextKey("innovation.stage.\($0)"))) }, query.state),
                select("instansi", "innovation.column.agency", agencies.map { Choice($0.id.text, $0.name) }, query.agency),
                select(
                    "inisiator", "innovation.column.initiator", Innovation.Initiator.allCases.map { Choice($0.rawValue, page.t($0.label)) },
                    query.initiator?.rawValue),
                select(
                    "digital", "innovation.column.kind",
                    [Choice("ya", page.t("innovation.digital")), Choice("tidak", page.t("innovation.not_digital"))],
                    query.isDigital.map { $0 ? "ya" : "tidak" }),
            ], active: InnovationWords.active(page, query, directory.agencies), target: "daftar")
        let older = entries.count > pageSize ? shown.last.map { InnovationsPaths.register(query: parameters($0.code)) } : nil
        let year = directory.today.civil.year
        return Layout.page(
            page, title: page.t("innovation.register"),
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview())], title: page.t("innovation.register")))\
                <h1>\(page.t("innovation.register"))</h1><p class="lead">\(page.t("innovation.register.lead"))</p>\
                <p class="row">\(if: page.actor.mayAnywhere(.editInnovations), Button(page.t("innovation.new_entry"), icon: .add, link: InnovationsPaths.newEntry()).html) \
                \(Button(page.t("innovation.csv"), kind: .plain, icon: .download, link: InnovationsPaths.registerCSV(query: parameters(nil)))) \
                \(Button(page.t("innovation.xlsx"), kind: .plain, icon: .download, link: InnovationsPaths.registerXLSX(query: parameters(nil)))) \
                \(Button(page.t("innovation.iid"), kind: .plain, icon: .download, link: InnovationsPaths.iidXLSX())) \
                \(Button(page.t("innovation.renja", ["year": "\(year)"]), kind: .plain, icon: .download, link: InnovationsPaths.renjaXLSX("\(year)")))</p>\
                \(filters)<div id="daftar" class="stack">\
                \(if: shown.isEmpty, EmptyState(page.t("innovation.register.none"), text: page.t("innovation.register.none_text")).html, else: ListCard.list(shown.map { card(page, $0, directory.agencies) }))\
                \(Pagination(page, newer: isFirst ? nil : InnovationsPaths.register(query: parameters(nil)), older: older))</div>
                """)
    }

    struct View: Sendable {
        var entry: Innovation
        var acts: Set<String>
        var notes: [InnovationNote]
        var people: [String: String]
        var sheet: InnovationSheet?
        var original: Innovation?
        var copies: [Innovation]
        /// Agencies for which the reader may repeat it.
        var adopters: [Choice]
        var agencies: AgencyTree
        var form = Form.empty
        var noun = ""
        var error: AppError?
    }

    static func one(_ page: Page, _ view: View) -> HTML {
        let entry = view.entry
        let texts: [(TextKey, String)] = [
            ("innovation.column.purpose", entry.purpose), ("innovation.column.design", entry.design),
            ("innovation.column.benefit", entry.benefit), ("innovation.column.result", entry.result),
        ]
        func link(_ other: Innovation) -> HTML {
            "<a href=\"\(InnovationsPaths.entry(other.code))\">\(other.title)</a> (\(view.agencies.name(other.agency.text)))"
        }
        let gaps = entry.gaps
        return Layout.page(
            page, title: entry.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview()), (page.t("innovation.register"), InnovationsPaths.register())], title: entry.code))\
                \(with: view.error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\
                <h1>\(entry.title)</h1><p class="row">\(InnovationWords.tag(page, entry)) \(Tag(page.t(entry.isDigital ? "innovation.digital" : "innovation.not_digital")))</p>\
                <div class="split"><div class="stack">\
                \(Facts([
                    (page.t("innovation.column.code"), "<span class=\"code\">\(entry.code)</span>"),
                    (page.t("innovation.column.agency"), "\(view.agencies.name(entry.agency.text))"),
                    (page.t("innovation.column.initiator"), "\(page.t(entry.initiator.label))"), (page.t("innovation.column.form"), "\(page.t(entry.form.label))"),
                    (page.t("innovation.column.function"), entry.function.isEmpty ? nil : "<span class=\"code\">\(entry.function)</span>"),
                    (page.t("innovation.column.theme"), entry.theme.isEmpty ? nil : "\(entry.theme)"),
                    (page.t("innovation.column.trial_on"), entry.trialOn.map { "\(page.format.day($0))" }),
                    (page.t("innovation.column.applied_on"), entry.appliedOn.map { "\(page.format.day($0))" }),
                    (page.t("innovation.column.beneficiaries"), entry.beneficiaries.map { "\(page.format.number($0))" }),
                    (page.t("innovation.sheet"), view.sheet.map { "<a href=\"\(InnovationsPaths.sheet($0.code))\">\($0.code) \($0.title)</a>" }),
                    (page.t("innovation.replicates"), view.original.map(link)),
                ]))\
                \(each: texts.filter { !$0.1.isEmpty }, { "<section class=\"stack\"><h2>\(page.t($0.0))</h2><p class=\"said\">\($0.1)</p></section>" })\
                \(if: !entry.criteria.isEmpty, "<section class=\"stack\"><h2>\(page.t("innovation.column.criteria"))</h2><ul>\(each: Innovation.Criterion.allCases.filter(entry.criteria.contains), { "<li>\(page.t($0.label))</li>" })</ul></section>")\
                \(if: !entry.proofs.isEmpty, "<section class=\"stack\"><h2>\(page.t("innovation.proofs"))</h2><ul>\(each: IndexIndicator.all.filter { entry.proofs[$0.id] != nil }, { "<li>\($0.id). \($0.name): \(entry.proofs[$0.id] ?? "")</li>" })</ul></section>")\
                \(if: !view.copies.isEmpty, Card(title: page.t("innovation.copies", ["count": "\(view.copies.count)"]), "<ul>\(each: view.copies, { "<li>\(link($0))</li>" })</ul>").html)\
                \(InnovationWords.history(page, view.notes.filter { $0.isPublic || !view.people.isEmpty }, kind: "register", people: view.people))</div>\
                <div class="stack">\(acts(page, view))\
                \(if: page.actor.kind == .account && entry.state != "stopped", Card(title: page.t("innovation.iid_gaps"), gaps.isEmpty ? "<p>\(page.t("innovation.iid_ready"))</p>" : "<ul>\(each: gaps, { "<li>\(page.t($0))</li>" })</ul>").html)</div></div>
                """)
    }

    private static let nouns = [("uji-coba", "try"), ("penerapan", "apply"), ("penghentian", "stop"), ("lanjutan", "resume")]

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let entry = view.entry
        var forms = nouns.filter { view.acts.contains($0.1) }.html { noun, act in
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, view.noun == noun ? view.form : .empty)
            let content: HTML =
                act == "try" || act == "apply"
                ? fields.day("on", "innovation.field.on").html : fields.area("text", "innovation.field.reason", max: 5000).html
            return InnovationWords.act(
                page, noun, action: InnovationsPaths.entryAct(entry.code, noun), version: entry.version, isOpen: view.noun == noun,
                fields: content)
        }
        if !view.adopters.isEmpty, ["trial", "applied"].contains(entry.state) {
            var scoped = page
            scoped.fieldScope = "tiruan."
            let fields = Fields(scoped, view.adopters.count == 1 ? Form(["agency": view.adopters[0].value]) : view.form)
            forms += InnovationWords.act(
                page, "tiruan", action: InnovationsPaths.entryAct(entry.code, "tiruan"), version: entry.version,
                isOpen: view.noun == "tiruan",
                fields: fields.select("agency", "innovation.field.adopter", view.adopters, prompt: "directory.choose").html)
        }
        let edit: HTML =
            view.acts.contains("edit")
            ? "<p>\(Button(page.t("innovation.edit"), icon: .edit, link: InnovationsPaths.editEntry(entry.code)))</p>" : .empty
        return edit.isEmpty && forms.isEmpty ? .empty : Card(title: page.t("innovation.acts"), "\(edit)\(forms)").html
    }

    /// What shows one indicator of the index.
    private static func proof(_ page: Page, _ indicator: IndexIndicator, _ form: Form) -> HTML {
        let name = "proof.\(indicator.id)"
        return Input(
            page, name, label: "\(indicator.id). \(indicator.name)", value: form.value(name), error: form.issue(name).map { page.t($0) },
            need: .optional, maxLength: 500
        ).html
    }

    static func form(_ page: Page, _ form: Form, agencies: [Choice], action: String, back: String, isNew: Bool, error: AppError?) -> HTML {
        let fields = Fields(page, form)
        let title = page.t(isNew ? "innovation.new_entry" : "innovation.edit")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.register"), InnovationsPaths.register())], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("innovation.entry.lead"))</p>\
                \(InnovationWords.conflict(page, error) { page.t(TextKey("innovation.column.\($0)")) })\(fields.summary)\
                \(PostForm(page, action, draft: isNew ? "inovasi-baru" : nil, """
                \(fields.hidden("version"))\(fields.line("title", "innovation.column.title"))\
                \(fields.select("agency", "innovation.column.agency", agencies, prompt: "directory.choose"))\
                \(fields.radios("initiator", "innovation.column.initiator", Innovation.Initiator.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
                \(fields.radios("form", "innovation.column.form", Innovation.Form.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
                \(fields.radios("digital", "innovation.column.kind", [Choice("ya", page.t("innovation.digital")), Choice("tidak", page.t("innovation.not_digital"))], isRow: true))\
                \(fields.line("sheet", "innovation.field.sheet", need: .optional, hint: "innovation.field.sheet_hint", max: 12, width: .code))\
                \(fields.line("function", "innovation.column.function", need: .optional, hint: "innovation.field.function_hint", max: 4, width: .code))\
                \(fields.line("theme", "innovation.column.theme", need: .optional))\
                \(fields.area("design", "innovation.column.design", need: .optional, hint: "innovation.field.design_hint", rows: 8, max: 20_000))\
                \(fields.area("purpose", "innovation.column.purpose", need: .optional, max: 5000))\(fields.area("benefit", "innovation.column.benefit", need: .optional, max: 5000))\
                \(fields.area("result", "innovation.column.result", need: .optional, max: 5000))\
                \(fields.line("beneficiaries", "innovation.column.beneficiaries", kind: .number, need: .optional, max: 15, width: .short))\
                \(fields.boxes("criteria", "innovation.column.criteria", Innovation.Criterion.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
                <details class="card"><summary>\(page.t("innovation.proofs"))</summary><p class="hint">\(page.t("innovation.proofs.about"))</p>\(each: IndexIndicator.all, { proof(page, $0, form) })</details>\
                <p class="row">\(Button(page.t("directory.save"))) \(Button(page.t("directory.cancel"), kind: .plain, link: back))</p>
                """))</div>
                """)
    }
}
