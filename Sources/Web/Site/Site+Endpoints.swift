import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

extension Site {
    func serveEndpoint(_ endpoint: Endpoint, _ raw: Hummingbird.Request, _ context: SiteContext) async -> Reply {
        var request = self.request(raw, context, actor: .visitor, limits: endpoint.limits)
        let reply: Reply
        do {
            try limit(.address, request, subject: ClientAddress.subject(request.clientAddress), shown: true)
            let actor =
                if let dialect = endpoint.dialect { try await speaker(dialect, raw, request) } else { try await apiActor(raw, request) }
            request.page.actor = actor
            context.exchange.change { $0.actor = actor.kind }
            if actor.kind != .visitor { try limit(.api, request, shown: true) }
            if let rate = endpoint.rate { try limit(rate, request, shown: true) }
            if let permission = endpoint.permission { try request.require([permission] + endpoint.alternatives) }
            if endpoint.dialect == nil {
                try checkQuery(endpoint, request)
                if let schema = endpoint.request, endpoint.requestType == "application/json" {
                    let issues = schema.issues(try await request.jsonValue())
                    if !issues.isEmpty { throw AppError.invalid(issues) }
                }
            }
            reply = try await answerOnce(endpoint, request)
        } catch {
            reply = failure(error, raw, context, isAPI: true, request: request, dialect: endpoint.dialect)
        }
        if let observe {
            do { try observe(endpoint, reply) } catch { return failure(error, raw, context, isAPI: true, request: request) }
        }
        return endpoint.dialect == nil ? reply : readableByAnyPage(reply)
    }

    /// Nothing in it depends on a browser's session, so scripts of every site may have it.
    private func readableByAnyPage(_ reply: Reply) -> Reply {
        reply.header("Access-Control-Allow-Origin", "*").header("Cross-Origin-Resource-Policy", "cross-origin")
    }

    private func speaker(_ dialect: Dialect, _ raw: Hummingbird.Request, _ request: Request) async throws -> Actor {
        let sent = dialect.key(raw.headers) ?? dialect.keyParameter.flatMap { request.query[$0] }
        guard let key = sent, !key.isEmpty else { return .visitor }
        if let access, let client = try await access.client(key) { return client }
        if dialect.ignoresUnknownKeys { return .visitor }
        throw AppError(.unauthenticated, "error.bad_key")
    }

    /// The bearer of the key, or whoever is signed in in the browser whose script asks.
    private func apiActor(_ raw: Hummingbird.Request, _ request: Request) async throws -> Actor {
        if let authorization = raw.headers.text(.authorization) {
            guard authorization.lowercased().hasPrefix("bearer "), let access else { throw AppError(.unauthenticated, "error.bad_key") }
            let key = authorization.dropFirst(7).trimmingCharacters(in: .whitespaces)
            guard let client = try await access.client(key) else { throw AppError(.unauthenticated, "error.bad_key") }
            return client
        }
        guard let actor = try await sessionActor(raw.headers) else { return .visitor }
        if raw.method == .get || raw.method == .head { return actor }
        // A session's cookie goes along with every request a browser sends; only our own scripts know the token.
        let origin = Origin(raw.headers, authority: raw.head.authority, own: installation.settings.publicURL)
        let isOurs = tokens.fits(raw.headers[.formToken], formKey: cookie(CookieName.form, in: raw.headers))
        guard origin != .foreign, isOurs else { throw AppError(.forbidden, "error.foreign_form") }
        return actor
    }

    private func checkQuery(_ endpoint: Endpoint, _ request: Request) throws {
        var issues: [Issue] = []
        for parameter in endpoint.parameters {
            guard let text = request.query[parameter.name] else {
                if parameter.isRequired { issues.append(Issue(parameter.name, "error.missing")) }
                continue
            }
            if let value = parameter.schema.value(of: text) {
                issues += parameter.schema.issues(value, at: parameter.name)
                // ``Query/int(_:)`` reads no greater one: it would be as if nothing stood there, and a version that was seen went unread.
                if case .integer(let number) = value, number.magnitude >= 1 << 53 {
                    let most = (1 << 53) - 1
                    issues.append(Issue(parameter.name, Message("error.out_of_range", ["min": "\(-most)", "max": "\(most)"])))
                }
            } else {
                let message = Message("error.json_expected", ["expected": parameter.schema.kind, "found": "string"])
                issues.append(Issue(parameter.name, message))
            }
        }
        guard !endpoint.takesOtherParameters else {
            if !issues.isEmpty { throw AppError.invalid(issues) }
            return
        }
        for pair in request.query.pairs where pair.name != "bahasa" && !endpoint.parameters.contains(where: { $0.name == pair.name }) {
            issues.append(Issue(pair.name, "error.unknown_member"))
        }
        if !issues.isEmpty { throw AppError.invalid(issues) }
    }

    /// Runs the handler, or gives back the answer it gave to the same request under the same key before.
    private func answerOnce(_ endpoint: Endpoint, _ request: Request) async throws -> Reply {
        guard request.method == .post, !endpoint.knowsRepetitions, try request.idempotencyKey() != nil else {
            return try await endpoint.handler(request)
        }
        let key = try await request.onceKey()
        return try await once.alone(key) {
            if let kept = try await once.find(key) { return kept }
            let reply = try await endpoint.handler(request)
            if reply.status.code < 400, !request.exchange.read({ $0.keptOnce }) { try await once.keep(reply, key) }
            return reply
        }
    }
}
