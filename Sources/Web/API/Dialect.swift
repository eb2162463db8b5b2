import HTTPTypes
import Kernel

/// How the operations of a protocol that others have written differ from ours, where their programs must read us unchanged.
///
/// Such an operation stands in the same router and the same document and passes the same limits as any other, but:
/// - it may lie anywhere, takes whatever query and body its protocol allows, and answers failures in its protocol's form;
/// - who asks is known by a key alone, never by a browser's session. So no form of another site can ask in somebody's name,
///   and every web page may read the answers.
package struct Dialect: Sendable {
    /// In English, for the API's description.
    package var name: String
    /// Finds the API key its clients send.
    package var key: @Sendable (HTTPFields) -> String?
    /// The parameter of an address in which its clients may send the key instead; `nil` when there is none.
    package var keyParameter: String?
    /// Whether a key nobody knows is passed over, so that its bearer is a visitor, instead of being refused.
    package var ignoresUnknownKeys: Bool
    /// The answer to whatever went wrong, with the status it has by itself.
    package var failure: @Sendable (AppError, HTTPResponse.Status, Request) -> Reply
    package var failureType: String
    package var failureSchema: Schema

    package init(
        _ name: String, key: @escaping @Sendable (HTTPFields) -> String? = Dialect.bearer, keyParameter: String? = nil,
        ignoresUnknownKeys: Bool = false, failureType: String = "application/problem+json", failureSchema: Schema = Problem.schema,
        failure: @escaping @Sendable (AppError, HTTPResponse.Status, Request) -> Reply = { $2.problem($0, status: $1) }
    ) {
        self.name = name
        self.key = key
        self.keyParameter = keyParameter
        self.ignoresUnknownKeys = ignoresUnknownKeys
        self.failureType = failureType
        self.failureSchema = failureSchema
        self.failure = failure
    }

    /// `Authorization: Bearer KEY`, as everywhere else.
    package static let bearer: @Sendable (HTTPFields) -> String? = { headers in
        guard let text = headers[.authorization], text.lowercased().hasPrefix("bearer ") else { return nil }
        return String(text.dropFirst(7).drop { $0 == " " })
    }
}

extension Request {
    /// What went wrong as `application/problem+json`.
    package func problem(_ error: AppError, status: HTTPResponse.Status) -> Reply {
        let problem = Problem(
            type: "about:blank#\(error.message.key.id)", title: t(SystemPage.title(status)), status: status.code,
            detail: page.t(error.message),
            issues: error.issues.map { Problem.Issue(field: $0.field, key: $0.message.key.id, message: page.t($0.message)) },
            requestId: requestID)
        // Force: a value of texts and numbers can always be written.
        var reply = try! Reply.json(problem, status: status)
        reply.headers[.contentType] = "application/problem+json"
        return reply
    }
}
