import Directory
import Kernel
import Masterplan
import Web
import Work

/// One pledge: what was promised in whose words, how it stands and why, its steps with their proof, and every change.
enum PledgePage {
    struct View: Sendable {
        var file: PledgeFile
        var names: AgencyTree
        var area: String?
        /// The page to work on it, for those who may.
        var work: String?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let (pledge, clause) = (view.file.pledge, view.file.pledge.clause)
        return Layout.page(
            page, title: clause.promise(page.language),
            body: """
                \(Breadcrumb(page, above: [(page.t("pledge.title"), CommitmentPaths.pledges())], title: clause.code))\
                <div class="stack"><h1>\(clause.promise(page.language))</h1>\
                <p class="row">\(PledgeWords.tag(page, pledge.standing.state)) <span>\(PledgeWords.reason(page, pledge.standing))</span></p>\
                <p class="hint">\(page.t(pledge.standing.state.meaning))</p>\
                \(if: pledge.standing.state == .changed,
                    "<p>\(page.t("pledge.measured_now")) \(PledgeWords.tag(page, pledge.standing.pace))</p>")\
                \(PledgeWords.progress(page, pledge))\
                \(with: view.work, { "<p>\(Button(page.t("pledge.work_on"), kind: .quiet, icon: .edit, link: $0))</p>" })</div>\
                <div class="split"><div class="stack">\(contests(page, view))\(steps(page, view))\
                \(PledgeWords.scars(page, pledge.changes, people: view.file.people, unit: clause.target.unit))</div>\
                <aside class="stack">\(facts(page, view))\(quote(page, view))</aside></div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let clause = view.file.pledge.clause
        let supporters = clause.supporters.map { agency in
            let part = view.file.parts.first { $0.agency == agency }
            return view.names.name(agency) + (part.map { " (\(page.t($0.state.label)))" } ?? "")
        }.joined(separator: ", ")
        let bound = ((view.file.subject.map { [$0] } ?? []) + view.file.more).map { subject -> HTML in
            subject.url.map { "<a href=\"\($0)\">\(subject.title)</a>" } ?? "\(subject.title)"
        }
        let subject: HTML? = bound.isEmpty ? nil : bound.dropFirst().reduce(bound[0]) { "\($0)<br>\($1)" }
        return Card(
            title: page.t("pledge.facts"),
            Facts([
                (page.t("pledge.target"), "\(clause.target.text(page.format))"), (page.t("pledge.due"), "\(page.format.day(clause.due))"),
                (page.t("pledge.lead_agency"), "\(view.names.name(clause.lead.text))"),
                (page.t("pledge.supporters"), supporters.isEmpty ? "\(page.t("pledge.alone"))" : "\(supporters)"),
                (page.t("pledge.next"), view.file.pledge.standing.next.map { "\(page.format.day($0))" }),
                (page.t("pledge.filter.dimension"), clause.dimension.map { "\(page.t($0.label))" }),
                (page.t("pledge.filter.area"), "\(view.area ?? page.t("pledge.whole_regency"))"), (page.t("pledge.bound_to"), subject),
                (page.t("pledge.last_change"), "\(page.format.moment(view.file.pledge.changedAt))"),
            ]).html
        ).html
    }

    private static func quote(_ page: Page, _ view: View) -> HTML {
        let (clause, commitment) = (view.file.pledge.clause, view.file.pledge.commitment)
        let signed = view.file.signatories.filter { $0.state == .signed }.html { signatory in
            "<li>\(signatory.name), \(signatory.officeTitle)\(with: signatory.signedAt, { " · \(page.format.day($0))" })</li>"
        }
        return Card(
            title: page.t("pledge.signed_text"),
            """
            <blockquote class="said">\(clause.text(page.language))</blockquote>\
            <p><a href="\(CommitmentPaths.commitment(commitment.code))">\(commitment.title(page.language))</a>, \
            \(page.t("pledge.clause_number", ["number": "\(clause.number)"]))</p>\
            \(if: !signed.isEmpty, "<p>\(page.t("pledge.signed_by"))</p><ul>\(signed)</ul>")
            """
        ).html
    }

    private static func contests(_ page: Page, _ view: View) -> HTML {
        view.file.contests.html { contest in
            Notice(
                .warn, title: page.t("pledge.contested", ["name": contest.name]),
                "<p class=\"said\">\(contest.text)</p>\(with: contest.decidedAt, { "<p class=\"hint\">\(page.format.day($0))</p>" })"
            ).html
        }
    }

    private static func steps(_ page: Page, _ view: View) -> HTML {
        let milestones = view.file.pledge.milestones
        let today = page.now.parts(offsetHours: page.format.offsetHours).day
        let entries = milestones.map { step -> Timeline.Entry in
            let isLate = step.state == .planned && step.due < today
            let said = (view.file.notes[step.id.text] ?? []).map { note in
                "<p class=\"said\">\(note.text)</p><p class=\"hint\">\(page.t(TextKey("milestone.act.\(note.act)"))) · \(page.format.day(note.at))</p>"
                    as HTML
            }
            return Timeline.Entry(
                step.name,
                meta: """
                    \(page.t("milestone.weight", ["weight": "\(step.weight)"])) · \(page.t("pledge.by", ["day": page.format.day(step.due)]))\
                    \(with: step.doneOn, { " · \(page.t("milestone.done_on", ["day": page.format.day($0)]))" })
                    """,
                mark: step.state == .verified ? .good : isLate ? .bad : .plain,
                content: """
                    <p class="row">\(isLate ? Tag(page.t("milestone.late"), .bad) : PledgeWords.tag(page, step.state))</p>\
                    \(proof(page, view, step))\(step.state == .verified ? said : [])
                    """)
        }
        return """
            <section class="stack"><h2>\(page.t("pledge.steps"))</h2>\
            \(if: milestones.isEmpty, "<p class=\"muted\">\(page.t("pledge.no_steps"))</p>", else: Timeline(entries).html)\(replans(page, view))</section>
            """
    }

    /// Why steps were planned anew after signing.
    private static func replans(_ page: Page, _ view: View) -> HTML {
        let notes = (view.file.notes[view.file.pledge.clause.id.text] ?? []).html { note in
            "<p class=\"hint\">\(page.t("pledge.steps_changed", ["day": page.format.day(note.at)]))</p><p class=\"said\">\(note.text)</p>"
        }
        return notes
    }

    /// Only what somebody has looked at is shown to everybody: a claim may hold what must not be public.
    private static func proof(_ page: Page, _ view: View, _ step: Milestone) -> HTML {
        guard step.state == .verified else { return .empty }
        return EvidenceList.html(page, view.file.evidence[step.id.text] ?? [], view.file, in: view.file.pledge.clause.code)
    }
}

/// The evidence of a step.
enum EvidenceList {
    static func html(_ page: Page, _ evidence: [Evidence], _ file: PledgeFile, in code: String, showsReuse: Bool = false) -> HTML {
        if evidence.isEmpty { return .empty }
        let items = evidence.html { one -> HTML in
            let reuse: HTML =
                showsReuse && (file.otherUses[one.id.text] ?? 0) > 0 ? " \(Tag(page.t("evidence.reused"), .warn))" : .empty
            switch one.kind {
            case .photo:
                return """
                    <li><a href="\(CommitmentPaths.evidence(code, one.id.text))"><img \
                    src="\(CommitmentPaths.evidenceSmall(code, one.id.text))" alt="\(one.title)" loading="lazy" width="160"></a>\(reuse)</li>
                    """
            case .file:
                return """
                    <li>\(Icon.document) <a href="\(CommitmentPaths.evidence(code, one.id.text))">\(one.title)</a>\
                    \(with: one.bytes, { " <span class=\"muted\">(\(sizeText($0)))</span>" })\(reuse)</li>
                    """
            case .link:
                let view = one.subject.flatMap { file.links[$0] }
                let name: HTML = view?.url.map { "<a href=\"\($0)\">\(view?.title ?? one.title)</a>" } ?? "\(page.t("evidence.hidden"))"
                return "<li>\(name)</li>"
            }
        }
        return "<ul class=\"list\" aria-label=\"\(page.t("evidence.title"))\">\(items)</ul>"
    }
}
