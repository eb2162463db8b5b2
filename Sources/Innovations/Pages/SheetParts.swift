import Directory
import Kernel
import Masterplan
import Web
import Work

/// What stands beside a sheet: acts, who shares it, its quick win, its entries in the register.
enum SheetParts {
    private static let nouns: [(noun: String, act: String)] = [
        ("pengajuan", "submit"), ("penarikan", "take_back"), ("penerimaan", "accept"), ("penetapan", "include"), ("pengembalian", "return"),
        ("kaitan", "connect"), ("geser", "replan"), ("formulir", "renew_form"), ("pencoretan", "drop"),
    ]

    static func acts(_ page: Page, _ view: SheetPage.View) -> HTML {
        let file = view.file
        let sheet = file.sheet
        var offered = nouns.filter { file.acts.contains($0.act) }
        if !file.isFormOld { offered.removeAll { $0.act == "renew_form" } }
        if offered.isEmpty, !file.acts.contains("edit") { return .empty }
        let first = view.noun.isEmpty ? offered.first { ["submit", "accept", "include"].contains($0.act) }?.noun : view.noun
        let forms = offered.html { noun, act in
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = fields(Fields(scoped, view.noun == noun ? view.form : Form(["node": file.node?.id.text ?? ""])), act, view)
            let gaps: HTML = view.noun == noun && act == "submit" ? missing(page, view) : .empty
            return InnovationWords.act(
                page, noun, action: InnovationsPaths.sheetAct(sheet.code, noun), version: sheet.version, isOpen: noun == first,
                fields: "\(gaps)\(fields)")
        }
        let edit: HTML =
            file.acts.contains("edit")
            ? "<p>\(Button(page.t("innovation.edit"), icon: .edit, link: InnovationsPaths.editSheet(sheet.code)))</p>" : .empty
        return Card(title: page.t("innovation.acts"), "\(edit)\(forms)").html
    }

    /// What must be filled in before the sheet can be handed in, each leading to its field.
    private static func missing(_ page: Page, _ view: SheetPage.View) -> HTML {
        if view.form.issues.isEmpty { return .empty }
        let label = SheetPage.label(page, view.file.form)
        let items = view.form.issues.html { issue in
            "<li><a href=\"\(InnovationsPaths.editSheet(view.file.sheet.code))#f-\(issue.field)\">\(label(issue.field))</a>: \(page.t(issue.message))</li>"
        }
        return Notice(.warn, title: page.t("innovation.not_yet"), isLive: true, "<ul>\(items)</ul>").html
    }

    private static func fields(_ fields: Fields, _ act: String, _ view: SheetPage.View) -> HTML {
        switch act {
        case "return", "drop": return fields.area("text", "innovation.field.reason", rows: 4, max: 5000).html
        case "accept": return fields.area("text", "innovation.field.note", need: .optional, rows: 3, max: 5000).html
        case "connect":
            let page = fields.page
            return Select(
                page, "node", in: fields.form, label: page.t("innovation.field.node"), groups: view.nodes,
                prompt: page.t("innovation.field.no_node"), need: .optional
            ).html
        case "replan":
            return fields.line("years", "innovation.field.shift", hint: "innovation.field.shift_hint", max: 3, width: .short).html
        default: return .empty
        }
    }

