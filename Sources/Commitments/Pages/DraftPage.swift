import Directory
import Documents
import Kernel
import Masterplan
import Web
import Work

/// A commitment as those see it who write it: clauses, who signs, and what can be done now.
enum DraftPage {
    struct View: Sendable {
        var file: CommitmentFile
        var directory: DirectoryIndex
        var accounts: [Choice]
        var provider: SignatureSettings.Provider
        /// Of the way to the books, for who leads the planning; once it is in force.
        var stages: [PlanStage]
        var form: Form
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        let isDraft = commitment.state == .draft
        return Layout.page(
            page, title: commitment.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.menu"), CommitmentPaths.work())], title: commitment.code))\
                <h1>\(commitment.title)</h1><p class="row">\(PledgeWords.tag(page, commitment.state)) <span class="code">\(commitment.code)</span></p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))\
                \(if: isDraft && !view.file.hidden.isEmpty, Notice(.warn, "<p>\(page.t("commitment.hidden_subjects", ["numbers": view.file.hidden.map(String.init).joined(separator: ", ")]))</p>").html)\
                <div class="split"><div class="stack">\(text(page, view))\(clauses(page, view))\(signatories(page, view))\(AbsentAgencies.html(page, view.file, view.directory.agencies))</div>\
                <aside class="stack">\(if: view.file.waits(for: page.actor), "<p>\(Button(page.t("signing.go"), icon: .edit, link: CommitmentPaths.sign(commitment.code)))</p>")\
                \(StagePart.html(page, view.stages))\
                \(acts(page, view))\
                \(if: !isDraft, "<p><a href=\"\(CommitmentPaths.commitment(commitment.code))\">\(page.t("commitment.public_page"))</a></p>")</aside></div>
                """)
    }

    /// The text as a paper on the page.
    static func preview(_ page: Page, _ file: CommitmentFile, _ paper: Paper) -> HTML {
        var paper = paper
        // Its links are this site's own.
        paper.address = ""
        let (title, commitment) = (page.t("commitment.preview.title"), file.commitment)
        return Layout.page(
            page, title: "\(title): \(commitment.title)", isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.menu"), CommitmentPaths.work()), (commitment.code, CommitmentPaths.draft(commitment.code))], title: title))\
                <h1>\(title)</h1>\(if: commitment.state == .draft, "<p class=\"lead\">\(page.t("commitment.preview.about"))</p>")\
                <div class="card">\(HTML(raw: PaperHTML(paper).fragment))</div>
                """)
    }

    private static func text(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        return Card(
            title: page.t("commitment.text"),
            """
            <p class="said">\(commitment.preamble)</p>\
            <p>\(page.t("commitment.period", ["from": page.format.day(commitment.startsOn), "to": page.format.day(commitment.endsOn)]))</p>\
            <p><a href="\(CommitmentPaths.preview(commitment.code))">\(page.t(commitment.state == .draft ? "commitment.preview" : "ceremony.text"))</a></p>\
            \(if: commitment.state == .draft, "<p>\(Button(page.t("commitment.edit"), kind: .quiet, icon: .edit, link: CommitmentPaths.edit(commitment.code)))</p>")
            """
        ).html
    }

    private static func clauses(_ page: Page, _ view: View) -> HTML {
        let (commitment, isDraft) = (view.file.commitment, view.file.commitment.state == .draft)
        let rows = view.file.clauses.html { clause -> HTML in
            let steps = view.file.milestones[clause.id.text] ?? []
            let edit: HTML =
                isDraft
                ? """
                <p class="row"><a href="\(CommitmentPaths.editClause(commitment.code, clause.code))">\(page.t("clause.edit"))</a> \
                <a href="\(CommitmentPaths.workPledge(clause.code))">\(page.t("clause.steps", ["count": "\(steps.count)"]))</a></p>\
                \(PostForm(page, CommitmentPaths.removeClause(commitment.code, clause.code), "\(Button(page.t("clause.remove"), kind: .plain, icon: .trash))"))
                """
                : "<p><a href=\"\(CommitmentPaths.workPledge(clause.code))\">\(page.t("clause.steps", ["count": "\(steps.count)"]))</a></p>"
            return """
                <li><p><strong>\(clause.promise)</strong></p><p class="said">\(clause.text)</p>\
                <p class="hint">\(view.directory.agencies.name(clause.lead.text)) · \(clause.target.text(page.format)) · \
                \(page.t("pledge.by", ["day": page.format.day(clause.due)]))</p>\(edit)</li>
                """
        }
        return """
            <section class="card stack"><h2>\(page.t("commitment.clauses"))</h2>\
            \(if: view.file.clauses.isEmpty, "<p class=\"muted\">\(page.t("clause.none"))</p>", else: "<ol class=\"stack\">\(rows)</ol>")\
            \(if: isDraft, "<p>\(Button(page.t("clause.new"), kind: .quiet, icon: .add, link: CommitmentPaths.newClause(commitment.code)))</p>")</section>
            """
    }

    private static func signatories(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        let isDraft = commitment.state == .draft
        let rows = view.file.signatories.html { signatory -> HTML in
            let hasLeft = view.file.left.contains(signatory.id.text)
            var acts = HTML.empty
            if signatory.state == .waiting, [.draft, .open].contains(commitment.state) {
                var scoped = page
                scoped.fieldScope = "\(signatory.id.text)."
                let fields = Fields(scoped, .empty)
                acts += """
                    <details><summary>\(page.t("signatory.replace"))</summary>\(PostForm(
                        page, CommitmentPaths.signatory(commitment.code, signatory.id.text, "pengganti"),
                        "\(fields.select("account", "signatory.account", view.accounts, prompt: "clause.field.choose"))<p>\(Button(page.t("signatory.replace_do"), kind: .quiet))</p>"))</details>
                    """
            }
            if isDraft {
                acts +=
                    PostForm(
                        page, CommitmentPaths.signatory(commitment.code, signatory.id.text, "hapus"),
                        "\(Button(page.t("signatory.remove"), kind: .plain, icon: .trash))"
                    ).html
            }
            return """
                <li><p><strong>\(signatory.officeTitle)</strong> – \(signatory.name) \(PledgeWords.tag(page, view.file.verdicts[signatory.id.text] ?? .waiting))\
                \(if: hasLeft, " \(Tag(page.t("signatory.left"), .warn))")\
                \(if: view.provider == .local && view.file.invited.contains(signatory.id.text), " \(Tag(page.t("signatory.invited"), .warn))")</p>\(acts)</li>
                """
        }
        return """
            <section class="card stack"><h2>\(page.t("commitment.signatories"))</h2><ol class="stack">\(rows)</ol>\
            \(if: isDraft && !view.file.withoutSignature.isEmpty, heads(page, view))\(if: isDraft, addition(page, view))</section>
            """
    }

    /// A joint commitment is everybody's: the heads whose accounts are known need not be named one by one.
    private static func heads(_ page: Page, _ view: View) -> HTML {
        PostForm(
            page, CommitmentPaths.act(view.file.commitment.code, "pimpinan"),
            """
            <p class="hint">\(page.t("signatory.heads.about", ["count": page.format.number(view.file.withoutSignature.count)]))</p>\
            <p>\(Button(page.t("signatory.heads"), kind: .quiet, icon: .add))</p>
            """
        ).html
    }

    private static func addition(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.form)
        let agencies = view.directory.agencies.active(on: view.directory.today).map { Choice($0.id.text, $0.name) }
        return """
            <h3>\(page.t("signatory.add"))</h3>\(PostForm(
                page, CommitmentPaths.signatories(view.file.commitment.code),
                """
                \(fields.select("office", "signatory.office", Signatory.Office.allCases.map { Choice($0.rawValue, page.t($0.label)) }, prompt: "clause.field.choose"))\
                \(fields.line("title", "signatory.title", hint: "signatory.title_hint"))\
                \(fields.select("agency", "signatory.agency", agencies, need: .optional, prompt: "clause.field.none"))\
                \(fields.line("institution", "signatory.institution", need: .optional, hint: "signatory.institution_hint"))\
                \(fields.select("account", "signatory.account", view.accounts, prompt: "clause.field.choose", hint: "signatory.account_hint"))\
                <p>\(Button(page.t("signatory.add"), kind: .quiet, icon: .add))</p>
                """))
            """
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        func act(_ noun: String, _ content: HTML) -> HTML {
            PostForm(
                page, CommitmentPaths.act(commitment.code, noun),
                "<input type=\"hidden\" name=\"version\" value=\"\(commitment.version)\">\(content)"
            ).html
        }
        func confirmed(_ noun: String) -> HTML {
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, view.form)
            return act(
                noun,
                ConfirmBox(
                    page, page.t(TextKey("commitment.do.\(noun)")), explanation: page.t(TextKey("commitment.about.\(noun)")),
                    content: "\(fields.area("reason", "commitment.field.reason"))", confirm: page.t(TextKey("commitment.confirm.\(noun)"))
                ).html)
        }
        var cards = HTML.empty
        switch commitment.state {
        case .draft:
            cards =
                Card(
                    title: page.t("commitment.open.title"),
                    "<p>\(page.t("commitment.open.about"))</p>\(act("pembukaan", "<p>\(Button(page.t("commitment.open.do"), icon: .lock))</p>"))"
                ).html
        case .open:
            cards = "<p>\(Button(page.t("ceremony.title"), kind: .quiet, link: CommitmentPaths.ceremony(commitment.code)))</p>"
            if view.file.signedCount == 0 { cards += confirmed("penarikan") }
            if view.provider == .none { cards += confirmed("di-atas-kertas") }
            cards += confirmed("pengakhiran")
        case .inForce:
            if !view.file.left.isEmpty {
                cards = "<p>\(Button(page.t("succession.title"), kind: .quiet, link: CommitmentPaths.succession(commitment.code)))</p>"
            }
            cards += confirmed("pengakhiran")
        case .ended: break
        }
        return cards
    }
}
