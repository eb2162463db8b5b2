import Kernel
import Web

/// The reporter's own page: how far her report has come, whose turn it is, and what she can do.
package enum FollowPage {
    package static func page(_ page: Page, _ view: FollowView) -> HTML {
        let report = view.file.report
        return Layout.page(
            page, title: page.t("report.follow.title", ["code": report.code]), head: SecretHead.html,
            body: """
                <div class="split"><div class="stack"><h1>\(page.t("report.follow.title", ["code": report.code]))</h1>\
                \(with: view.conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0))</p>").html })\(ErrorSummary(page, view.form.issues))\
                \(state(page, view))\(forms(page, view))\
                <section class="stack"><h2>\(page.t("report.timeline"))</h2>\(timeline(page, view))</section></div>\
                <aside class="stack">\(said(page, view))\(identity(page, view))\(other(page, view))</aside></div>
                """)
    }

    private static func state(_ page: Page, _ view: FollowView) -> HTML {
        let report = view.file.report
        let values = [
            "agency": report.agency.map(view.names.agency) ?? page.t("report.no_agency"), "code": view.file.mergedIntoCode ?? "",
            "days": "\(ReopenReport.days)",
        ]
        let meaning =
            report.state == "closed" && report.closure == .silent ? "report.meaning.closed_silent" : StateWords.meaning(report.state)
        return Card(
            """
            <p class="row">\(ReportFilter.Status(state: report.state).tag(page)) <strong>\(page.t(StateWords.label(report.state)))</strong></p>\
            <p>\(page.t(meaning, values))</p>\(main(page, view))\
            <p>\(page.t(view.turn, values)) \(with: view.dueAt, { _ in DueTag(page, daysLeft: view.daysLeft, isPaused: view.isPaused).html })\
            \(with: view.isPaused ? nil : view.dueAt, { " <span class=\"muted\">\(page.t("report.follow.due", ["day": page.format.day($0)]))</span>" })</p>\
            \(if: report.level > 0, "<p>\(page.t(TextKey("report.level.\(report.level)")))</p>")
            """
        ).html
    }

    /// The report that hers follows: how far it has come, where she can read how it goes on, and who judges it.
    private static func main(_ page: Page, _ view: FollowView) -> HTML {
        guard let code = view.file.mergedIntoCode else { return .empty }
        guard let main = view.file.followed else { return "<p>\(page.t("report.follow.main_hidden", ["code": code]))</p>" }
        return """
            <p class="row">\(ReportFilter.Status(state: main.state).tag(page)) <strong>\(page.t(StateWords.label(main.state)))</strong> \
            <a href="\(ReportPaths.report(code))">\(page.t("report.follow.main", ["code": code]))</a></p>\
            \(if: !main.hasResult,
                "<p>\(page.t(main.hasEndedWithoutResult ? "report.follow.main_ended" : "report.follow.main_open"))</p>")
            """
    }

    private static func forms(_ page: Page, _ view: FollowView) -> HTML {
        let offered = ReporterForm.allCases.filter { $0 != .withdraw && $0.isOffered(view.file, now: page.now) }
        // What is asked of her stands open; the rest unfolds.
        let first = offered.first { $0 == .complete || $0 == .accept || $0 == .judge }
        return offered.html { form in
            let title = page.t(TextKey("report.do.\(form).title"))
            let isOpen = form == first || form == view.failed
            return form == first
                ? Card(title: title, form.html(page, view)).html
                : "<details class=\"card\"\(attr: "open", isOpen)><summary><strong>\(title)</strong></summary>\(form.html(page, view))</details>"
        }
    }

    private static func timeline(_ page: Page, _ view: FollowView) -> HTML {
        let (code, secret) = (view.file.report.code, view.secret)
        return ReportTimeline(
            page: page, names: view.names, thumbnail: { ReportPaths.followThumbnail(code, secret, $0.text) },
            photo: { ReportPaths.followPhoto(code, secret, $0.text) }, isReporter: true
        ).html(view.file.timeline)
    }

    /// What she wrote, and what the public reads of it.
    private static func said(_ page: Page, _ view: FollowView) -> HTML {
        let report = view.file.report
        let questions = view.file.category?.questions.filter { report.answers[$0.code] != nil } ?? []
        var facts: [(String, HTML?)] = [
            (page.t("report.fact.category"), "\(view.names.categoryPath(report.category))"),
            (
                page.t("report.fact.place"),
                view.names.place(village: report.place.village, subdistrict: report.place.subdistrict).map { "\($0)" }
            ),
            (page.t("report.form.place_note"), report.place.note.isEmpty ? nil : "\(report.place.note)"),
            (page.t("report.form.disclosure"), "\(page.t(report.disclosure.label))"),
            (page.t("report.fact.received"), "\(page.format.moment(report.receivedAt))"),
        ]
        for question in questions { facts.append((question.label(page.language), "\(answer(question, report, page))")) }
        let isNearest = report.place.finding == .nearest
        return Card(
            title: page.t("report.follow.said"),
            """
            <p class="keep-lines">\(report.text)</p>\(Facts(facts))\(if: isNearest, "<p class=\"hint\">\(page.t("report.place.nearest"))</p>")\
            \(visibility(page, report))
            """
        ).html
    }

    private static func answer(_ question: CategoryQuestion, _ report: Report, _ page: Page) -> String {
        let answer = report.answers[question.code] ?? ""
        return question.kind == .yesno ? page.t(answer == "yes" ? "report.form.yes" : "report.form.no") : answer
    }

    private static func visibility(_ page: Page, _ report: Report) -> HTML {
        if report.disclosure == .confidential { return "<p class=\"hint\">\(Icon.lock) \(page.t("report.follow.confidential"))</p>" }
        guard report.isPublic, let text = report.publicText else { return "<p class=\"hint\">\(page.t("report.follow.not_public"))</p>" }
        return """
            <p class="hint">\(Icon.eye) \(page.t("report.follow.public")) <a href="\(ReportPaths.report(report.code))">\(page.t("report.follow.public_link"))</a></p>\
            \(if: text != report.text, "<details><summary>\(page.t("report.follow.public_text"))</summary><p class=\"keep-lines\">\(text)</p></details>")
            """
    }

    /// Who opened her identity, and why: the one thing that keeps officials honest about it.
    private static func identity(_ page: Page, _ view: FollowView) -> HTML {
        let file = view.file
        var content: HTML
        if let removed = file.identityRemovedAt, file.accesses.isEmpty {
            content = "<p>\(page.t("report.identity.removed", ["day": page.format.day(removed)]))</p>"
        } else if !file.hasIdentity, file.accesses.isEmpty {
            content = "<p>\(page.t("report.identity.none"))</p>"
        } else if file.accesses.isEmpty {
            content = "<p>\(page.t("report.identity.unopened"))</p>"
        } else {
            content = .empty
            if let removed = file.identityRemovedAt {
                content += "<p>\(page.t("report.identity.removed", ["day": page.format.day(removed)]))</p>"
            }
            content += "<p>\(page.t("report.identity.opened"))</p>"
            content +=
                Timeline(
                    file.accesses.map { access in
                        Timeline.Entry(
                            access.agency.map(view.names.agency) ?? page.t("report.by.officer"), meta: "\(page.format.moment(access.at))",
                            content: "<p>\(page.t("report.identity.reason", ["reason": access.reason]))</p>")
                    }
                ).html
        }
        return Card(title: page.t("report.identity.title"), content).html
    }

    private static func other(_ page: Page, _ view: FollowView) -> HTML {
        let canWithdraw = ReporterForm.withdraw.isOffered(view.file, now: page.now)
        return """
            \(if: canWithdraw, Card(title: page.t("report.do.withdraw.title"), ReporterForm.withdraw.html(page, view)).html)\
            <p class="hint">\(Icon.lock) \(page.t("report.follow.keep_secret"))</p>
            """
    }
}