    /// Who shares it and who was asked; those who may ask another agency, and those asked may answer, here.
    static func sharing(_ page: Page, _ view: SheetPage.View) -> HTML {
        let sheet = view.file.sheet
        let shown = view.file.participations.filter { $0.state != .withdrawn }
        let rows = shown.html { part -> HTML in
            let isMine = part.state.isOpen && page.actor.may(.answerPlans, agency: part.agency)
            return """
                <li>\(view.agencies.name(part.agency)) \(Tag(page.t(part.state.label), part.state == .accepted ? .good : part.state == .declined ? .bad : .warn))\
                \(with: part.share, { " <span class=\"muted\">\(page.format.number($0)) %</span>" })\
                \(if: !part.reason.isEmpty, "<p class=\"said\">\(part.reason)</p>")\
                \(if: isMine, answer(page, part, view))</li>
                """
        }
        var scoped = page
        scoped.fieldScope = "ajakan."
        let fields = Fields(scoped, view.noun == "ajakan" ? view.form : .empty)
        let others = view.agencies.active(on: view.today).filter { agency in
            agency.id != sheet.lead && !shown.contains { $0.agency == agency.id.text }
        }
        let invite = InnovationWords.act(
            page, "ajakan", action: InnovationsPaths.sheetAct(sheet.code, "ajakan"), version: sheet.version, isOpen: view.noun == "ajakan",
            fields: """
                \(fields.select("agency", "innovation.field.agency", others.map { Choice($0.id.text, $0.name) }, prompt: "directory.choose"))\
                \(fields.line("share", "innovation.field.share", kind: .number, need: .optional, max: 3, width: .short))\
                \(fields.area("note", "innovation.field.note", need: .optional, max: 2000))
                """)
        return Card(
            title: page.t("innovation.sharing"),
            """
            \(if: shown.isEmpty, "<p>\(page.t("innovation.sharing.none"))</p>", else: "<ul class=\"plain stack\">\(rows)</ul>")\
            \(if: view.mayInvite && sheet.state != "dropped", invite)
            """
        ).html
    }

    private static func answer(_ page: Page, _ part: Participation, _ view: SheetPage.View) -> HTML {
        var scoped = page
        scoped.fieldScope = "jawaban.\(part.id)."
        let fields = Fields(scoped, view.noun == "jawaban" ? view.form : .empty)
        return PostForm(
            page, InnovationsPaths.sheetAct(view.file.sheet.code, "jawaban"),
            """
            <input type="hidden" name="part" value="\(part.id.text)"><input type="hidden" name="version" value="\(part.version)">\
            \(fields.area("text", "innovation.field.answer", need: .optional, max: 2000))\
            <p class="row">\(Button(page.t("innovation.do.accept_part"), name: "act", value: "accept")) \
            \(Button(page.t("innovation.do.ask_part"), kind: .quiet, name: "act", value: "ask")) \
            \(Button(page.t("innovation.do.decline_part"), kind: .quiet, name: "act", value: "decline"))</p>
            """
        ).html
    }

    static func quickWin(_ page: Page, _ view: SheetPage.View) -> HTML {
        let sheet = view.file.sheet
        if let win = view.file.quickWin, win.state != "proposed" || page.actor.mayAnywhere(.editInnovations) {
            return Card(
                title: page.t("innovation.quick_win"),
                """
                <p><a href="\(InnovationsPaths.quickWin(win.code))">\(win.title)</a> \(InnovationWords.tag(page, win))</p>\
                <p>\(QuickWinPages.change(page, win))</p>
                """
            ).html
        }
        let may = page.actor.may(.editInnovations, agency: sheet.lead.text) || page.actor.may(.decideInnovations)
        guard may, view.file.quickWin == nil, sheet.state != "dropped" else { return .empty }
        return Card(
            title: page.t("innovation.quick_win"),
            "<p>\(page.t("quick_win.none"))</p><p>\(Button(page.t("quick_win.propose"), kind: .quiet, icon: .star, link: InnovationsPaths.quickWin("baru") + "?lembar=\(sheet.code)"))</p>"
        ).html
    }

    static func register(_ page: Page, _ view: SheetPage.View) -> HTML {
        if view.file.entries.isEmpty {
            guard page.actor.may(.editInnovations, agency: view.file.sheet.lead.text) else { return .empty }
            let link = InnovationsPaths.newEntry() + "?lembar=\(view.file.sheet.code)"
            return "<p>\(Button(page.t("innovation.register_sheet"), kind: .plain, link: link))</p>"
        }
        let items = view.file.entries.html { entry in
            "<li><a href=\"\(InnovationsPaths.entry(entry.code))\">\(entry.title)</a> \(InnovationWords.tag(page, entry))</li>"
        }
        return Card(title: page.t("innovation.register"), "<ul class=\"plain\">\(items)</ul>").html
    }
}
