import Directory
import Ingest
import Kernel
import Web

/// One file sent in: while it is read, what was understood, and what became of it.
enum SubmissionPage {
    struct View: Sendable {
        var submission: Submission
        var dataset: Dataset
        var table: Distribution
        var reasons: [ReturnReason]
        var progress: SubmissionProgress?
        var understanding: Understanding?
        var isMine: Bool
        var check: CheckView?
        var names: [String: String]
        var form: Form
        /// What codes of its columns may be checked against.
        var references: [RuleForm.ReferenceData] = []
        /// The table whose form it was filled in, so that the phone forgets the draft of it.
        var filled: String?
        /// Of a wide sheet, the first column that is shown, from 0.
        var columnsFrom = 0

        /// Which of so many columns are shown.
        func window(_ columns: Int) -> ColumnWindow { ColumnWindow(columns, from: columnsFrom) }

        /// The page with other columns of a wide sheet.
        func link(from column: Int) -> String {
            CataloguePaths.submission(id, query: [(ColumnWindow.name, column > 0 ? "\(column)" : nil)])
        }

        func name(_ id: String?) -> String { id.flatMap { names[$0] } ?? "–" }
        /// Whether it is the producer's turn and the reader's to take it.
        var isMyTurn: Bool { isMine && ["read", "unreadable", "returned"].contains(submission.state) }
        var id: String { submission.id.text }
        /// Why it came back, as long as it has not been submitted again.
        var openReasons: [ReturnReason] { ordered { reason in submission.submittedAt.map { reason.at >= $0 } ?? true } }
        /// Why it came back before it was submitted as it is now.
        var earlierReasons: [ReturnReason] { ordered { reason in submission.submittedAt.map { reason.at < $0 } ?? false } }

        /// By their place in the file, what is said of the whole at the end.
        private func ordered(_ isMeant: (ReturnReason) -> Bool) -> [ReturnReason] {
            reasons.filter(isMeant).sorted { a, b in
                (a.row ?? Int.max, a.column == nil ? 1 : 0, a.id) < (b.row ?? Int.max, b.column == nil ? 1 : 0, b.id)
            }
        }
    }

    /// Seconds after which a page that waits looks again.
    static let patience = 3

