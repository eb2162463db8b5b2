import Directory
import Kernel
import Web
import Work

/// One link or one agency's part: who proposes what to whom, how it stands, and what one can do about it.
enum ProposalPage {
    struct View: Sendable {
        var title: String
        var subject: String
        var subjectLink: String?
        var kind: String
        var record: any TwoSided
        var events: [Event]
        var people: [String: String]
        var agencies: AgencyTree
        var action: @Sendable (String) -> String
        var today: Day
        var act: String?
        var form: Form = .empty
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let record = view.record
        let isOverdue = record.state.isOpen && record.dueOn.map { $0 < view.today } ?? false
        let may = Acceptance.workflow.acts(in: record.state.rawValue).filter { record.may($0, page.actor) }
        let cards = may.map { act -> HTML in
            var scoped = page
            scoped.fieldScope = "\(act.name)."
            let fields = Fields(scoped, view.act == act.name ? view.form : .empty)
            let words: HTML = act.needs.isEmpty ? .empty : fields.area("text", "plan.field.reason").html
            let kind: Button.Kind = act.name == "accept" ? .main : act.name == "decline" || act.name == "withdraw" ? .danger : .quiet
            return Card(
                title: page.t(TextKey("plan.act.\(act.name)")),
                PostForm(
                    page, view.action(act.name),
                    """
                    <input type="hidden" name="version" value="\(record.version)">\(words)\
                    <p>\(Button(page.t(TextKey("plan.act.\(act.name)")), kind: kind))</p>
                    """
                ).html
            ).html
        }
        let history = view.events.reversed().map { event -> Timeline.Entry in
            let act = event.kind.split(separator: ".").last.map(String.init) ?? ""
            return Timeline.Entry(
                page.t(TextKey("plan.did.\(act)"), ["percent": event.details["percent"] ?? ""]),
                meta: "\(page.format.moment(event.at))\(with: view.people[event.actorID], { " · \($0)" })")
        }
        var above = [(page.t("plan.title"), PlanPaths.list())]
        if page.actor.may(.answerPlans) { above.append((page.t("plan.waiting"), PlanPaths.waiting())) }
        return Layout.page(
            page, title: view.title,
            body: """
                \(Breadcrumb(page, above: above, title: view.title))\
                <h1>\(view.title)</h1><p class="row">\(PlanTags.tag(page, record.state)) <span class="muted">\(view.kind)</span></p>\
                \(if: isOverdue && page.actor.may(.stewardPlans), Notice(.warn, title: page.t("plan.overdue"), "<p>\(page.t("plan.overdue_about"))</p>").html)\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                <div class="split"><div class="stack">\(Card(
                    title: page.t("plan.about"),
                    Facts([
                        (page.t("plan.subject"), view.subjectLink.map { "<a href=\"\($0)\">\(view.subject)</a>" } ?? "\(view.subject)"),
                        (page.t("plan.proposer"), "\(record.proposer.map { view.agencies.name($0) } ?? page.t("plan.planning_agency"))"),
                        (page.t("plan.asked"), "\(record.asked.map { view.agencies.name($0) } ?? page.t("plan.planning_agency"))"),
                        (page.t("plan.field.share"), record.share.map { "\($0) %" }),
                        (page.t("plan.field.due"), record.state.isOpen ? record.dueOn.map { "\(page.format.day($0))" } : nil),
                        (page.t("plan.last_words"), record.reason.isEmpty ? nil : "<span class=\"said\">\(record.reason)</span>"),
                    ]).html))<section class="stack"><h2>\(page.t("plan.history"))</h2>\(Timeline(history))</section></div>\
                <div class="stack">\(cards)</div></div>
                """)
    }
}
