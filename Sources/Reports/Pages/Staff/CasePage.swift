import Directory
import Kernel
import Web
import Work

/// Everything about one report for somebody who works on it: what is wrong, where, what happened, whose turn it is, and what
/// she can do now.
package enum CasePage {
    package struct View: Sendable {
        package var file: ReportFile
        package var names: Names
        /// Names of the officials in the timeline, by account.
        package var people: [String: String]
        package var calendarDaysLeft: Int?
        /// What was typed into the form of one noun, with what was wrong; empty for a fresh page.
        package var form: Form
        package var noun: CaseNoun?
        /// Photos that came with that form and need not be chosen again.
        package var keptPhotos: [String] = []
        /// The reporter's identity, just opened.
        package var identity: ReporterIdentity?
        package var mayOpenIdentity: Bool
        package var tiles: TileServer?
    }

    package static func page(_ page: Page, _ view: View) -> HTML {
        let report = view.file.report
        var scoped = page
        scoped.fieldScope = CaseForms.scope(view.noun)
        return Layout.page(
            page, title: page.t("staff.case.title", ["code": report.code]),
            body: """
                \(Breadcrumb(page, above: [(page.t("staff.work.title"), StaffPaths.workList())], title: report.code))
                <h1>\(ReportRow.split(report.publicText ?? report.text).title)</h1>
                <p class="row">\(tags(page, view))</p>
                \(if: !CaseForms.offered(view).isEmpty,
                    "<p class=\"only-narrow\">\(Button(page.t("staff.acts.title"), kind: .quiet, icon: .edit, link: "#tindakan"))</p>")
                \(if: view.form.hasIssues, ErrorSummary(scoped, view.form.issues).html)
                <div class="split split--case"><div class="stack">
                \(Card(title: page.t("staff.case.said"), said(page, view)))
                \(CaseFacts.html(page, view))
                </div><div class="stack" id="tindakan">
                \(CaseForms.html(page, view))
                \(Card(title: page.t("staff.case.facts"), threeFacts(page, view)))
                \(Card(title: page.t("staff.identity.title"), identity(page, view)))
                </div>
                \(Card(title: page.t("staff.case.timeline"), CaseTimeline.html(page, view)))</div>
                """)
    }

    private static func tags(_ page: Page, _ view: View) -> [HTML] {
        let report = view.file.report
        var tags = [Tag(page.t(StateWords.label(report.state)), ReportFilter.Status(state: report.state).kind).html, " "]
        if let days = view.calendarDaysLeft { tags += [DueTag(page, daysLeft: days).html, " "] }
        tags += [Tag(page.t(report.kind.label), .idle).html, " "]
        if report.disclosure != .open { tags += [Tag(page.t(report.disclosure.label), .warn, icon: .lock).html, " "] }
        if report.level > 0 { tags += [Tag(page.t("staff.level", ["level": String(report.level)]), .warn).html, " "] }
        if report.isOverdue { tags += [Tag(page.t("report.overdue"), .bad).html, " "] }
        tags.append(Tag(page.t(report.isPublic ? "staff.case.public" : "staff.case.hidden"), report.isPublic ? .info : .idle).html)
        return tags
    }

    private static func said(_ page: Page, _ view: View) -> HTML {
        let report = view.file.report
        let before = view.file.photos.filter { $0.role == .before }
        return """
            <p class="said">\(report.text)</p>
            \(if: !report.answers.isEmpty, Facts(answers(page, view)).html)
            \(CasePhotos.html(page, before, view))
            \(if: report.publicText != nil && report.publicText != report.text,
                "<h3>\(page.t("staff.case.public_text"))</h3><p class=\"said\">\(report.publicText)</p>")
            """
    }

    private static func answers(_ page: Page, _ view: View) -> [(String, HTML?)] {
        let questions = view.file.category?.questions ?? []
        return view.file.report.answers.sorted { $0.key < $1.key }.map { code, answer in
            (questions.first { $0.code == code }?.label(page.language) ?? code, "\(answer)")
        }
    }

    /// *Claimed, checked, accepted*: three facts of three people, each with its own day or its absence.
    private static func threeFacts(_ page: Page, _ view: View) -> HTML {
        let report = view.file.report
        func fact(_ at: Instant?, by account: String? = nil) -> HTML {
            guard let at else { return "<span class=\"muted\">\(page.t("staff.case.not_yet"))</span>" }
            return "\(page.format.moment(at))\(with: account.flatMap { view.people[$0] }, { " · \($0)" })"
        }
        let closure = report.closure.map { page.t(TextKey("report.closure.\($0.rawValue)")) }
        return Facts([
            (page.t("report.fact.claimed"), fact(report.claimedAt, by: report.claimedBy)),
            (page.t("report.fact.checked"), fact(report.checkedAt, by: report.checkedBy)),
            (page.t("report.fact.accepted"), fact(report.acceptedAt)),
            (page.t("report.fact.closure"), closure.map { "\($0)" }),
            (page.t("report.fact.rating"), report.rating.map { Rating(page, $0).html }),
        ]).html
    }

    private static func identity(_ page: Page, _ view: View) -> HTML {
        let report = view.file.report
        if let identity = view.identity {
            return Facts([
                (page.t("staff.identity.name"), identity.name.isEmpty ? nil : "\(identity.name)"),
                (page.t("staff.identity.phone"), identity.phone.isEmpty ? nil : "\(identity.phone)"),
                (page.t("staff.identity.mail"), identity.mail.isEmpty ? nil : "\(identity.mail)"),
                (page.t("staff.identity.national_id"), identity.nationalID.isEmpty ? nil : "\(identity.nationalID)"),
            ]).html + "<p class=\"hint\">\(page.t("staff.identity.recorded"))</p>"
        }
        if let removed = view.file.identityRemovedAt {
            return "<p>\(page.t("staff.identity.removed", ["day": page.format.day(removed)]))</p>"
        }
        if !view.file.hasIdentity { return "<p>\(page.t("staff.identity.none"))</p>" }
        if !view.mayOpenIdentity { return "<p>\(page.t("staff.identity.refused"))</p>" }
        var scoped = page
        scoped.fieldScope = CaseForms.scope(nil)
        // What was refused may have been another form.
        let form = view.noun == nil ? view.form : .empty
        return PostForm(
            page, StaffPaths.identity(report.code),
            """
            <input type="hidden" name="openings" value="\(view.file.accesses.count)">
            <p>\(page.t("staff.identity.intro"))</p>
            \(Input(scoped, "reason", label: page.t("staff.identity.reason"), value: form.value("reason"), hint: page.t("staff.identity.hint"),
                error: form.issue("reason").map { page.t($0) }))
            <p>\(Button(page.t("staff.identity.open"), kind: .quiet, icon: .lock))</p>
            """
        ).html
    }
}

extension ReportFilter.Status {
    /// The look of its tag.
    var kind: Tag.Kind {
        switch self {
        case .waiting: .info
        case .working, .claimed: .act
        case .checked, .closed: .good
        case .rejected: .idle
        }
    }
}
