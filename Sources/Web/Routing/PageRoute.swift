import HTTPTypes
import Kernel

/// A page, or what a form on a page posts to.
package struct PageRoute: Sendable {
    package let method: HTTPRequest.Method
    package let path: Path
    /// Who may come here at all; `nil` lets everyone in. The act still checks the record.
    package let permission: Permission?
    package let limits: BodyLimits
    /// How often one account, or one address without an account, may come here.
    package let rate: RateLimit?
    let handler: @Sendable (Request) async throws -> Reply

    package init(
        _ method: HTTPRequest.Method, _ path: Path, permission: Permission? = nil, limits: BodyLimits = .form, rate: RateLimit? = nil,
        handler: @escaping @Sendable (Request) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.permission = permission
        self.limits = limits
        self.rate = rate
        self.handler = handler
    }

    package static func get(
        _ path: Path, permission: Permission? = nil, rate: RateLimit? = nil, handler: @escaping @Sendable (Request) async throws -> Reply
    ) -> PageRoute {
        PageRoute(.get, path, permission: permission, rate: rate, handler: handler)
    }

    /// A form's target. The form must carry the page's token in ``Page/csrfField``.
    package static func post(
        _ path: Path, permission: Permission? = nil, limits: BodyLimits = .form, rate: RateLimit? = nil,
        handler: @escaping @Sendable (Request) async throws -> Reply
    ) -> PageRoute {
        PageRoute(.post, path, permission: permission, limits: limits, rate: rate, handler: handler)
    }
}
