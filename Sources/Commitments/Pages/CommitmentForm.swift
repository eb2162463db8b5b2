import Directory
import Kernel
import Web

/// The form of a commitment's own text.
enum CommitmentForm {
    static func filled(_ commitment: Commitment) -> Form {
        Form([
            "title": commitment.titleIndonesian, "title_english": commitment.titleEnglish ?? "", "preamble": commitment.preamble,
            "preamble_english": commitment.preambleEnglish ?? "", "starts_on": commitment.startsOn.description,
            "ends_on": commitment.endsOn.description, "version": "\(commitment.version)",
        ])
    }

    /// Under which the phone keeps what is typed.
    static func draftName(_ code: String?) -> String { "komitmen-\(code ?? "baru")" }

    static func draft(_ checker: inout Checker) throws -> CommitmentDraft {
        let title = checker.line("title", max: 300)
        let english = checker.lineIfAny("title_english", max: 300)
        let preamble = checker.text("preamble", max: 20_000)
        let preambleEnglish = checker.textIfAny("preamble_english", max: 20_000)
        let (start, end) = (checker.day("starts_on"), checker.day("ends_on"))
        try checker.check()
        guard let start, let end else { throw AppError.invalid("starts_on", "error.missing") }
        return CommitmentDraft(
            title: title, titleEnglish: english, preamble: preamble, preambleEnglish: preambleEnglish, startsOn: start, endsOn: end)
    }

    static func page(_ page: Page, _ form: Form, of commitment: Commitment?, error: AppError? = nil) -> HTML {
        let fields = Fields(page, error?.kind == .conflict ? form.setting("version", commitment.map { "\($0.version)" } ?? "") : form)
        let title = page.t(commitment == nil ? "commitment.new" : "commitment.edit")
        let target = commitment.map { CommitmentPaths.edit($0.code) } ?? CommitmentPaths.new()
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.menu"), CommitmentPaths.work())], title: title))\
                <div class="stack"><h1>\(title)</h1>\(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\
                \(fields.summary)\(PostForm(
                    page, target, draft: draftName(commitment?.code),
                    """
                    \(if: commitment != nil, fields.seenVersion)\
                    \(fields.line("title", "commitment.field.title", max: 300))\
                    \(fields.area("preamble", "commitment.field.preamble", hint: "commitment.field.preamble_hint", rows: 8, max: 20_000))\
                    \(fields.day("starts_on", "commitment.field.starts_on"))\(fields.day("ends_on", "commitment.field.ends_on"))\
                    \(fields.line("title_english", "commitment.field.title_english", need: .optional, max: 300))\
                    \(fields.area("preamble_english", "commitment.field.preamble_english", need: .optional, rows: 5, max: 20_000))\
                    <p>\(Button(page.t("commitment.save")))</p>
                    """))</div>
                """)
    }
}
