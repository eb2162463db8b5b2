import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Storage

extension Site {
    /// Whatever was thrown as an answer: a page for people, `application/problem+json` (RFC 9457) for programs. What is not an
    /// ``Kernel/AppError`` is a defect: it is logged by its place (``Defect``) and answered without details.
    func failure(
        _ error: any Error, _ raw: Hummingbird.Request, _ context: SiteContext, isAPI: Bool, request: Request? = nil,
        status: HTTPResponse.Status? = nil, retry: RetryForm? = nil, back: String? = nil, dialect: Dialect? = nil
    ) -> Reply {
        let known: AppError
        var code = status
        if let error = error as? AppError {
            known = error
        } else {
            known = AppError(.unavailable, "error.internal")
            code = .internalServerError
            installation.logger.error(
                "defect",
                metadata: ["id": "\(context.requestID)", "route": "\(context.exchange.template)", "error": "\(Defect.inWords(error))"])
        }
        let status = code ?? .init(code: known.kind.rawValue)
        let request = request ?? self.request(raw, context, actor: .visitor, limits: .form)
        var reply =
            if let dialect { dialect.failure(known, status, request) } else {
                isAPI || prefersJSON(raw.headers)
                    ? request.problem(known, status: status)
                    : .page(
                        SystemPage.failure(
                            request.page, known, status: status, requestID: context.requestID, retry: retry, back: back), status: status)
            }
        if let seconds = known.retryAfter { reply.headers[.retryAfter] = String(seconds) }
        if known.kind == .unauthenticated, isAPI { reply.headers[.wwwAuthenticate] = "Bearer" }
        return reply
    }

    /// Scripts on pages ask for JSON and want their problems in it.
    private func prefersJSON(_ headers: HTTPFields) -> Bool {
        guard let accept = headers[.accept] else { return false }
        return accept.contains("json") && !accept.contains("text/html")
    }
}

/// The body of every failed API request.
package struct Problem: Codable, Sendable {
    package struct Issue: Codable, Sendable {
        /// Name of the form's field, query parameter or header, or the JSON path.
        package var field: String
        /// Stable name of what is wrong.
        package var key: String
        /// What to do, in the caller's language.
        package var message: String
    }

    package var type: String
    package var title: String
    package var status: Int
    package var detail: String
    package var issues: [Issue]
    package var requestId: String

    package static let schema = Schema.named(
        "Problem",
        .object(
            .required("type", .string.about("Ends in the stable name of what went wrong.").example("about:blank#error.invalid")),
            .required("title", .string), .required("status", .integer(400...599)),
            .required("detail", .string.about("What went wrong and what to do, in the language asked for.")),
            .required(
                "issues",
                .array(
                    of: .object(
                        .required("field", .string.about("Query parameter, header or JSON path such as photos[2].caption.")),
                        .required("key", .string), .required("message", .string)))),
            .required("requestId", .string.about("Under this id the operators find the request in their log."))))
}
