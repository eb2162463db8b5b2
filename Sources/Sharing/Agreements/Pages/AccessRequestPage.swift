import Catalogue
import Directory
import Ingest
import Kernel
import Web
import Work

/// One request for access: who asks for what and why, what was said, and what one can do now.
enum AccessRequestPage {
    struct View: Sendable {
        var file: RequestFile
        /// The rows that may be chosen; `nil` while the table has no version.
        var rows: RowChoices?
        var agencies: AgencyTree
        var people: [String: String]
        var form: Form
        var noun: String?
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let file = view.file
        let request = file.request
        let title = page.t("access.title", ["dataset": file.dataset.title(page.language)])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("sharing.title"), SharingPaths.list())], title: request.code))\
                <h1>\(title)</h1><p class="row">\(SharingWords.tag(page, request)) <span class="code">\(request.code)</span></p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                <div class="split"><div class="stack">\(facts(page, view))\(history(page, view))</div><div class="stack">\(acts(page, view))</div></div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let (file, request) = (view.file, view.file.request)
        let names = Dictionary((file.version?.schema.fields ?? []).map { ($0.name, $0.heading) }) { $1 }
        let columns =
            request.columns.isEmpty ? page.t("access.all_columns") : ColumnLines.named(page, request.columns, names)
        return Card(
            title: page.t("access.asked"),
            """
            <p class=\"said\">\(request.purpose)</p>\(Facts([
                (page.t("access.field.agency"), "\(view.agencies.name(request.asker.text))"), (page.t("access.owner"), "\(view.agencies.name(request.owner.text))"),
                (page.t("access.table"), "\(file.table.title)"), (page.t("access.field.columns"), "\(columns)"),
                (page.t("access.field.filter"), SharingWords.rows(page, request.filter, view.rows)),
                (page.t("access.field.until"), "\(page.format.day(request.until))"), (page.t("access.asked_at"), "\(page.format.moment(request.askedAt))"),
                (page.t("access.due"), file.clocks.first { $0.stoppedAt == nil }.map { "\(page.format.day($0.dueAt))" }),
                (page.t("access.renews"), file.renewed.map { "<a class=\"code\" href=\"\(SharingPaths.agreement($0.code))\">\($0.code)</a>" }),
                (page.t("access.agreement"), file.agreement.map { "<a class=\"code\" href=\"\(SharingPaths.agreement($0.code))\">\($0.code)</a>" }),
            ]))
            """
        ).html
    }

    private static func history(_ page: Page, _ view: View) -> HTML {
        let entries = view.file.events.reversed().map { event -> Timeline.Entry in
            let act = String(event.kind.dropFirst("\(AccessRequest.kind).".count))
            let said = view.file.notes.filter { $0.sequence == event.sequence }.map { "<p class=\"said\">\($0.text)</p>" as HTML }
            return Timeline.Entry(
                page.t(TextKey("access.act.\(act)")),
                meta: "\(page.format.moment(event.at))\(with: view.people[event.actorID], { " · \($0)" })",
                content: said.isEmpty ? nil : "\(said)")
        }
        return "<section class=\"stack\"><h2>\(page.t("access.history"))</h2>\(Timeline(entries))</section>"
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let request = view.file.request
        let may = Set(AccessRequest.workflow.acts(in: request.state).filter { request.may($0, page.actor) }.map(\.name))
        var cards: [HTML] = []
        if may.contains("grant"), let rows = view.rows {
            let isFresh = view.noun != "persetujuan"
            cards.append(
                card(page, view, "persetujuan", GrantForm.html(page, view.file, rows, isFresh ? .empty : view.form, isFresh: isFresh)))
        }
        if may.contains("ask") { cards.append(words(page, view, "pertanyaan")) }
        if may.contains("reply") { cards.append(words(page, view, "jawaban")) }
        if may.contains("refuse") { cards.append(words(page, view, "penolakan")) }
        if may.contains("withdraw") { cards.append(card(page, view, "pembatalan", .empty)) }
        return "\(cards)"
    }

    private static func words(_ page: Page, _ view: View, _ noun: String) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(noun)."
        let fields = Fields(scoped, view.noun == noun ? view.form : .empty)
        return card(page, view, noun, "\(fields.area("text", TextKey("access.words.\(noun)")))")
    }

    private static func card(_ page: Page, _ view: View, _ noun: String, _ content: HTML) -> HTML {
        let button = Button(
            page.t(TextKey("access.do.\(noun)")), kind: noun == "persetujuan" ? .main : noun == "penolakan" ? .danger : .quiet)
        return Card(
            title: page.t(TextKey("access.card.\(noun)")),
            PostForm(
                page, SharingPaths.act(view.file.request.code, noun),
                "<input type=\"hidden\" name=\"version\" value=\"\(view.file.request.version)\">\(content)<p>\(button)</p>"
            ).html
        ).html
    }
}
