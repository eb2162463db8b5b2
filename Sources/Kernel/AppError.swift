/// What went wrong, in words for the person who asked. Rendered as a page or as `application/problem+json`.
///
/// Anything else that is thrown is a defect: it is logged whole and shown as an internal error without details.
package struct AppError: Error, Sendable, Equatable {
    /// The few kinds callers can tell apart, with the HTTP status each becomes.
    package enum Kind: Int, Sendable {
        case malformed = 400
        case unauthenticated = 401
        case forbidden = 403
        case notFound = 404
        case conflict = 409
        case tooLarge = 413
        case unsupported = 415
        case invalid = 422
        case tooMany = 429
        case unavailable = 503
    }

    package var kind: Kind
    package var message: Message
    /// What is wrong with single fields, for forms and API answers.
    package var issues: [Issue] = []
    /// Seconds after which trying again makes sense, for ``Kind/tooMany`` and ``Kind/unavailable``.
    package var retryAfter: Int?

    package init(_ kind: Kind, _ message: Message, issues: [Issue] = [], retryAfter: Int? = nil) {
        self.kind = kind
        self.message = message
        self.issues = issues
        self.retryAfter = retryAfter
    }

    /// The input cannot be taken as it is; each issue says which field and what to do.
    package static func invalid(_ issues: [Issue]) -> AppError { AppError(.invalid, "error.invalid", issues: issues) }
    /// One field's issue.
    package static func invalid(_ field: String, _ message: Message) -> AppError { invalid([Issue(field, message)]) }
    /// There is no such thing, or the caller may not know of it.
    package static let notFound = AppError(.notFound, "error.not_found")
    package static let unauthenticated = AppError(.unauthenticated, "error.unauthenticated")
    package static let forbidden = AppError(.forbidden, "error.forbidden")
    /// The input cannot even be read.
    package static func malformed(_ message: Message) -> AppError { AppError(.malformed, message) }
    /// Somebody else was first, or the record is not in the state this act needs.
    package static func conflict(_ message: Message) -> AppError { AppError(.conflict, message) }
    /// There is more of it than is taken.
    package static func tooLarge(_ message: Message) -> AppError { AppError(.tooLarge, message) }
    /// The same caller asks too often; it may come again after so many seconds.
    package static func tooMany(retryAfter: Int) -> AppError { AppError(.tooMany, "error.too_many", retryAfter: retryAfter) }
    /// What is needed for it cannot be reached now; trying again in five seconds may do.
    package static func unavailable(_ message: Message) -> AppError { AppError(.unavailable, message, retryAfter: 5) }
}

/// One field that cannot be taken, and what to do about it.
package struct Issue: Sendable, Equatable {
    /// The field's name in the form or, with dots, its path in JSON.
    package var field: String
    package var message: Message

    package init(_ field: String, _ message: Message) {
        self.field = field
        self.message = message
    }
}
