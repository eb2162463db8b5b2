import Directory
import Kernel
import Web
import Work

/// What an applicant sees by her link: where her request stands, what was answered, and what she can do.
enum FollowPage {
    struct View: Sendable {
        var file: InformationFile
        var secret: String
        var address: String
        var agencies: AgencyTree
        var form: Form
        var noun: String
        var error: AppError?
        var isLate: Bool
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let request = view.file.request
        let title = page.t("information.follow.title", ["number": request.registerNumber])
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                <div class="stack"><h1>\(title)</h1><p class="row">\(InformationWords.tag(page, request))</p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                \(CopyBox(page, id: "tautan", label: page.t("information.follow.link"), text: view.address))\
                <p class="hint">\(page.t("information.follow.keep"))</p>\
                \(wanted(page, view))\(InformationWords.history(page, view.file, people: [:]))\(opened(page, view))\(acts(page, view))</div>
                """)
    }

    private static func wanted(_ page: Page, _ view: View) -> HTML {
        let request = view.file.request
        let facts = Facts([
            (page.t("register.received"), "\(page.format.moment(request.receivedAt))"),
            (page.t("information.due"), "\(page.format.day(request.dueAt))"),
            (page.t("register.agency"), "\(request.agency.map { view.agencies.name($0.text) } ?? "PPID")"),
        ])
        return Card(title: page.t("information.wanted"), "<p class=\"said\">\(request.wanted)</p>\(facts)").html
    }

    private static func opened(_ page: Page, _ view: View) -> HTML {
        if view.file.accesses.isEmpty { return .empty }
        let items = view.file.accesses.html { "<li>\(page.format.moment($0.at)): \($0.reason)</li>" }
        return Card(title: page.t("information.opened"), "<ul>\(items)</ul>").html
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        var cards = HTML.empty
        let request = view.file.request
        let mayObject = view.file.acts.contains("object") || (view.file.acts.contains("object_late") && view.isLate)
        if mayObject {
            var scoped = page
            scoped.fieldScope = "keberatan."
            let fields = Fields(scoped, view.noun == "keberatan" ? view.form : .empty)
            cards +=
                Card(
                    title: page.t("information.object"),
                    """
                    <p>\(page.t("information.object_about"))</p>\
                    \(PostForm(page, InformationPaths.followAct(request.code, view.secret, "keberatan"), "\(fields.area("text", "information.object_reason"))<p>\(Button(page.t("information.object_do")))</p>"))
                    """
                ).html
        }
        if view.file.acts.contains("withdraw") {
            cards +=
                PostForm(
                    page, InformationPaths.followAct(request.code, view.secret, "pembatalan"),
                    "\(ConfirmBox(page, page.t("information.withdraw"), explanation: page.t("information.withdraw_about"), confirm: page.t("information.withdraw_do")))"
                ).html
        }
        return cards
    }
}

/// Words that pages about requests for information share.
enum InformationWords {
    static func tag(_ page: Page, _ request: InformationRequest) -> Tag { RegisterPage.state(page, RegisterEntry(request)) }

    static func history(_ page: Page, _ file: InformationFile, people: [String: String]) -> HTML {
        let entries = file.events.reversed().map { event -> Timeline.Entry in
            let act = String(event.kind.dropFirst("\(InformationRequest.kind).".count))
            var said = file.notes.filter { $0.sequence == event.sequence }.map { "<p class=\"said\">\($0.text)</p>" as HTML }
            if act == "alert" { said = ["<p>\(page.t("information.alert", ["percent": event.details["percent"] ?? ""]))</p>"] }
            return Timeline.Entry(
                page.t(TextKey("information.act.\(act)")),
                meta: "\(page.format.moment(event.at))\(with: people[event.actorID], { " · \($0)" })",
                isInternal: event.visibility == .internal, content: said.isEmpty ? nil : "\(said)")
        }
        return "<section class=\"stack\"><h2>\(page.t("access.history"))</h2>\(Timeline(entries))</section>"
    }
}
