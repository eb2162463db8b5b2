import Directory
import Kernel
import Web
import Work

/// One request for information for those who work on it.
enum InformationCasePage {
    struct View: Sendable {
        var file: InformationFile
        var agencies: AgencyTree
        var today: Day
        var people: [String: String]
        var source: ReferenceView?
        /// Who asked, just opened.
        var applicant: Applicant?
        var form: Form
        var noun: String
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let request = view.file.request
        let title = page.t("information.follow.title", ["number": request.registerNumber])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("information.list"), InformationPaths.list())], title: request.registerNumber))\
                <h1>\(title)</h1><p class="row">\(InformationWords.tag(page, request)) <span class="code">\(request.code)</span></p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                <div class="split"><div class="stack">\(facts(page, view))\(InformationWords.history(page, view.file, people: view.people))</div>\
                <div class="stack">\(InformationCaseForms(page: page, view: view).html)\(identity(page, view))</div></div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let request = view.file.request
        let facts = Facts([
            (page.t("information.purpose"), "\(request.purpose)"),
            (page.t("information.field.delivery"), "\(page.t(request.delivery.label))"),
            (
                page.t("register.subject"),
                request.publicSubject.map { "\($0)" } ?? "<span class=\"muted\">\(page.t("register.undescribed"))</span>"
            ),
            (page.t("register.received"), "\(page.format.moment(request.receivedAt))"),
            (page.t("information.due"), "\(page.format.day(request.dueAt))"),
            (page.t("register.agency"), "\(request.agency.map { view.agencies.name($0.text) } ?? "PPID")"),
            (
                page.t("information.source"),
                view.source.map { source in source.url.map { "<a href=\"\($0)\">\(source.title)</a>" } ?? "\(source.title)" }
            ),
        ])
        return Card(title: page.t("information.wanted"), "<p class=\"said\">\(request.wanted)</p>\(facts)").html
    }

    private static func identity(_ page: Page, _ view: View) -> HTML {
        if let applicant = view.applicant {
            let facts = Facts([
                (page.t("information.field.name"), "\(applicant.name)"),
                (page.t("information.field.identity"), "\(applicant.identityNumber)"),
                (page.t("information.field.mail"), applicant.mail.isEmpty ? nil : "\(applicant.mail)"),
                (page.t("information.field.phone"), applicant.phone.isEmpty ? nil : "\(applicant.phone)"),
                (page.t("information.field.address"), applicant.address.isEmpty ? nil : "\(applicant.address)"),
            ])
            return Card(title: page.t("information.who"), "\(facts)").html
        }
        var scoped = page
        scoped.fieldScope = "identitas."
        let fields = Fields(scoped, view.noun == "identitas" ? view.form : .empty)
        return Card(
            title: page.t("information.who"),
            """
            <p>\(page.t("information.open_about"))</p>\
            \(PostForm(page, InformationPaths.act(view.file.request.code, "identitas"), "\(fields.line("reason", "information.open_reason"))<p>\(Button(page.t("information.open"), kind: .quiet, icon: .eye))</p>"))
            """
        ).html
    }
}

/// The forms of the acts that are the reader's now.
struct InformationCaseForms {
    let page: Page
    let view: InformationCasePage.View

    var html: HTML {
        var cards = HTML.empty
        let acts = view.file.acts
        if acts.contains("describe") {
            cards += card("uraian") { fields in
                "\(fields.line("subject", "information.subject", hint: "information.subject_hint"))"
            }
        }
        if acts.contains("pass_on") {
            let agencies = view.agencies.active(on: view.today).map { Choice($0.id.text, $0.name) }
            cards += card("penerusan") { fields in
                "\(fields.select("agency", "register.agency", agencies, prompt: "access.field.choose"))\(fields.area("text", "information.note", need: .optional))"
            }
        }
        if acts.contains("answer") {
            let outcomes = InformationRequest.Outcome.allCases.filter { $0 != .withdrawn }.map { Choice($0.rawValue, page.t($0.label)) }
            cards += card("pemberitahuan") { fields in
                """
                \(fields.radios("outcome", "information.outcome", outcomes))\(fields.area("text", "information.notice", hint: "information.notice_hint", rows: 5, max: 20_000))\
                \(fields.line("basis", "information.basis", need: .optional, hint: "information.basis_hint"))
                """
            }
        }
        if acts.contains("extend") { cards += card("perpanjangan") { fields in "\(fields.area("text", "information.extension_reason"))" } }
        if acts.contains("settle") { cards += card("putusan") { fields in "\(fields.area("text", "information.settlement", rows: 5))" } }
        return cards
    }

    private func card(_ noun: String, _ content: (Fields) -> HTML) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(noun)."
        let isMine = view.noun == noun
        let shown = isMine ? view.form : noun == "uraian" ? Form(["subject": view.file.request.publicSubject ?? ""]) : .empty
        return Card(
            title: page.t(TextKey("information.card.\(noun)")),
            PostForm(
                page, InformationPaths.act(view.file.request.code, noun),
                "<input type=\"hidden\" name=\"version\" value=\"\(view.file.request.version)\">\(content(Fields(scoped, shown)))<p>\(Button(page.t(TextKey("information.do.\(noun)"))))</p>"
            ).html
        ).html
    }
}

/// Requests somebody works on.
enum InformationListPage {
    static func page(_ request: Request, _ found: [InformationRequest], pageSize: Int, isFirst: Bool) -> HTML {
        let page = request.page
        let agencies = request.sharing.directory.agencies
        let shown = Array(found.prefix(pageSize))
        let cards = shown.map { item in
            ListCard(
                item.publicSubject ?? String(item.wanted.prefix(100)), link: InformationPaths.one(item.code),
                facts: [
                    "<span class=\"code\">\(item.registerNumber)</span>", "\(page.format.day(item.receivedAt))",
                    "\(page.t("information.due")): \(page.format.day(item.dueAt))",
                    "\(item.agency.map { agencies.name($0.text) } ?? "PPID")",
                ], tags: [InformationWords.tag(page, item).html])
        }
        let older = found.count > pageSize ? shown.last.map { InformationPaths.list(query: [("lama", $0.id.text)]) } : nil
        return Layout.page(
            page, title: page.t("information.list"),
            body: """
                <h1>\(page.t("information.list"))</h1>\
                \(if: request.actor.may(.handleInformation), "<p>\(Button(page.t("information.receive"), kind: .quiet, icon: .add, link: InformationPaths.receive()))</p>")\
                \(if: cards.isEmpty, EmptyState(page.t("register.empty"), text: page.t("register.empty_text")).html, else: ListCard.list(cards))\
                \(Pagination(page, newer: isFirst ? nil : InformationPaths.list(), older: older))
                """)
    }
}
