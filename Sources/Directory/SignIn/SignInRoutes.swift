import HTTPTypes
import Kernel
import Storage
import Web

/// Whom the demo offers first when somebody signs in; everybody else with an office is folded away below them.
package struct DemoCast: Sendable {
    package var usernames: Set<String>

    package init(_ usernames: Set<String>) { self.usernames = usernames }
}

/// Signing in and out, forgotten passwords, invitations and set-up.
enum SignInRoutes {
    private static let rate = RateLimit("sign-in", 30, per: 300)

    static let all: [PageRoute] = [
        .get(DirectoryPaths.signIn) { request in
            if try await request.desk.signIn.needsSetUp { return .redirect(DirectoryPaths.setUp()) }
            if request.actor.kind == .account { return .redirect(request.query[Access.next] ?? SitePaths.work()) }
            return .page(SignInPages.signIn(request.page, try await view(request, Form.empty, next: request.query[Access.next] ?? "")))
        },
        .post(DirectoryPaths.signIn, rate: rate) { request in
            let next = try await request.form()[Access.next] ?? ""
            return try await request.act(again: { form, error in
                var view = try await view(request, form, next: next)
                view.error = error
                return SignInPages.signIn(request.page, view)
            }) { data in
                var checker = Checker(data)
                let name = checker.line("name", max: 254)
                let password = checker.secret("password")
                try checker.check()
                let outcome = try await request.desk.signIn.begin(name: name, password: password, visit: request.visit)
                return try await answer(outcome, request, next)
            }
        },
        .post(DirectoryPaths.code, rate: rate) { request in
            let data = try await request.form()
            let (ticket, next) = (data.raw("ticket") ?? "", data[Access.next] ?? "")
            return try await request.act(again: { form, error in
                SignInPages.code(request.page, form, ticket: ticket, next: next, error: error)
            }) { data in
                var checker = Checker(data)
                let code = checker.line("code", max: 20)
                try checker.check()
                return try await answer(
                    try await request.desk.signIn.finish(ticket: ticket, code: code, visit: request.visit), request, next)
            }
        },
        .get(DirectoryPaths.code) { _ in .redirect(DirectoryPaths.signIn()) },
        .post(DirectoryPaths.demo, rate: rate) { request in
            guard offersCast(request) else { throw AppError.notFound }
            let data = try await request.form()
            guard let id = data["account"].flatMap(Identifier<Account>.init(checking:)),
                let account = try await request.database.read({ try AccountStore($0).find(id) }),
                account.isOpen(on: request.directory.today)
            else { throw AppError.notFound }
            return signedIn(try await request.desk.signIn.open(account, request.visit), account, request, data[Access.next] ?? "")
        },
        .post(DirectoryPaths.signOut) { request in
            if let token = request.sessionToken { try await request.desk.sessions.end(token: token) }
            return .redirect("/", flash: request.t("directory.signed_out")).setting(.endSession)
        },
        .get(DirectoryPaths.forgotten) { request in
            .page(SignInPages.forgotten(request.page, .empty, hasMail: request.installation.settings.mail != nil))
        },
        .post(DirectoryPaths.forgotten, rate: rate) { request in
            let hasMail = request.installation.settings.mail != nil
            return try await request.act(again: { form, error in
                if let error, error.kind == .tooMany { throw error }
                return SignInPages.forgotten(request.page, form, hasMail: hasMail)
            }) { data in
                var checker = Checker(data)
                let name = checker.line("name", max: 254)
                try checker.check()
                if hasMail { try await request.desk.signIn.requestReset(name: name, visit: request.visit) }
                return .page(SignInPages.forgotten(request.page, .empty, hasMail: hasMail, isSent: true))
            }
        },
        .get(DirectoryPaths.link) { request in
            let token = try request.parameter("token")
            guard let account = try await request.desk.signIn.account(ofLink: token) else {
                throw AppError(.notFound, "directory.link.gone")
            }
            return .page(SignInPages.link(request.page, .empty, token: token, name: account.username)).header(
                "Referrer-Policy", "same-origin")
        },
        .post(DirectoryPaths.link, rate: rate) { request in
            let token = try request.parameter("token")
            return try await request.act(again: { form, _ in
                let name = try await request.desk.signIn.account(ofLink: token)?.username ?? ""
                return SignInPages.link(request.page, form, token: token, name: name)
            }) { data in
                let (new, repeated) = (data.raw("new") ?? "", data.raw("repeated") ?? "")
                let account = try await request.desk.signIn.setPassword(link: token, new: new, repeated: repeated)
                if let first = account.validFrom, !account.hasBegun(on: request.directory.today) {
                    let day = request.page.format.day(first)
                    return .redirect(DirectoryPaths.signIn(), flash: request.t("directory.password.saved_for", ["day": day]))
                }
                // A link in an old mailbox must not get around the second step.
                if account.hasTOTP { return .redirect(DirectoryPaths.signIn(), flash: request.t("directory.password.saved")) }
                return signedIn(try await request.desk.signIn.open(account, request.visit), account, request, "")
            }
        },
        .get(DirectoryPaths.setUp) { request in
            guard try await request.desk.signIn.needsSetUp else { throw AppError.notFound }
            let token = request.query["token"] ?? ""
            guard try await request.desk.signIn.isSetUpToken(token) else { throw AppError(.notFound, "directory.set_up.no_token") }
            return .page(SignInPages.setUp(request.page, .empty, token: token)).header("Referrer-Policy", "same-origin")
        },
        .post(DirectoryPaths.setUp, rate: rate) { request in
            let token = try await request.form().raw("setup") ?? ""
            return try await request.act(again: { form, _ in SignInPages.setUp(request.page, form, token: token) }) { data in
                var checker = Checker(data)
                let name = checker.line("name", max: 120)
                let username = checker.line("username", max: 40)
                let email = checker.emailIfAny("email")
                try checker.check()
                let account = try await request.desk.signIn.setUp(
                    token: token,
                    SignIn.FirstAdministrator(
                        name: name, username: username, email: email, password: data.raw("new") ?? "", repeated: data.raw("repeated") ?? "")
                )
                return signedIn(
                    try await request.desk.signIn.open(account, request.visit), account, request, DirectoryPaths.administration(),
                    flash: request.t("directory.set_up.done"))
            }
        },
    ]

