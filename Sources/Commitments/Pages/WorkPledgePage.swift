import Directory
import Kernel
import Web
import Work

/// One pledge as those see it who keep it and those who look at the proof.
enum WorkPledgePage {
    struct View: Sendable {
        var file: PledgeFile
        var names: AgencyTree
        /// Which form came back.
        var noun: String
        var form: Form
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let (pledge, clause) = (view.file.pledge, view.file.pledge.clause)
        let mayPlan =
            CommitmentPolicy.mayKeep(clause, page.actor) || pledge.commitment.state == .draft && CommitmentPolicy.mayDraft(page.actor)
        let isOver = pledge.commitment.state == .ended || clause.isDropped
        return Layout.page(
            page, title: clause.promise,
            body: """
                \(Breadcrumb(page, above: [(page.t("pledge.menu"), CommitmentPaths.myPledges())], title: clause.code))\
                <div class="stack"><h1>\(clause.promise)</h1>\
                <p class="row">\(PledgeWords.tag(page, pledge.standing.state)) \(PledgeWords.reason(page, pledge.standing))</p>\
                \(PledgeWords.progress(page, pledge))\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))\
                <p class="hint">\(view.names.name(clause.lead.text)) · \(clause.target.text(page.format)) · \
                \(page.t("pledge.by", ["day": page.format.day(clause.due)])) · \
                \(if: pledge.commitment.isPublic, "<a href=\"\(CommitmentPaths.pledge(clause.code))\">\(page.t("pledge.public_page"))</a>")</p></div>\
                <div class="split"><div class="stack">\(each: pledge.milestones, { step(page, view, $0) })\
                \(PledgeWords.scars(page, pledge.changes, people: view.file.people, unit: clause.target.unit))</div>\
                <aside class="stack">\(if: mayPlan && !isOver, StepForm.html(page, view))\
                \(if: pledge.commitment.state == .inForce && !isOver && CommitmentPolicy.mayChange(clause, page.actor), change(page, view))</aside></div>
                """)
    }

    private static func step(_ page: Page, _ view: View, _ step: Milestone) -> HTML {
        let (file, clause) = (view.file, view.file.pledge.clause)
        let notes = (file.notes[step.id.text] ?? []).html { note in
            "<p class=\"said\">\(note.text)</p><p class=\"hint\">\(page.t(TextKey("milestone.act.\(note.act)"))) · \(file.people[note.author]) · \(page.format.moment(note.at))</p>"
        }
        var forms = HTML.empty
        if file.pledge.commitment.state == .inForce, !clause.isDropped {
            if step.state == .planned, CommitmentPolicy.mayKeep(clause, page.actor) { forms += claim(page, view, step) }
            if step.state == .submitted, CommitmentPolicy.mayVerify(page.actor), step.submittedBy != page.actor.id {
                forms += judgement(page, view, step)
            }
        }
        return """
            <section class="card stack" id="langkah-\(step.position)"><h2>\(step.name)</h2>\
            <p class="row">\(PledgeWords.tag(page, step.state)) <span class="hint">\(page.t("milestone.weight", ["weight": "\(step.weight)"])) · \
            \(page.t("pledge.by", ["day": page.format.day(step.due)]))\
            \(with: step.doneOn, { " · \(page.t("milestone.done_on", ["day": page.format.day($0)]))" })</span></p>\
            \(EvidenceList.html(page, file.evidence[step.id.text] ?? [], file, in: clause.code, showsReuse: true))\(notes)\(forms)</section>
            """
    }

