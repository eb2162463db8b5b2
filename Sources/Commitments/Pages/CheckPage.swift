import Directory
import Kernel
import Web

/// Checking a deed or a paper that somebody has at hand.
enum CheckPage {
    static func page(_ page: Page, _ form: Form, _ found: BundleCheck?) -> HTML {
        let fields = Fields(page, form)
        let title = page.t("paper_check.title")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.all"), CommitmentPaths.commitments())], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("paper_check.lead"))</p>\
                \(with: found, { result(page, $0) })\(fields.summary)\
                \(PostForm(
                    page, CommitmentPaths.check(), isMultipart: true,
                    """
                    \(fields.line("code", "paper_check.code", need: .optional, hint: "paper_check.code_hint", max: 20))\
                    \(FileInput(page, "file", label: page.t("paper_check.file"), accept: ".json,.pdf", error: form.issue("file").map { page.t($0) }, need: .optional))\
                    <p>\(Button(page.t("paper_check.do"), icon: .search))</p>
                    """))\
                <p class="hint">\(page.t("paper_check.offline")) <a href="\(CommitmentPaths.verifier())">\(page.t("commitment_verifier.title"))</a></p></div>
                """)
    }

    private static func result(_ page: Page, _ found: BundleCheck) -> HTML {
        let kind: Notice.Kind =
            switch found.outcome {
            case .genuine: .good
            case .incomplete: .info
            case .altered: .bad
            case .unknown: .warn
            }
        let signatures = found.signatures.html { one in
            "<li>\(one.signatory.officeTitle) – \(one.signatory.name) \(PledgeWords.tag(page, one.verdict))</li>"
        }
        return Notice(
            kind, title: page.t(found.outcome.label), isLive: true,
            """
            <p>\(page.t(TextKey("paper_check.outcome.\(found.outcome.rawValue).text")))</p>\
            \(with: found.commitment, { "<p><a href=\"\(CommitmentPaths.commitment($0.code))\">\($0.title(page.language))</a></p>" })\
            \(if: !signatures.isEmpty, "<ul>\(signatures)</ul>")
            """
        ).html
    }
}
