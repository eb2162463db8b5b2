import Columns
import Directory
import Ingest
import Kernel
import Web

/// A dataset as those who make it see it: its tables, what was sent in, and what can be done with it.
enum ManagePage {
    struct View: Sendable {
        var dataset: Dataset
        var producer: String
        var tables: [(table: Distribution, version: DatasetVersion?)]
        var submissions: [Submission]
        var mayEdit: Bool
        var maySteward: Bool
        var today: Day
        /// Those in force, that a table may follow.
        var standards: [DataStandard] = []
        /// Until when villages are asked to fill a table, and how many have sent rows that nobody has taken.
        var invitations: [Identifier<Distribution>: Day] = [:]
        var waiting: [Identifier<Distribution>: Int] = [:]
        /// Where the files of tables are fetched from.
        var followed: [Identifier<Distribution>: FollowPart.Followed] = [:]
        var form = Form.empty
    }

    static func page(_ page: Page, _ view: View, conflict: AppError? = nil) -> HTML {
        let dataset = view.dataset
        return Layout.page(
            page, title: dataset.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine())], title: dataset.title))
                <div class="stack"><h1>\(dataset.title)</h1>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))
                <p class="row">\(Tag(page.t(dataset.state.label), dataset.state == .published ? .good : .idle)) \(Tag(page.t(dataset.access.label), .idle, icon: dataset.access == .open ? nil : .lock))\
                \(if: dataset.isPriority, Tag(page.t("catalogue.priority"), .info).html)</p>
                \(with: dataset.withdrawnReason, { Notice(.warn, title: page.t("catalogue.withdrawn"), "<p>\($0)</p>").html })
                \(facts(page, view))
                <p class="row">\(if: view.mayEdit, Button(page.t("catalogue.edit"), kind: .quiet, link: CataloguePaths.edit(dataset.name)).html)\
                \(if: DatasetPolicy.isListed(dataset), Button(page.t("catalogue.see"), kind: .plain, link: CataloguePaths.dataset(dataset.name)).html)</p>
                <h2>\(page.t("catalogue.tables"))</h2>
                \(ListCard.list(view.tables.map { table(page, $0.table, $0.version, view) }))
                \(if: view.mayEdit && dataset.state != .withdrawn, addTable(page, view))
                \(if: view.mayEdit && dataset.state != .withdrawn, InvitationPart(page, view).html)
                \(if: view.mayEdit && dataset.state != .withdrawn, FollowPart(page: page, view: view).html)
                \(if: view.mayEdit && !view.standards.isEmpty, follow(page, view))
                <h2>\(page.t("catalogue.submissions"))</h2>
                \(if: view.submissions.isEmpty, "<p>\(page.t("catalogue.submissions.none"))</p>", else: submissions(page, view))
                \(if: view.maySteward, stewarding(page, view))</div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> Facts {
        let dataset = view.dataset
        return Facts([
            (page.t("catalogue.field.producer"), "\(view.producer)"),
            (page.t("catalogue.field.name"), "<span class=\"code\">\(dataset.name)</span>"),
            (page.t("catalogue.field.frequency"), "\(page.t(dataset.frequency.label))"),
            (page.t("catalogue.due"), dataset.dueOn.map { "\(page.format.day($0))" }),
            (page.t("catalogue.field.access_reason"), dataset.accessReason.map { "\($0)" }),
            (page.t("catalogue.field.access_review_on"), dataset.accessReviewOn.map { "\(page.format.day($0))" }),
        ])
    }

    private static func table(_ page: Page, _ table: Distribution, _ version: DatasetVersion?, _ view: View) -> ListCard {
        let facts: [HTML] =
            version.map {
                [
                    "\(page.t("catalogue.version", ["number": "\($0.number)"]))", "\(page.format.day($0.publishedAt))",
                    "\(page.t("catalogue.rows", ["count": page.format.number($0.rows)]))",
                ]
            } ?? ["\(page.t("catalogue.no_version"))"]
        let upload = CataloguePaths.upload(view.dataset.name, query: [("tabel", table.id.text)])
        let fill = version == nil && table.schema.fields.isEmpty ? nil : CataloguePaths.fill(table.id.text)
        return ListCard(
            table.title, link: upload, facts: facts,
            actions: view.dataset.state == .withdrawn
                ? nil
                : """
                \(Button(page.t("catalogue.upload"), kind: .quiet, link: upload))\
                \(with: fill, { Button(page.t("catalogue.fill"), kind: .plain, link: $0).html })
                """, level: 3)
    }

    /// The version of the dataset that the page shows.
    static func version(_ view: View) -> HTML { "<input type=\"hidden\" name=\"version\" value=\"\(view.dataset.version)\">" }

    private static func addTable(_ page: Page, _ view: View) -> HTML {
        """
        <details class="card"><summary>\(page.t("catalogue.table.add"))</summary>\
        \(PostForm(page, CataloguePaths.tables(view.dataset.name), """
        \(version(view))\(Input(page, "title", in: view.form, label: page.t("catalogue.table.title"), maxLength: 200))<p>\(Button(page.t("catalogue.table.add"), kind: .quiet))</p>
        """))</details>
        """
    }

    /// A table may take its columns from a data standard.
    private static func follow(_ page: Page, _ view: View) -> HTML {
        let tables = view.tables.map { Choice($0.table.id.text, $0.table.title) }
        let standards = view.standards.map { Choice($0.id.text, [$0.code, $0.name].compactMap(\.self).joined(separator: " – ")) }
        return """
            <details class="card"><summary>\(page.t("standard.follow"))</summary>
            \(PostForm(page, CataloguePaths.follow(view.dataset.name), """
            \(version(view))\(Select(page, "table", in: view.form, label: page.t("catalogue.upload.table"), choices: tables))
            \(Select(page, "standard", label: page.t("standard.which"), choices: standards, selected: view.tables.first?.table.standard?.text ?? "", prompt: page.t("standard.no"), hint: page.t("standard.follow.hint"), need: .optional))
            <p>\(Button(page.t("standard.follow"), kind: .quiet))</p>
            """))</details>
            """
    }

    private static func submissions(_ page: Page, _ view: View) -> HTML {
        Table(
            page.t("catalogue.submissions"),
            columns: [
                Table.Column(page.t("catalogue.file")), Table.Column(page.t("catalogue.sent_at")),
                Table.Column(page.t("catalogue.rows.title"), isNumber: true), Table.Column(page.t("catalogue.state")),
            ],
            rows: view.submissions.map { submission in
                [
                    "<a href=\"\(CataloguePaths.submission(submission.id.text))\">\(submission.filename)</a>",
                    "\(page.format.moment(submission.createdAt))", "\(submission.outcome.map { page.format.number($0.rows) } ?? "–")",
                    MinePage.state(page, submission),
                ]
            }
        ).html
    }

    /// What only stewards do: open and close, withdraw and bring back.
    private static func stewarding(_ page: Page, _ view: View) -> HTML {
        let dataset = view.dataset
        let fields = Fields(page, view.form.values.isEmpty ? DatasetForm.form(DatasetDraft(dataset), version: dataset.version) : view.form)
        let version = version(view)
        let access = PostForm(
            page, CataloguePaths.access(dataset.name),
            """
            \(version)\(fields.radios("access", "catalogue.field.access", Dataset.Access.allCases.map { Choice($0.rawValue, page.t($0.label)) }, isRow: true))
            \(fields.area("access_reason", "catalogue.field.access_reason", need: .optional))\(fields.day("access_review_on", "catalogue.field.access_review_on", need: .optional))
            <p>\(Button(page.t("catalogue.access.change"), kind: .quiet))</p>
            """)
        let withdraw = ConfirmBox(
            page, page.t("catalogue.withdraw"), explanation: page.t("catalogue.withdraw.about"),
            content: TextArea(page, "reason", label: page.t("catalogue.reason"), rows: 3, maxLength: 2000).html,
            confirm: page.t("catalogue.withdraw.confirm"))
        return """
            <details class="card"><summary>\(page.t("catalogue.steward.acts"))</summary><div class="stack">
            \(if: dataset.state != .draft, access.html)
            \(if: dataset.state == .published, PostForm(page, CataloguePaths.withdraw(dataset.name), "\(version)\(withdraw)").html)
            \(if: dataset.state == .withdrawn, PostForm(page, CataloguePaths.restore(dataset.name), "\(version)<p>\(Button(page.t("catalogue.restore"), kind: .quiet))</p>").html)
            </div></details>
            """
    }
}
