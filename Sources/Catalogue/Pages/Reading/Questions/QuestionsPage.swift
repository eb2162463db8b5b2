import Kernel
import Web

/// What the page of a dataset's questions shows.
package struct QuestionsView: Sendable {
    package var head: DatasetHead
    package var answered: [DatasetQuestion]
    /// For those who answer: what waits, with the form as it was sent beside the one that was refused.
    package var waiting: [DatasetQuestion]
    package var form: Form
    package var refused: (id: Identifier<DatasetQuestion>, form: Form)?
    /// What a person sees of her own question before it is answered.
    package var own: DatasetQuestion?
    /// Names of those who answered, by account.
    package var names: [String: String]

    package init(
        head: DatasetHead, answered: [DatasetQuestion], waiting: [DatasetQuestion] = [], form: Form = .empty,
        refused: (id: Identifier<DatasetQuestion>, form: Form)? = nil, own: DatasetQuestion? = nil, names: [String: String] = [:]
    ) {
        self.head = head
        self.answered = answered
        self.waiting = waiting
        self.form = form
        self.refused = refused
        self.own = own
        self.names = names
    }
}

package enum QuestionsPage {
    /// The field that people do not see and programs that fill in everything do.
    static let trap = "situs"

    package static func page(_ page: Page, _ view: QuestionsView) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .questions,
            body: """
                <div class="stack">\(with: view.own, { own(page, $0) })\(waiting(page, view))<div class="split"><section class="stack">\
                <h2>\(page.t("question.title"))</h2>\
                \(if: view.answered.isEmpty, EmptyState(page.t("question.none"), text: page.t("question.none_text")).html,
                    else: "<ul class=\"list\">\(each: view.answered, { "<li>\(answered(page, view, $0))</li>" })</ul>")</section>\
                <section class="stack" id="tanya"><h2>\(page.t("question.ask"))</h2>\(form(page, view))</section></div></div>
                """)
    }

    private static func own(_ page: Page, _ question: DatasetQuestion) -> HTML {
        let key: TextKey =
            question.state == .waiting
            ? "question.own.waiting" : question.state == .answered ? "question.own.answered" : "question.own.dismissed"
        return Notice(
            question.state == .answered ? .good : .info, title: page.t("question.own.title", ["code": question.code]),
            "<p>\(page.t(key))</p>"
        ).html
    }

    private static func answered(_ page: Page, _ view: QuestionsView, _ question: DatasetQuestion) -> HTML {
        """
        <article class="card question" id="\(question.code)"><p class="row">\(Tag(page.t(question.kind.label), question.kind == .correction ? .warn : .info))\
        <span class="muted">\(question.askedBy ?? page.t("question.anonymous")) · \(page.format.day(question.askedAt))</span></p>\
        <p class="keep-lines">\(question.text)</p>\
        <blockquote><p class="keep-lines">\(question.answer ?? "")</p><p class="muted">\(view.head.producer)\
        \(with: question.decidedAt, { " · \(page.format.day($0))" })</p></blockquote></article>
        """
    }

    /// Name under which the phone keeps a question until it has arrived.
    static func draft(_ dataset: String) -> String { "tanya-\(dataset)" }

    private static func form(_ page: Page, _ view: QuestionsView) -> HTML {
        let kinds = DatasetQuestion.Kind.allCases.map {
            Choice($0.rawValue, page.t($0.label), hint: page.t(TextKey("question.kind.\($0.rawValue).hint")))
        }
        let form = view.form
        return """
            <p class="muted">\(page.t("question.about"))</p>\(if: form.hasIssues, ErrorSummary(page, form).html)\
            \(PostForm(page, DataPaths.questions(view.head.dataset.name), draft: draft(view.head.dataset.name), """
                \(Radios(page, "kind", label: page.t("question.kind"), choices: kinds, selected: form.value("kind").isEmpty ? "question" : form.value("kind")))\
                \(TextArea(page, "text", label: page.t("question.text"), value: form.value("text"), hint: page.t("question.text_hint"),
                    error: form.issue("text").map { page.t($0) }, maxLength: AskQuestion.longest))\
                \(Input(page, "name", label: page.t("question.name"), value: form.value("name"), hint: page.t("question.name_hint"),
                    error: form.issue("name").map { page.t($0) }, need: .optional, maxLength: 80, autocomplete: "name"))\
                <div class="trap" aria-hidden="true"><label for="f-\(trap)">\(page.t("question.trap"))</label>\
                <input id="f-\(trap)" name="\(trap)" tabindex="-1" autocomplete="off"></div>\
                <p>\(Button(page.t("question.send"), icon: .send))</p>
                """))
            """
    }

    // MARK: For those who answer

    private static func waiting(_ page: Page, _ view: QuestionsView) -> HTML {
        if view.waiting.isEmpty { return .empty }
        return """
            <section class="stack"><h2>\(page.t("question.waiting", ["count": page.format.number(view.waiting.count)]))</h2>\
            <p class="muted">\(page.t("question.waiting_about"))</p>\(each: view.waiting, { answer(page, view, $0) })</section>
            """
    }

    private static func answer(_ page: Page, _ view: QuestionsView, _ question: DatasetQuestion) -> HTML {
        var scoped = page
        scoped.fieldScope = question.code + "."
        let form = view.refused?.id == question.id ? view.refused?.form ?? .empty : .empty
        return """
            <article class="card" id="\(question.code)"><p class="row">\(Tag(page.t(question.kind.label), question.kind == .correction ? .warn : .info))\
            <span class="muted">\(question.askedBy ?? page.t("question.anonymous")) · \(page.format.moment(question.askedAt)) · \
            <span class="code">\(question.code)</span></span></p><p class="keep-lines">\(question.text)</p>\
            \(PostForm(scoped, DataPaths.question(view.head.dataset.name, question.code), """
                <input type="hidden" name="version" value="\(question.version)">\
                \(TextArea(scoped, "answer", label: page.t("question.answer"), value: form.value("answer"), hint: page.t("question.answer_hint"),
                    error: form.issue("answer").map { page.t($0) }, need: .filter, maxLength: AskQuestion.longest))\
                <p class="row">\(Button(page.t("question.publish"), name: "do", value: "answer")) \
                \(Button(page.t("question.dismiss"), kind: .danger, name: "do", value: "dismiss"))</p>
                """))</article>
            """
    }
}
