import Kernel
import Web

/// Pages for people who are not signed in.
enum SignInPages {
    /// Somebody of the demo's cast.
    struct CastMember: Sendable {
        var id: String
        var name: String
        var position: String
    }

    struct View: Sendable {
        var form = Form.empty
        var error: AppError?
        /// Where to go on to.
        var next = ""
        /// Those who may sign in with a tap, in the demo.
        var cast: [CastMember] = []
        /// Everybody else who may: they hold an office, to be folded away.
        var holders: [CastMember] = []
        var canReset = true
    }

    static func signIn(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.form)
        return Layout.page(
            page, title: page.t("directory.sign_in"), isWide: !view.cast.isEmpty,
            body: """
                <div class="\(view.cast.isEmpty ? "stack" : "split split--even")"><div class="stack">
                <h1>\(page.t("directory.sign_in"))</h1><p>\(page.t("directory.sign_in.about"))</p>
                \(wait(page, view.error))\(fields.summary)
                \(PostForm(page, DirectoryPaths.signIn(), """
                \(next(view.next))
                \(fields.line("name", "directory.sign_in.name", autocomplete: "username"))
                \(fields.password("password", "directory.password"))
                <p class="row">\(Button(page.t("directory.sign_in"))) \
                \(if: view.canReset, Button(page.t("directory.sign_in.forgotten"), kind: .plain, link: DirectoryPaths.forgotten()).html)</p>
                """))</div>
                \(if: !view.cast.isEmpty, cast(page, view))</div>
                """)
    }

    private static func cast(_ page: Page, _ view: View) -> HTML {
        let holders: HTML =
            view.holders.isEmpty
            ? .empty
            : """
            <details><summary>\(page.t("directory.demo.holders", ["count": page.format.number(view.holders.count)]))</summary>\
            <p>\(page.t("directory.demo.holders.about"))</p>\(people(view.holders))</details>
            """
        return Card(
            title: page.t("directory.demo.title"),
            "<p>\(page.t("directory.demo.about"))</p>\(PostForm(page, DirectoryPaths.demo(), "\(next(view.next))\(people(view.cast))\(holders)"))"
        ).html
    }

    private static func people(_ members: [CastMember]) -> HTML {
        let buttons = members.html { member in
            """
            <li><button class="person" type="submit" name="account" value="\(member.id)">\(Icon.person)<span><strong>\(member.name)</strong>\
            \(if: !member.position.isEmpty, "<span class=\"person__position\">\(member.position)</span>")</span></button></li>
            """ as HTML
        }
        return "<ul class=\"list\">\(buttons)</ul>"
    }

    static func code(_ page: Page, _ form: Form, ticket: String, next: String, error: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        return Layout.page(
            page, title: page.t("directory.sign_in.code"), isWide: false,
            body: """
                <h1>\(page.t("directory.sign_in.code"))</h1><p>\(page.t("directory.sign_in.code.about"))</p>
                \(wait(page, error))\(fields.summary)
                \(PostForm(page, DirectoryPaths.code(), """
                \(self.next(next))<input type="hidden" name="ticket" value="\(ticket)">
                \(fields.line("code", "directory.sign_in.code.label", hint: "directory.sign_in.code.hint", max: 20, width: .code, autocomplete: "one-time-code"))
                <p class="row">\(Button(page.t("directory.sign_in"))) \(Button(page.t("directory.sign_in.again"), kind: .plain, link: DirectoryPaths.signIn()))</p>
                """))
                """)
    }

    /// - Parameter hasMail: whether there is a mail server; without one no link would ever come.
    static func forgotten(_ page: Page, _ form: Form, hasMail: Bool, isSent: Bool = false) -> HTML {
        let fields = Fields(page, form)
        guard hasMail else {
            return Layout.page(
                page, title: page.t("directory.forgotten"), isWide: false,
                body: """
                    <h1>\(page.t("directory.forgotten"))</h1>
                    \(Notice(.warn, "<p>\(page.t("directory.forgotten.no_mail"))</p>"))
                    <p><a href="\(DirectoryPaths.signIn())">\(page.t("directory.sign_in"))</a></p>
                    """)
        }
        return Layout.page(
            page, title: page.t("directory.forgotten"), isWide: false,
            body: """
                <h1>\(page.t("directory.forgotten"))</h1>
                \(if: isSent, """
                \(Notice(.good, isLive: true, "<p>\(page.t("directory.forgotten.sent"))</p>"))
                <p><a href="\(DirectoryPaths.signIn())">\(page.t("directory.sign_in"))</a></p>
                """, else: """
                <p>\(page.t("directory.forgotten.about"))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.forgotten(), "\(fields.line("name", "directory.sign_in.name", autocomplete: "username"))<p>\(Button(page.t("directory.forgotten.send")))</p>"))
                """)
                """)
    }

    static func link(_ page: Page, _ form: Form, token: String, name: String) -> HTML {
        let fields = Fields(page, form)
        return Layout.page(
            page, title: page.t("directory.link"), isWide: false,
            body: """
                <h1>\(page.t("directory.link"))</h1><p>\(page.t("directory.link.about", ["name": name]))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.link(token), """
                \(newPassword(fields))<p>\(Button(page.t("directory.link.save")))</p>
                """))
                """)
    }

    static func setUp(_ page: Page, _ form: Form, token: String) -> HTML {
        let fields = Fields(page, form)
        return Layout.page(
            page, title: page.t("directory.set_up"), isWide: false,
            body: """
                <h1>\(page.t("directory.set_up"))</h1><p>\(page.t("directory.set_up.about", ["regency": page.brand.regencyName]))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.setUp(), """
                <input type="hidden" name="setup" value="\(token)">
                \(fields.line("name", "directory.field.name", autocomplete: "name"))
                \(fields.line("username", "directory.field.username", hint: "directory.account.username.hint", max: 40, autocomplete: "username"))
                \(fields.line("email", "directory.field.email", kind: .email, need: .optional, autocomplete: "email"))
                \(newPassword(fields))<p>\(Button(page.t("directory.set_up.save")))</p>
                """))
                """)
    }

    static func newPassword(_ fields: Fields) -> HTML {
        """
        \(fields.password("new", "directory.password.new", hint: "directory.password.hint", isNew: true))
        \(fields.password("repeated", "directory.password.repeated", isNew: true))
        """
    }

    /// That one must wait, in words with the seconds.
    private static func wait(_ page: Page, _ error: AppError?) -> HTML {
        guard let error else { return .empty }
        let seconds = page.format.number(error.retryAfter ?? 1)
        return Notice(.warn, isLive: true, "<p>\(page.t("directory.sign_in.wait", ["seconds": seconds]))</p>").html
    }

    private static func next(_ path: String) -> HTML {
        path.isEmpty ? .empty : "<input type=\"hidden\" name=\"\(Access.next)\" value=\"\(path)\">"
    }
}
