import Directory
import Kernel
import Web

/// Ideas: the form for everyone, the page behind the sender's link, and what officials see.
enum IdeaPages {
    static func form(_ page: Page, _ form: Form, villages: [ChoiceGroup], key: String) -> HTML {
        let fields = Fields(page, form)
        return Layout.page(
            page, title: page.t("idea.title"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview())], title: page.t("idea.title")))\
                <div class="stack"><h1>\(page.t("idea.title"))</h1><p class="lead">\(page.t("idea.lead"))</p>\(fields.summary)\
                \(PostForm(page, InnovationsPaths.propose(), draft: "usul-inovasi", """
                <input type="hidden" name="client_key" value="\(key)">\
                \(fields.line("title", "idea.field.title", hint: "idea.hint.title", max: 150))\
                \(fields.area("text", "idea.field.text", hint: "idea.hint.text", rows: 7, max: 5000))\
                \(Select(page, "village", in: form, label: page.t("idea.field.village"), groups: villages, prompt: page.t("idea.field.no_village"), need: .optional))\
                <p>\(Button(page.t("idea.send"), icon: .send))</p>
                """))</div>
                """)
    }

    struct View: Sendable {
        var idea: Idea
        var notes: [InnovationNote]
        var acts: Set<String>
        var innovation: Innovation?
        var agencies: AgencyTree
        var active: [Agency]
        var places: PlacesSnapshot
        var people: [String: String] = [:]
        /// The sender's own address; `nil` for officials.
        var address: String?
        var secret = ""
        var form = Form.empty
        var noun = ""
        var error: AppError?
    }

    static func tag(_ page: Page, _ idea: Idea) -> Tag {
        let kind: Tag.Kind =
            switch idea.state {
            case "accepted": .good
            case "declined": .bad
            case "withdrawn": .idle
            default: .act
            }
        return Tag(page.t(TextKey("idea.state.\(idea.state)")), kind)
    }

    private static func content(_ page: Page, _ view: View) -> HTML {
        let idea = view.idea
        let answers = view.notes.filter(\.isPublic).html { note in
            "<section class=\"card\"><h2>\(page.t(TextKey("idea.answer.\(note.act)")))</h2><p class=\"said\">\(note.text)</p><p class=\"muted\">\(page.format.moment(note.at))</p></section>"
        }
        return """
            <p class="row">\(tag(page, idea))</p><p class="said">\(idea.text)</p>\
            \(Facts([
                (page.t("idea.code"), "<span class=\"code\">\(idea.code)</span>"), (page.t("idea.received"), "\(page.format.moment(idea.receivedAt))"),
                (page.t("idea.field.village"), idea.village.flatMap { RegionCode($0) }.map { "\(view.places.name($0))" }),
                (page.t("idea.agency"), idea.agency.map { "\(view.agencies.name($0.text))" }),
                (page.t("idea.innovation"), view.innovation.map { "<a href=\"\(InnovationsPaths.entry($0.code))\">\($0.code) \($0.title)</a>" }),
            ]))\(answers)
            """
    }

    static func follow(_ page: Page, _ view: View) -> HTML {
        let idea = view.idea
        let withdraw: HTML =
            view.acts.contains("withdraw")
            ? InnovationWords.act(
                page, "tarik-usul", action: InnovationsPaths.ideaAct(idea.code, view.secret, "penarikan"), version: idea.version) : .empty
        return Layout.page(
            page, title: idea.title, isWide: false,
            body: """
                <div class="stack">\(DraftSent("usul-inovasi"))<h1>\(idea.title)</h1>\
                \(with: view.error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\
                \(with: view.address, { Notice(.info, title: page.t("idea.keep"), "<p>\(page.t("idea.keep.about"))</p>\(CopyBox(page, id: "tautan", label: page.t("idea.link"), text: $0))").html })\
                \(content(page, view))\(withdraw)</div>
                """)
    }

    static func list(_ page: Page, _ ideas: [Idea], state: String?, pageSize: Int, isFirst: Bool) -> HTML {
        let shown = Array(ideas.prefix(pageSize))
        let tabs = [nil, "received", "passed_on", "accepted", "declined"].map { one in
            Tabs.Tab(
                page.t(one.map { TextKey("idea.state.\($0)") } ?? "innovation.all"),
                link: InnovationsPaths.ideas(query: [("keadaan", one)]),
                isCurrent: state == one)
        }
        let cards = shown.map { idea in
            ListCard(
                idea.title, link: InnovationsPaths.staffIdea(idea.code), text: String(idea.text.prefix(200)),
                facts: [
                    "<span class=\"code\">\(idea.code)</span>", "\(page.format.day(idea.receivedAt))",
                    "\(page.t(idea.account == nil ? "innovation.initiator.citizen" : "innovation.initiator.civil_servant"))",
                ],
                tags: [tag(page, idea).html])
        }
        let older =
            ideas.count > pageSize ? shown.last.map { InnovationsPaths.ideas(query: [("keadaan", state), ("lama", $0.id.text)]) } : nil
        return Layout.page(
            page, title: page.t("innovation.ideas"),
            body: """
                <h1>\(page.t("innovation.ideas"))</h1><p class="lead">\(page.t("idea.list.lead"))</p>\(Tabs(page.t("innovation.column.state"), tabs))\
                \(if: cards.isEmpty, EmptyState(page.t("idea.none"), text: page.t("idea.none_text")).html, else: ListCard.list(cards))\
                \(Pagination(page, newer: isFirst ? nil : InnovationsPaths.ideas(query: [("keadaan", state)]), older: older))
                """)
    }

    static func staff(_ page: Page, _ view: View) -> HTML {
        let idea = view.idea
        let agencies = view.active.map { Choice($0.id.text, $0.name) }
        let forms = [("penerimaan", "accept"), ("penerusan", "pass_on"), ("penolakan", "decline")].filter { view.acts.contains($0.1) }.html
        {
            noun, act in
            var scoped = page
            scoped.fieldScope = "\(noun)."
            let fields = Fields(scoped, view.noun == noun ? view.form : Form(["agency": idea.agency?.text ?? "", "title": idea.title]))
            let content: HTML =
                switch act {
                case "accept":
                    """
                    \(fields.line("title", "idea.field.entry_title"))\(fields.select("agency", "idea.field.agency", agencies, prompt: "directory.choose"))\
                    \(fields.area("text", "idea.field.answer", hint: "idea.hint.answer", max: 5000))
                    """
                case "pass_on": fields.select("agency", "idea.field.agency", agencies, prompt: "directory.choose").html
                default: fields.area("text", "idea.field.reason", hint: "idea.hint.answer", max: 5000).html
                }
            return InnovationWords.act(
                page, "usul-\(noun)", action: InnovationsPaths.staffIdeaAct(idea.code, noun), version: idea.version,
                isOpen: view.noun == noun, fields: content)
        }
        return Layout.page(
            page, title: idea.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.ideas"), InnovationsPaths.ideas())], title: idea.code))\
                \(with: view.error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })<h1>\(idea.title)</h1>\
                <div class="split"><div class="stack">\(content(page, view))</div>\
                <div class="stack">\(if: !forms.isEmpty, Card(title: page.t("innovation.acts"), forms).html)</div></div>
                """)
    }
}