    private static func claim(_ page: Page, _ view: View, _ step: Milestone) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(step.id.text)."
        let mine = view.noun == step.id.text
        let fields = Fields(scoped, mine ? view.form : .empty)
        func error(_ name: String) -> String? { mine ? view.form.issue(name).map { page.t($0) } : nil }
        return """
            <details\(attr: "open", mine)><summary>\(page.t("milestone.claim"))</summary>\
            \(PostForm(
                page, CommitmentPaths.step(view.file.pledge.clause.code, step.id.text, "bukti"), isMultipart: true,
                draft: "bukti-\(step.id.text)",
                """
                <input type="hidden" name="version" value="\(step.version)" data-keep>\
                \(fields.day("done_on", "milestone.field.done_on"))\
                \(PhotoInput(scoped, "photos", label: page.t("evidence.photos"), max: 3, hint: page.t("evidence.photos_hint"), error: error("photos")))\
                \(FileInput(scoped, "files", label: page.t("evidence.files"), isMultiple: true, hint: page.t("evidence.files_hint", ["limit": sizeText(Evidence.largestFile)]), error: error("files") ?? error("evidence"), need: .optional))\
                \(fields.line("link", "evidence.link", need: .optional, hint: "evidence.link_hint"))\
                \(fields.area("words", "milestone.field.words", need: .optional))\
                <p>\(Button(page.t("milestone.claim.do"), icon: .send))</p>
                """))</details>
            """
    }

    private static func judgement(_ page: Page, _ view: View, _ step: Milestone) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(step.id.text)."
        let fields = Fields(scoped, view.noun == step.id.text ? view.form : .empty)
        let code = view.file.pledge.clause.code
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(step.version)\">"
        return """
            \(Notice(.info, "<p>\(page.t("milestone.look"))</p>"))\
            \(PostForm(page, CommitmentPaths.step(code, step.id.text, "pengesahan"), "\(version)<p>\(Button(page.t("milestone.verify"), icon: .check))</p>"))\
            \(PostForm(
                page, CommitmentPaths.step(code, step.id.text, "pengembalian"),
                "\(version)\(fields.area("reason", "milestone.field.return"))<p>\(Button(page.t("milestone.return"), kind: .quiet, icon: .undo))</p>"))
            """
    }

    private static func change(_ page: Page, _ view: View) -> HTML {
        let clause = view.file.pledge.clause
        var scoped = page
        scoped.fieldScope = "perubahan."
        let isFresh = view.noun != "perubahan"
        let form =
            isFresh
            ? Form([
                "target_value": clause.target.value ?? "", "target_words": clause.target.words ?? "", "due": clause.due.description,
            ]) : view.form
        let fields = Fields(scoped, form)
        return Card(
            title: page.t("pledge.change"),
            """
            <p>\(page.t("pledge.change.about"))</p>\(PostForm(
                page, CommitmentPaths.change(clause.code),
                """
                <input type="hidden" name="version" value="\(clause.version)">\
                \(if: clause.target.value != nil, fields.line("target_value", "clause.field.target_value", need: .optional, max: 40).html)\
                \(fields.line("target_words", "clause.field.target_words", need: .optional, max: 300))\(fields.day("due", "clause.field.due"))\
                \(fields.boxes("drop", "pledge.drop", [Choice("1", page.t("pledge.drop.do"))]))\
                \(fields.area("reason", "pledge.change.reason"))<p>\(Button(page.t("pledge.change.do"), kind: .danger))</p>
                """))
            """
        ).html
    }
}

/// The steps of a pledge as one form: name, weight and day of each, and room for more.
enum StepForm {
    static let spare = 3

    static func filled(_ file: PledgeFile) -> Form {
        var form = Form(["version": "\(file.pledge.clause.version)"])
        for (index, step) in file.pledge.milestones.enumerated() {
            form = form.setting("id.\(index + 1)", step.id.text).setting("name.\(index + 1)", step.name)
                .setting("weight.\(index + 1)", "\(step.weight)").setting("due.\(index + 1)", step.due.description)
        }
        return form
    }

    static func drafts(_ data: FormData) throws -> [MilestoneDraft] {
        var checker = Checker(data)
        var drafts: [MilestoneDraft] = []
        for place in 1...30 {
            guard let name = checker.lineIfAny("name.\(place)", max: 400) else { continue }
            let weight = checker.int("weight.\(place)", in: 1...100)
            let due = checker.day("due.\(place)")
            if let weight, let due {
                drafts.append(MilestoneDraft(name, weight: weight, due: due, id: data["id.\(place)"].flatMap { $0.isEmpty ? nil : $0 }))
            }
        }
        try checker.check()
        return drafts
    }

    static func html(_ page: Page, _ view: WorkPledgePage.View) -> HTML {
        let file = view.file
        var form = view.noun == "langkah" ? view.form : filled(file)
        // Who has been told that somebody was quicker may save over it.
        if view.error?.kind == .conflict { form = form.setting("version", "\(file.pledge.clause.version)") }
        let fields = Fields(page, form)
        let isReplanned = file.pledge.commitment.state == .inForce && !file.pledge.milestones.isEmpty
        let rows = (1...min(file.pledge.milestones.count + spare, 30)).map { place -> HTML in
            """
            <fieldset class="stack"><legend>\(page.t("milestone.number", ["number": "\(place)"]))</legend>\(fields.hidden("id.\(place)"))\
            \(fields.line("name.\(place)", "milestone.field.name", need: .optional))\
            \(fields.line("weight.\(place)", "milestone.field.weight", kind: .number, need: .optional, max: 3, width: .short))\
            \(fields.day("due.\(place)", "milestone.field.due", need: .optional))</fieldset>
            """
        }
        return Card(
            title: page.t("milestone.plan"),
            """
            <p>\(page.t("milestone.plan.about"))</p>\(PostForm(
                page, CommitmentPaths.steps(file.pledge.clause.code), draft: "langkah-\(file.pledge.clause.code)",
                """
                \(fields.seenVersion)\(with: form.issue("weights"), { "<p class=\"error\">\(page.t($0))</p>" })\(rows)\
                \(if: isReplanned, fields.area("reason", "milestone.field.reason", hint: "milestone.field.reason_hint").html)\
                <p>\(Button(page.t("milestone.plan.do"), kind: .quiet))</p>
                """))
            """
        ).html
    }
}
