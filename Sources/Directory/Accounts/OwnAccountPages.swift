import Kernel
import Web

/// The page of one's own account.
enum OwnAccountPages {
    struct View: Sendable {
        var account: Account
        var agency: String?
        /// Name of each role with where it holds.
        var roles: [String]
        var sessions: [Session]
        var current: Identifier<Session>?
        var passwordForm = Form.empty
        var secondStepForm = Form.empty
    }

    static func account(_ page: Page, _ view: View) -> HTML {
        let account = view.account
        return Layout.page(
            page, title: page.t("directory.own"), isWide: false,
            body: """
                <h1>\(page.t("directory.own"))</h1>
                \(if: account.mustChangePassword, Notice(.warn, "<p>\(page.t("directory.own.must_change"))</p>").html)
                \(Facts([
                    (page.t("directory.field.name"), "\(account.name)"), (page.t("directory.field.username"), "\(account.username)"),
                    (page.t("directory.field.email"), account.email.map { "\($0)" }),
                    (page.t("directory.field.position"), account.person.position.map { "\($0)" }),
                    (page.t("directory.field.agency"), view.agency.map { "\($0)" }),
                    (page.t("directory.roles"), view.roles.isEmpty ? "\(page.t("directory.own.no_role"))" : "\(view.roles.joined(separator: ", "))"),
                ]))
                <div class="stack">\(password(page, view))\(if: !account.mustChangePassword, "\(secondStep(page, view))\(sessions(page, view))")</div>
                """)
    }

    private static func password(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.passwordForm)
        return Card(
            title: page.t("directory.password.change"),
            """
            \(fields.summary)\(PostForm(page, DirectoryPaths.password(), """
            \(fields.password("current", "directory.password.current"))\(SignInPages.newPassword(fields))
            <p>\(Button(page.t("directory.password.change"), kind: view.account.mustChangePassword ? .main : .quiet))</p>
            """))
            """
        ).html
    }

    private static func secondStep(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.secondStepForm)
        let title = page.t("directory.second_step")
        guard view.account.hasTOTP else {
            return Card(
                title: title,
                "<p>\(page.t("directory.second_step.about"))</p><p>\(Button(page.t("directory.second_step.start"), kind: .quiet, link: DirectoryPaths.secondStep()))</p>"
            ).html
        }
        return Card(
            title: title,
            """
            <p>\(Tag(page.t("directory.second_step.on"), .good))</p>\(fields.summary)
            \(PostForm(page, DirectoryPaths.recovery(), """
            \(fields.password("password", "directory.password", hint: "directory.second_step.password.hint"))
            <p class="row">\(Button(page.t("directory.recovery.renew"), kind: .quiet))
            \(Button(page.t("directory.second_step.off"), kind: .danger, attributes: " formaction=\"\(DirectoryPaths.secondStepOff())\""))</p>
            """))
            """
        ).html
    }

    private static func sessions(_ page: Page, _ view: View) -> HTML {
        let cards = view.sessions.map { session in
            let isThis = session.id == view.current
            return ListCard(
                session.device, link: DirectoryPaths.account(),
                facts: [
                    "\(page.t("directory.session.since", ["at": page.format.moment(session.createdAt)]))",
                    "\(page.t("directory.session.seen", ["at": page.format.moment(session.seenAt)]))",
                ], tags: isThis ? [Tag(page.t("directory.session.this"), .good).html] : [],
                actions: isThis
                    ? nil
                    : PostForm(page, DirectoryPaths.endSession(session.id.text), "\(Button(page.t("directory.session.end"), kind: .quiet))")
                        .html)
        }
        return Card(
            title: page.t("directory.sessions"),
            """
            <p>\(page.t("directory.sessions.about"))</p>\(ListCard.list(cards))
            \(if: view.sessions.count > 1, PostForm(page, DirectoryPaths.endOthers(), "<p>\(Button(page.t("directory.session.end_others"), kind: .quiet))</p>").html)
            """
        ).html
    }

    /// Turning the second step on: the secret for the app, then a code that proves it arrived.
    static func enrol(_ page: Page, _ form: Form, sealed: String, secret: String, url: String) -> HTML {
        let fields = Fields(page, form)
        return Layout.page(
            page, title: page.t("directory.second_step"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("directory.own"), DirectoryPaths.account())], title: page.t("directory.second_step")))
                <h1>\(page.t("directory.second_step"))</h1><p>\(page.t("directory.second_step.how"))</p>
                <p>\(Button(page.t("directory.second_step.open_app"), kind: .quiet, link: url))</p>
                <div class="stack">\(CopyBox(page, id: "secret", label: page.t("directory.second_step.secret"), text: secret))
                \(CopyBox(page, id: "address", label: page.t("directory.second_step.address"), text: url))</div>
                \(fields.summary)\(PostForm(page, DirectoryPaths.secondStep(), """
                <input type="hidden" name="sealed" value="\(sealed)">
                \(if: !form.value(Access.next).isEmpty, fields.hidden(Access.next))
                \(fields.line("code", "directory.sign_in.code.label", max: 10, width: .code, autocomplete: "one-time-code"))
                <p>\(Button(page.t("directory.second_step.turn_on")))</p>
                """))
                """)
    }

    /// Recovery codes, shown once.
    /// - Parameter next: where the second step was needed, or the account's page.
    static func recovery(_ page: Page, _ codes: [String], next: String = DirectoryPaths.account()) -> HTML {
        Layout.page(
            page, title: page.t("directory.recovery"), isWide: false,
            body: """
                <h1>\(page.t("directory.recovery"))</h1>\(Notice(.warn, isLive: true, "<p>\(page.t("directory.recovery.about"))</p>"))
                <ul class="code">\(each: codes, { "<li>\($0)</li>" })</ul>
                <p>\(Button(page.t("directory.recovery.kept"), link: next))</p>
                """)
    }
}