    static func page(_ page: Page, _ view: View, conflict: AppError? = nil) -> HTML {
        let isWaiting = view.submission.state == "received"
        let title = page.t("submission.title", ["table": view.table.title])
        return Layout.page(
            page, title: title, head: isWaiting ? "<noscript><meta http-equiv=\"refresh\" content=\"\(patience)\"></noscript>" : .empty,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine()), (view.dataset.title, CataloguePaths.manage(view.dataset.name))], title: view.submission.filename))
                <h1>\(title)</h1>
                <p class="row">\(MinePage.state(page, view.submission)) <span class="muted">\(view.submission.filename) · \(sizeText(view.submission.fileBytes)) · \(page.format.moment(view.submission.createdAt))</span></p>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))
                <div class="stack">\(content(page, view))</div>\(with: view.filled, { DraftSent("isi-\($0)").html })
                """)
    }

    private static func content(_ page: Page, _ view: View) -> HTML {
        switch view.submission.state {
        case "received": "\(waiting(page, view))\(ReturnedNotice(page, view).open)"
        case "unreadable":
            "\(failed(page, view))\(ReturnedNotice(page, view).open)\(replace(page, view))\(UnderstandingParts(page, view).html)\(takeBack(page, view))"
        case "read":
            "\(summary(page, view))\(ReturnedNotice(page, view).open)\(UnderstandingParts(page, view).html)\(submit(page, view))\(replace(page, view))\(takeBack(page, view))"
        case "returned":
            "\(ReturnedNotice(page, view).open)\(replace(page, view))\(UnderstandingParts(page, view).html)\(takeBack(page, view))"
        case "submitted", "checked":
            "\(summary(page, view))\(ReturnedNotice(page, view).earlier)\(with: view.check, { CheckPart(page, view, $0).html })\(UnderstandingParts(page, view).html)\(if: view.check == nil, takeBack(page, view))"
        case "published":
            "\(summary(page, view))\(Notice(.good, "<p>\(page.t("submission.is_published"))</p>"))<p>\(Button(page.t("catalogue.see"), link: CataloguePaths.dataset(view.dataset.name)))</p>\(with: view.submission.overrideReason, { Notice(.warn, title: page.t("gate.overridden", ["name": view.name(view.submission.overriddenBy)]), "<p>\($0)</p>").html })"
        default: "\(summary(page, view))<p>\(page.t("submission.is_withdrawn"))</p>"
        }
    }

    private static func waiting(_ page: Page, _ view: View) -> HTML {
        let rows =
            view.progress.map { page.t("submission.progress", ["rows": page.format.number($0.rows)]) }
            ?? page.t("submission.progress.start")
        return Notice(
            .info, title: page.t("submission.reading"), isLive: true,
            "<p data-refresh=\"\(patience)\">\(rows)</p><p>\(page.t("submission.reading.about"))</p>"
        ).html
    }

    private static func failed(_ page: Page, _ view: View) -> HTML {
        Notice(.bad, title: page.t("submission.unreadable"), "<p>\(view.submission.failure.map { page.t($0) } ?? "")</p>").html
    }

    static func column(_ name: String, _ view: View) -> String { view.submission.outcome?.schema[name]?.heading ?? name }

    private static func summary(_ page: Page, _ view: View) -> HTML {
        guard let outcome = view.submission.outcome else { return .empty }
        return """
            \(Tiles([
                Tile(page.t("submission.rows"), page.format.number(outcome.rows)),
                Tile(page.t("submission.columns"), page.format.number(outcome.schema.fields.count)),
                Tile(page.t("submission.problems"), page.format.number(outcome.problems), note: outcome.quarantined == 0 ? nil : "\(page.t("catalogue.quarantined", ["count": page.format.number(outcome.quarantined)]))"),
                Tile(page.t("submission.findings"), page.format.number(outcome.findings)),
            ]))\(if: !view.submission.note.isEmpty, "<p><strong>\(page.t("catalogue.upload.note")):</strong> \(view.submission.note)</p>")
            """
    }

    private static func submit(_ page: Page, _ view: View) -> HTML {
        guard view.isMyTurn, let outcome = view.submission.outcome else { return .empty }
        let isBlocked = outcome.findings > 0 && view.dataset.access == .open
        return Card(
            title: page.t("submission.submit.title"),
            """
            <p>\(page.t("submission.submit.about"))</p>
            \(if: outcome.quarantined > 0, Notice(.warn, "<p>\(page.t("submission.submit.quarantine", ["count": page.format.number(outcome.quarantined)]))</p>").html)
            \(if: isBlocked, Notice(.warn, "<p>\(page.t("submission.submit.findings", ["count": page.format.number(outcome.findings)]))</p>").html)
            \(PostForm(page, CataloguePaths.submit(view.id), """
            \(version(view))\(TextArea(page, "note", label: page.t("catalogue.upload.note"), value: view.submission.note, hint: page.t("catalogue.upload.note.hint"), need: .optional, rows: 2, maxLength: 2000))
            <p>\(Button(page.t("submission.submit"), icon: .send))</p>
            """))
            """
        ).html
    }

    static func version(_ view: View) -> HTML { "<input type=\"hidden\" name=\"version\" value=\"\(view.submission.version)\">" }

    private static func replace(_ page: Page, _ view: View) -> HTML {
        guard view.isMyTurn else { return .empty }
        return """
            <details class="card"\(attr: "open", view.submission.state != "read")><summary>\(page.t("submission.replace"))</summary>
            \(PostForm(page, CataloguePaths.replaceFile(view.id), isMultipart: true, attributes: " data-pieces data-drop", """
            <input type="hidden" name="upload" value="">
            \(FileInput(page, "file", label: page.t("catalogue.upload.file"), accept: UploadRoutes.accepted, hint: page.t("submission.replace.hint"), error: view.form.issue("file").map { page.t($0) }))
            <p>\(Button(page.t("catalogue.upload.send"), kind: .quiet))</p>
            """))</details>
            """
    }

    private static func takeBack(_ page: Page, _ view: View) -> HTML {
        guard view.isMine else { return .empty }
        let box = ConfirmBox(
            page, page.t("submission.take_back"), explanation: page.t("submission.take_back.about"),
            confirm: page.t("submission.take_back.confirm"))
        return PostForm(page, CataloguePaths.takeBack(view.id), "\(version(view))\(box)").html
    }
}