    private static func answer(_ outcome: SignIn.Outcome, _ request: Request, _ next: String) async throws -> Reply {
        switch outcome {
        case .signedIn(let token, let account): signedIn(token, account, request, next)
        case .needsCode(let ticket): .page(SignInPages.code(request.page, .empty, ticket: ticket, next: next))
        }
    }

    private static func signedIn(_ token: String, _ account: Account, _ request: Request, _ next: String, flash: String? = nil) -> Reply {
        let days = request.directory.settings.int(SettingKey.sessionDays, on: request.directory.today, default: 30)
        let place = account.mustChangePassword ? DirectoryPaths.account() : next.isEmpty ? SitePaths.work() : next
        return .redirect(place, flash: flash ?? request.t("directory.signed_in", ["name": account.name]))
            .setting(.session(token, maxAge: days * 86_400))
    }

    private static func view(_ request: Request, _ form: Form, next: String) async throws -> SignInPages.View {
        var view = SignInPages.View(form: form, next: next)
        guard offersCast(request) else { return view }
        // Those who have yet to choose a password hold an office in the demo and nothing else.
        let accounts = try await request.database.read { try AccountStore($0).list(includingDisabled: false, limit: 500) }
        let people = accounts.filter { !$0.mustChangePassword }
        let cast = request.installation.services.find(DemoCast.self)?.usernames ?? Set(people.prefix(12).map(\.username))
        func members(_ accounts: [Account]) -> [SignInPages.CastMember] {
            accounts.map { SignInPages.CastMember(id: $0.id.text, name: $0.name, position: $0.person.position ?? "") }
        }
        view.cast = members(people.filter { cast.contains($0.username) })
        view.holders = members(people.filter { !cast.contains($0.username) })
        return view
    }

    /// Signing in without a password exists in the demo only, and there only for whoever sits at the machine.
    private static func offersCast(_ request: Request) -> Bool {
        request.installation.settings.isDemo && isLoopback(request.clientAddress) && isLoopback(request.installation.settings.host)
    }

    private static func isLoopback(_ address: String) -> Bool { address == "::1" || address == "localhost" || address.hasPrefix("127.") }
}

extension Request {
    /// From where and with what this request comes.
    var visit: SignIn.Visit { SignIn.Visit(address: clientAddress, userAgent: headers[.userAgent] ?? "") }

    /// The session in hand.
    func ownSession() async throws -> Session? {
        guard let sessionToken else { return nil }
        return try await desk.sessions.find(token: sessionToken)?.session
    }
}
