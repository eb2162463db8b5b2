import Foundation
import HTTPTypes
import Hummingbird
import Kernel

extension Site {
    func servePage(_ route: PageRoute, _ raw: Hummingbird.Request, _ context: SiteContext) async -> Reply {
        let isPost = raw.method != .get && raw.method != .head
        var request = self.request(raw, context, actor: .visitor, limits: route.limits)
        do {
            // Before any session is looked up and any form checked.
            let ofAddress = route.rate.flatMap { $0.replacesAddress ? $0 : nil } ?? .address
            try limit(ofAddress, request, subject: ClientAddress.subject(request.clientAddress))
            if let actor = try await sessionActor(raw.headers) {
                request.page.actor = actor
                context.exchange.change { $0.actor = actor.kind }
            }
            if isPost { try await checkForm(request, raw) }
            if let rate = route.rate, !rate.replacesAddress { try limit(rate, request) }
            if let permission = route.permission { try request.require(permission) }
            return try await route.handler(request)
        } catch let error as AppError where error.kind == .unauthenticated {
            return await askToSignIn(error, request, raw, context, isPost: isPost)
        } catch let error as StaleForm {
            return await offerAgain(error, request, raw, context)
        } catch let error as AppError where isPost && RetryForm.helps(error) {
            let retry = (try? await request.form()).map { RetryForm(path: raw.uri.string, form: $0) }
            return failure(error, raw, context, isAPI: false, request: request, retry: retry)
        } catch let error as AppError where isPost && (error.kind == .tooLarge || error.kind == .malformed) {
            return failure(error, raw, context, isAPI: false, request: request, back: wayBack(route, raw))
        } catch {
            return failure(error, raw, context, isAPI: false, request: request)
        }
    }

    func sessionActor(_ headers: HTTPFields) async throws -> Actor? {
        guard let access, let token = cookie(CookieName.session, in: headers), !token.isEmpty else { return nil }
        return try await access.session(token)
    }

    /// Refuses forms that do not come from our own pages in this browser, and takes up again what was kept for the browser.
    private func checkForm(_ request: Request, _ raw: Hummingbird.Request) async throws {
        let origin = Origin(raw.headers, authority: raw.head.authority, own: installation.settings.publicURL)
        if origin == .foreign { throw AppError(.forbidden, "error.foreign_form") }
        let token = raw.headers[.formToken]
        let formKey = cookie(CookieName.form, in: raw.headers)
        if tokens.fits(token, formKey: formKey) { return }
        let form = try await request.form()
        guard tokens.fits(form.raw(Page.csrfField), formKey: formKey) else {
            // Our page, but the browser has lost its cookie: nothing typed may be lost with it.
            throw origin == .ours ? StaleForm() : AppError(.forbidden, "error.stale_form")
        }
        if let id = form.raw(ResumedForms.field), let kept = try await resumed.take(id, formKey: formKey ?? "", path: raw.uri.string) {
            request.body.replace(kept)
        }
    }

    /// Leads to the sign-in page and from there back here, with everything that was sent.
    private func askToSignIn(
        _ error: AppError, _ request: Request, _ raw: Hummingbird.Request, _ context: SiteContext, isPost: Bool
    ) async -> Reply {
        guard let access, request.actor.kind == .visitor else { return failure(error, raw, context, isAPI: false, request: request) }
        do {
            var next = raw.uri.string
            if isPost { next = try await resumed.keep(try await request.form(), for: raw.uri.string, tokens, context.exchange) }
            let flash = isPost ? request.t("session.expired_form") : nil
            return .redirect(access.signIn(query: [(Access.next, next)]), flash: flash)
        } catch {
            return failure(error, raw, context, isAPI: false, request: request)
        }
    }

    private func offerAgain(_ error: StaleForm, _ request: Request, _ raw: Hummingbird.Request, _ context: SiteContext) async -> Reply {
        do {
            let next = try await resumed.keep(try await request.form(), for: raw.uri.string, tokens, context.exchange)
            return .redirect(next, flash: request.t("form.stale"))
        } catch {
            return failure(error, raw, context, isAPI: false, request: request)
        }
    }
}

/// A form of ours whose token is no longer good.
struct StaleForm: Error {}
