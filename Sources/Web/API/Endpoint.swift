import HTTPTypes
import Kernel

/// One operation of the API: makes the route *and* its entry in `/api/openapi.json`, so that neither can lie about the other.
package struct Endpoint: Sendable {
    /// A value behind the `?`.
    package struct Parameter: Sendable {
        package var name: String
        package var schema: Schema
        package var about: String
        package var isRequired: Bool

        package init(_ name: String, _ schema: Schema, _ about: String, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.about = about
            self.isRequired = isRequired
        }
    }

    package let method: HTTPRequest.Method
    /// Below `/api/`, but for a ``dialect``.
    package let path: Path
    /// One line in English.
    package let summary: String
    /// What a caller must know besides, in English.
    package var about = ""
    /// What the caller's key or role must allow somewhere; `nil` opens the operation to everyone.
    package let permission: Permission?
    /// Permissions that open the operation as well as ``permission`` does, where people of several parts meet at one record.
    package let alternatives: [Permission]
    package let parameters: [Parameter]
    /// The JSON body it takes; checked before the handler runs. `nil` takes none.
    package let request: Schema?
    /// For bodies that are not JSON, such as `multipart/form-data`; `request` then describes the fields.
    package var requestType = "application/json"
    /// The JSON body it answers with; `nil` answers without a body, or with ``responseType``.
    package let response: Schema?
    package var responseType = "application/json"
    /// Its status when all went well.
    package let status: HTTPResponse.Status
    package var limits: BodyLimits = .json
    /// On top of the limit every caller has.
    package var rate: RateLimit?
    /// Whether the act itself recognises a request that comes again under the same `Idempotency-Key` (``Request/idempotencyKey()``);
    /// then its answer is not kept besides.
    private(set) var knowsRepetitions = false
    /// Whether parameters that are not named here are the handler's to check, as conditions on a table's columns are.
    private(set) var takesOtherParameters = false
    /// The protocol of others it belongs to; `nil` for our own.
    package let dialect: Dialect?
    let handler: @Sendable (Request) async throws -> Reply

    package init(
        _ method: HTTPRequest.Method, _ path: Path, _ summary: String, about: String = "", permission: Permission? = nil,
        or alternatives: [Permission] = [], parameters: [Parameter] = [], request: Schema? = nil, requestType: String = "application/json",
        response: Schema? = nil,
        responseType: String = "application/json", status: HTTPResponse.Status = .ok, limits: BodyLimits = .json, rate: RateLimit? = nil,
        dialect: Dialect? = nil, handler: @escaping @Sendable (Request) async throws -> Reply
    ) {
        precondition(dialect != nil || path.template.hasPrefix("/api/"), "the endpoint \(path) must lie below /api/")
        self.method = method
        self.path = path
        self.summary = summary
        self.about = about
        self.permission = permission
        self.alternatives = alternatives
        self.parameters = parameters
        self.request = request
        self.requestType = requestType
        self.response = response
        self.responseType = responseType
        self.status = status
        self.limits = limits
        self.rate = rate
        self.dialect = dialect
        self.handler = handler
    }
}

extension Endpoint {
    /// For an act that remembers the key it came under by itself.
    package func knowingRepetitions() -> Endpoint {
        var endpoint = self
        endpoint.knowsRepetitions = true
        return endpoint
    }

    /// For questions whose parameters depend on what is asked: the handler refuses those it does not know.
    package func takingOtherParameters() -> Endpoint {
        var endpoint = self
        endpoint.takesOtherParameters = true
        return endpoint
    }

    /// In which ways an answer is not what this endpoint promises; empty when it is. For tests.
    package func mismatches(_ reply: Reply) -> [String] {
        let name = "\(method.rawValue) \(path) answered \(reply.status.code)"
        // A part of a file that was asked for is no other promise.
        if reply.status == .partialContent || reply.status == .rangeNotSatisfiable { return [] }
        let isFailure = reply.status.code >= 400
        guard isFailure || reply.status == status || reply.status == .notModified else { return ["\(name) instead of \(status.code)"] }
        let type = reply.headers[.contentType] ?? ""
        let wanted = isFailure ? dialect?.failureType ?? "application/problem+json" : responseType
        guard let schema = isFailure ? dialect?.failureSchema ?? Problem.schema : response, wanted.hasSuffix("json"),
            reply.status != .notModified
        else { return [] }
        // Other protocols wrap an answer in a script, or write it in another form, when asked to.
        if dialect != nil, !isFailure, !type.contains("json") { return [] }
        guard type.hasPrefix(wanted) else { return ["\(name) with type \(type) instead of \(wanted)"] }
        guard let text = reply.text, let value = try? JSONValue(parsing: Array(text.utf8)) else {
            return ["\(name) with something that is not JSON"]
        }
        return schema.issues(value).map { "\(name): \($0.field) \($0.message.key) \($0.message.values)" }
    }
}
