import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension Site {
    /// The answer to a browser that has a page and asks for it again, when it is known how to tell whether it still holds and it
    /// does; `nil` when the request must go the whole way.
    func unchanged(_ raw: Hummingbird.Request, _ context: SiteContext) async -> Response? {
        guard let key = Revalidations.Key(raw.method, raw.uri.string, raw.headers), let known = installation.revalidations.find(key),
            known.lookRevision == installation.look.revision, let validator = try? await known.current(), validator == known.validator,
            isWithinLimit(raw, context)
        else { return nil }
        context.exchange.change {
            $0.route = known.route
            $0.template = known.template
        }
        var headers = known.headers
        headers.append(HTTPField(name: .xRequestID, value: context.requestID))
        return Response(status: .notModified, headers: headers)
    }

    /// Whether the address may ask once more. If not, the whole way says so.
    private func isWithinLimit(_ raw: Hummingbird.Request, _ context: SiteContext) -> Bool {
        guard installation.settings.limitsRates else { return true }
        let address = addresses.find(peer: context.peer, headers: raw.headers)
        return ClientAddress.isLoopback(address)
            || limiter.ask(.address, ClientAddress.subject(address), at: installation.world.now()).isAllowed
    }

    /// Answers a request whose route is known.
    func serve(_ index: Int, _ raw: Hummingbird.Request, _ context: SiteContext) async -> Response {
        let route = table.routes[index]
        let exchange = context.exchange
        let isSecure = installation.settings.isSecure || addresses.isSecure(peer: context.peer, headers: raw.headers)
        exchange.change {
            $0.route = index
            $0.template = route.path.template
            $0.isSecure = isSecure
        }
        let reply: Reply
        do {
            switch route.kind {
            case .plain(let handler):
                reply = try await handler(plain(raw, context))
            case .notAllowed(let methods):
                let allow = methods.map(\.rawValue).sorted().joined(separator: ", ")
                reply = failure(AppError.notAllowed, raw, context, isAPI: route.isAPI, status: .methodNotAllowed).header("Allow", allow)
            case .page(let page):
                reply = await servePage(page, raw, context)
            case .endpoint(let endpoint):
                reply = await serveEndpoint(endpoint, raw, context)
            }
        } catch {
            reply = failure(error, raw, context, isAPI: route.isAPI)
        }
        return finish(reply, raw, context)
    }

    /// Answers a request for an address that does not exist.
    func serveUnknown(_ raw: Hummingbird.Request, _ context: SiteContext) async -> Response {
        let isAPI = raw.uri.path.hasPrefix("/api/")
        var request = self.request(raw, context, actor: .visitor, limits: .form)
        // Whoever is signed in keeps her menu when an address is mistyped. If sessions cannot be read, she is shown what visitors see.
        if !isAPI, let actor = try? await sessionActor(raw.headers) {
            request.page.actor = actor
            context.exchange.change { $0.actor = actor.kind }
        }
        return finish(failure(AppError.notFound, raw, context, isAPI: isAPI, request: request), raw, context)
    }

    /// What handlers get: who asks, in which language, and the parts of the request.
    func request(_ raw: Hummingbird.Request, _ context: SiteContext, actor: Actor, limits: BodyLimits) -> Request {
        let exchange = context.exchange
        let query = raw.uri.query.map { Query(parsing: $0) } ?? Query()
        let (language, isChosenNow) = requestLanguage(query: query, headers: raw.headers)
        if isChosenNow { exchange.set(SetCookie(CookieName.language, language.rawValue, maxAge: 400 * 86_400)) }
        exchange.change {
            $0.actor = actor.kind
            $0.formKey = cookie(CookieName.form, in: raw.headers).flatMap { FormToken.isKey($0) ? $0 : nil }
        }
        var page = Page(
            installation.look, language: language, offsetHours: installation.settings.offsetHours, actor: actor,
            csrf: self.tokens.make(exchange), path: raw.uri.string, now: installation.world.now())
        (page.flash, page.sentDraft) = takeFlash(raw, exchange)
        page.menu = menu
        return Request(
            installation: installation, page: page, method: raw.method, headers: raw.headers, query: query,
            clientAddress: addresses.find(peer: context.peer, headers: raw.headers), requestID: context.requestID, exchange: exchange,
            parameters: context.parameters, body: BodyReader(raw, limits: limits, installation))
    }

    /// Between the sentence and the name of a draft in the cookie of the last act; in no text, because `Plain` takes it out.
    static let parting: Character = "\u{1F}"
    /// Room for a dataset's name, the longest in the name of a draft.
    static let longestDraftName = 120

    /// The sentence the last act left for this page, shown once, and the draft that arrived with it.
    private func takeFlash(_ raw: Hummingbird.Request, _ exchange: Exchange) -> (String?, String?) {
        guard raw.method == .get, let kept = cookie(CookieName.flash, in: raw.headers), let text: String = percentDecoded(kept) else {
            return (nil, nil)
        }
        exchange.set(SetCookie(CookieName.flash, "", maxAge: 0))
        let parts = text.split(separator: Site.parting, maxSplits: 1, omittingEmptySubsequences: false)
        let said = Plain.line(String((parts.first ?? "").prefix(300)))
        let isName = parts.count == 2 && parts[1].count <= Site.longestDraftName && parts[1].wholeMatch(of: /[A-Za-z0-9_\-]+/) != nil
        let draft = isName ? String(parts[1]) : nil
        return (said.isEmpty && draft != nil ? nil : said, draft)
    }

    private func plain(_ raw: Hummingbird.Request, _ context: SiteContext) -> PlainRequest {
        PlainRequest(
            headers: raw.headers, path: raw.uri.path, clientAddress: addresses.find(peer: context.peer, headers: raw.headers),
            isForwarded: raw.headers.contains(.xForwardedFor) || raw.headers.contains(.forwarded))
    }

    /// - Throws: 429 when the subject asked too often; loopback never does.
    func limit(_ limit: RateLimit, _ request: Request, subject: @autoclosure () -> String? = nil, shown: Bool = false) throws {
        guard installation.settings.limitsRates, !ClientAddress.isLoopback(request.clientAddress) else { return }
        let decision = limiter.ask(limit, subject() ?? self.subject(request), at: request.now)
        if shown { request.exchange.change { $0.rates = decision } }
        if !decision.isAllowed {
            throw AppError(.tooMany, Message("error.too_many", ["seconds": String(decision.retryAfter)]), retryAfter: decision.retryAfter)
        }
    }

    private func subject(_ request: Request) -> String {
        switch request.actor.kind {
        case .account, .client: "\(request.actor.kind.rawValue):\(request.actor.id)"
        default: ClientAddress.subject(request.clientAddress)
        }
    }
}

extension AppError {
    /// The address exists, but not for this method. Its status is set by whoever answers.
    static let notAllowed = AppError(.notFound, "error.method_not_allowed")
}
