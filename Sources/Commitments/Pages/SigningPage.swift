import Directory
import Kernel
import Signing
import Web
import Work

/// The page on which somebody signs: exactly what is signed, whole, and then the two secrets.
enum SigningPage {
    struct View: Sendable {
        var file: CommitmentFile
        var signatory: Signatory
        var names: AgencyTree
        var hasKey: Bool
        var hasSecondStep: Bool
        var provider: SignatureSettings.Provider
        var form: Form
        var error: AppError?
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        let title = page.t("signing.title")
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(commitment.title(page.language), CommitmentPaths.commitment(commitment.code))], title: title))\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("signing.as", ["office": view.signatory.officeTitle]))</p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form.issues))\
                \(Notice(.info, "<p>\(page.t("signing.read"))</p>"))</div>\
                \(CommitmentTextView.html(page, view.file, view.names))\
                <section class="card stack"><h2>\(page.t("commitment.signatories"))</h2>\
                <ul>\(each: view.file.signatories, { "<li>\($0.officeTitle)</li>" })</ul></section>\
                <section class="card stack"><h2>\(page.t("signing.exactly"))</h2><p>\(page.t("signing.exactly.text"))</p>\
                <p class="code hash">\(commitment.textHash)</p>\
                <details><summary>\(page.t("signing.canonical"))</summary><p class="code hash">\(commitment.canonical)</p></details></section>\
                \(form(page, view))
                """)
    }

    private static func form(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        if view.provider == .none { return Notice(.info, "<p>\(page.t("error.signing_not_local"))</p>").html }
        if view.signatory.state == .signed { return Notice(.good, "<p>\(page.t("error.signed_already"))</p>").html }
        let fields = Fields(page, view.form)
        if view.provider == .bsre {
            return Card(
                title: page.t("signing.now"),
                PostForm(
                    page, CommitmentPaths.sign(commitment.code),
                    """
                    <input type="hidden" name="seen" value="\(commitment.textHash)">\
                    \(fields.line("nik", "signing.nik", max: 16))\(fields.password("passphrase", "signing.passphrase", hint: "signing.passphrase_hint"))\
                    <p>\(Button(page.t("signing.do"), icon: .edit))</p>
                    """
                ).html
            ).html
        }
        if !view.hasSecondStep {
            return Notice(
                .warn, title: page.t("signing.no_second_step"),
                "<p><a href=\"\(secondStep(CommitmentPaths.sign(commitment.code)))\">\(page.t("signing.no_second_step.link"))</a></p>"
            ).html
        }
        if !view.hasKey {
            return Notice(
                .warn, title: page.t("signing.no_key"),
                "<p>\(Button(page.t("own_key.title"), kind: .quiet, icon: .lock, link: ownKey(commitment)))</p>"
            ).html
        }
        return Card(
            title: page.t("signing.now"),
            PostForm(
                page, CommitmentPaths.sign(commitment.code),
                """
                <input type="hidden" name="seen" value="\(commitment.textHash)">\
                \(fields.password("key_password", "signing.key_password", hint: "signing.key_password_hint"))\
                \(fields.line("otp", "signing.code", kind: .text, hint: "signing.code_hint", max: 20, autocomplete: "one-time-code"))\
                <p>\(Button(page.t("signing.do"), icon: .edit))</p>
                """
            ).html + "<p><a href=\"\(ownKey(commitment))\">\(page.t("signing.forgotten"))</a></p>"
        ).html
    }

    /// Where a key is made, with the way back to what is to be signed.
    private static func ownKey(_ commitment: Commitment) -> String { CommitmentPaths.ownKey(query: [("lanjut", commitment.code)]) }

    /// Where the second step is turned on, with the way back to where it was needed.
    static func secondStep(_ place: String) -> String { DirectoryPaths.secondStep(query: [(Access.next, place)]) }
}

/// One's own signing key.
enum OwnKeyPage {
    static func page(_ page: Page, _ keys: [HolderKey], hasSecondStep: Bool, next: String, _ form: Form, _ error: AppError?) -> HTML {
        let fields = Fields(page, form)
        let secondStep = SigningPage.secondStep(CommitmentPaths.ownKey(query: [("lanjut", next.isEmpty ? nil : next)]))
        let rows = keys.reversed().map { key -> [HTML] in
            let state: HTML =
                key.published.withdrawnAt != nil
                ? Tag(page.t("own_key.withdrawn"), .bad).html
                : key.published.retiredAt != nil ? Tag(page.t("own_key.retired")).html : Tag(page.t("own_key.current"), .good).html
            let withdraw: HTML =
                key.published.withdrawnAt != nil
                ? .empty
                : PostForm(
                    page, CommitmentPaths.withdrawKey(key.id),
                    ConfirmBox(
                        page, page.t("own_key.withdraw"), explanation: page.t("own_key.withdraw.about"),
                        content: "\(fields.line("reason", "commitment.field.reason"))", confirm: page.t("own_key.withdraw.do")
                    ).html
                ).html
            return ["<span class=\"code hash\">\(key.id)</span>", "\(page.format.moment(key.published.validFrom))", state, withdraw]
        }
        return Layout.page(
            page, title: page.t("own_key.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("own_key.title"))</h1><p class="lead">\(page.t("own_key.lead"))</p>\
                \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(fields.summary)\
                \(if: !keys.isEmpty, Table(
                    page.t("own_key.title"),
                    columns: [Table.Column(page.t("own_key.id")), Table.Column(page.t("own_key.since")), Table.Column(page.t("own_key.state")), Table.Column(page.t("own_key.withdraw.do"))],
                    rows: rows).html)\
                \(if: !hasSecondStep,
                    Notice(.warn, title: page.t("signing.no_second_step"), "<p><a href=\"\(secondStep)\">\(page.t("signing.no_second_step.link"))</a></p>").html,
                    else: Card(title: page.t("own_key.make"), PostForm(
                        page, CommitmentPaths.ownKey(),
                        """
                        <input type="hidden" name="lanjut" value="\(next)">\
                        \(fields.password("key_password", "own_key.password", hint: "own_key.password_hint", isNew: true))\
                        \(fields.password("key_password_repeated", "own_key.repeat", isNew: true))\
                        \(fields.line("otp", "signing.code", hint: "signing.code_hint", max: 20, autocomplete: "one-time-code"))\
                        <p>\(Button(page.t("own_key.make.do"), icon: .lock))</p>
                        """).html).html)</div>
                """)
    }
}
