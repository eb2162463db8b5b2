import Kernel
import Storage
import Web

/// What people do with their own account.
enum OwnAccountRoutes {
    static let all: [PageRoute] = [
        .get(DirectoryPaths.account) { request in .page(OwnAccountPages.account(request.page, try await view(request))) },
        .post(DirectoryPaths.password) { request in
            try request.requireAccount()
            return try await request.act(again: { form, error in
                var view = try await view(request)
                view.passwordForm = error == nil ? form : form.with([Issue("current", error!.message)])
                return OwnAccountPages.account(request.page, view)
            }) { data in
                try await request.desk.signIn.changePassword(
                    of: request.accountID, current: data.raw("current") ?? "", new: data.raw("new") ?? "",
                    repeated: data.raw("repeated") ?? "",
                    keeping: try await request.ownSession()?.id)
                return .redirect(DirectoryPaths.account(), flash: request.t("directory.password.saved"))
            }
        },
        .get(DirectoryPaths.secondStep) { request in
            try request.requireAccount()
            if try await request.desk.signIn.need(request.accountID).hasTOTP {
                return .redirect(request.query[Access.next] ?? DirectoryPaths.account(), flash: request.t("directory.second_step.is_on"))
            }
            let (_, sealed) = request.desk.signIn.proposeSecondStep(for: request.accountID)
            return .page(try await enrol(request, Form([Access.next: request.query[Access.next] ?? ""]), sealed))
        },
        .post(DirectoryPaths.secondStep) { request in
            try request.requireAccount()
            let sealed = try await request.form().raw("sealed") ?? ""
            return try await request.act(again: { form, _ in try await enrol(request, form, sealed) }) { data in
                var checker = Checker(data)
                let code = checker.line("code", max: 10)
                try checker.check()
                let codes = try await request.desk.signIn.enableSecondStep(for: request.accountID, sealed: sealed, code: code)
                let next = data[Access.next].flatMap { $0.isEmpty ? nil : Reply.safePath($0) }
                return .page(OwnAccountPages.recovery(request.page, codes, next: next ?? DirectoryPaths.account()))
            }
        },
        .post(DirectoryPaths.secondStepOff) { request in
            try await withPassword(request) { password in
                try await request.desk.signIn.disableSecondStep(for: request.accountID, password: password)
                return .redirect(DirectoryPaths.account(), flash: request.t("directory.second_step.is_off"))
            }
        },
        .post(DirectoryPaths.recovery) { request in
            try await withPassword(request) { password in
                let codes = try await request.desk.signIn.renewRecoveryCodes(for: request.accountID, password: password)
                return .page(OwnAccountPages.recovery(request.page, codes))
            }
        },
        .post(DirectoryPaths.endOthers) { request in
            try request.requireAccount()
            let count = try await request.desk.signIn.endOthers(of: request.accountID, except: try await request.ownSession()?.id)
            return .redirect(DirectoryPaths.account(), flash: request.t("directory.session.ended_others", ["count": "\(count)"]))
        },
        .post(DirectoryPaths.endSession) { request in
            try request.requireAccount()
            try await request.desk.signIn.end(try request.id("id"), of: request.accountID)
            return .redirect(DirectoryPaths.account(), flash: request.t("directory.session.ended"))
        },
    ]

    private static func withPassword(_ request: Request, _ act: (String) async throws -> Reply) async throws -> Reply {
        try request.requireAccount()
        return try await request.act(again: { form, error in
            var view = try await view(request)
            view.secondStepForm = error == nil ? form : form.with([Issue("password", error!.message)])
            return OwnAccountPages.account(request.page, view)
        }) { data in try await act(data.raw("password") ?? "") }
    }

    private static func enrol(_ request: Request, _ form: Form, _ sealed: String) async throws -> HTML {
        guard let secret = request.desk.signIn.openProposal(sealed, for: request.accountID) else { throw AppError.notFound }
        let account = try await request.desk.signIn.need(request.accountID)
        let brand = request.page.brand
        let url = TOTP.url(secret: secret, account: account.username, issuer: "\(brand.productName) \(brand.regencyName)")
        return OwnAccountPages.enrol(request.page, form, sealed: sealed, secret: TOTP.base32(secret), url: url)
    }

    private static func view(_ request: Request) async throws -> OwnAccountPages.View {
        try request.requireAccount()
        let account = try await request.desk.signIn.need(request.accountID)
        let (agencies, roles, today) = (request.directory.agencies, request.directory.roles, request.directory.today)
        let held = try await request.database.read { try RoleStore($0).grants(of: account.id) }.filter { grant in
            grant.isValid(on: today) && roles[grant.role]?.isValid(on: today) ?? false
        }
        return OwnAccountPages.View(
            account: account, agency: account.person.agency.flatMap { agencies[$0]?.name },
            roles: held.compactMap { grant in
                guard let role = roles[grant.role]?.name(request.language) else { return nil }
                return grant.agency.flatMap { agencies[$0]?.name }.map { "\(role) (\($0))" } ?? role
            }, sessions: try await request.desk.signIn.sessions(of: account.id), current: try await request.ownSession()?.id)
    }
}
