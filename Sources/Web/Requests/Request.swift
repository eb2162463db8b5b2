import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore
import Storage

/// What a handler gets.
package struct Request: Sendable {
    package let installation: Installation
    package var page: Page
    package let method: HTTPRequest.Method
    package let headers: HTTPFields
    package let query: Query
    /// Who really asks, also behind a trusted proxy.
    package let clientAddress: String
    package let requestID: String
    let exchange: Exchange
    let parameters: Parameters
    let body: BodyReader

    package var actor: Actor { page.actor }
    package var language: Language { page.language }
    package var world: World { installation.world }
    package var database: Database { installation.database }
    /// The present moment, the same during the whole request.
    package var now: Instant { page.now }
    /// The token of the browser's session, for showing which session is this one and for ending it.
    package var sessionToken: String? { cookie(CookieName.session, in: headers) }

    /// A value of the path, such as `code` of `/laporan/{code}`.
    /// - Throws: ``Kernel/AppError/notFound`` when it is not text.
    package func parameter(_ name: String) throws -> String {
        guard let raw = parameters.get(name) else { preconditionFailure("the route \(exchange.template) has no {\(name)}") }
        guard let text = percentDecoded(raw) else { throw AppError.notFound }
        return Plain.line(text)
    }

    /// A value of the path that must be an id; whatever has not its form is not found.
    package func id<Subject>(_ name: String, _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        guard let id = Identifier<Subject>(checking: try parameter(name)) else { throw AppError.notFound }
        return id
    }

    /// The form that was sent, with its files; read once however often it is asked for.
    /// - Throws: 413 beyond the route's limits, 400 when it is broken or not UTF-8, 415 when it is something else.
    package func form() async throws -> FormData { try await body.readForm() }

    /// The body's bytes as they came, for webhooks and uploads of one file.
    package func bytes() async throws -> ByteBuffer { try await body.readBytes() }

    /// The body as a value.
    /// - Throws: 400 with line and column when it is not JSON, 422 naming the JSON path when a value has the wrong type.
    package func json<T: Decodable>(_: T.Type = T.self) async throws -> T {
        let bytes = try await body.readBytes()
        do {
            return try JSONDecoder().decode(T.self, from: Data(Array(buffer: bytes)))
        } catch let error as DecodingError {
            throw AppError(decoding: error)
        }
    }

    /// The body as any JSON, for checking it against a schema and for telling what is missing from what is `null`.
    package func jsonValue() async throws -> JSONValue {
        guard isJSON(headers.text(.contentType) ?? "") else { throw AppError(.unsupported, "error.not_json") }
        do {
            return try await body.readJSON()
        } catch let fault as JSONFault {
            throw AppError(
                .malformed,
                Message("error.json_broken", ["line": String(fault.line), "column": String(fault.column), "what": fault.what]))
        }
    }

    private func isJSON(_ contentType: String) -> Bool {
        if contentType == "application/json" { return true }
        let type = contentType.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        return type == "application/json" || type.hasSuffix("+json")
    }

    package func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { page.t(key, values) }

    /// - Throws: 401 for visitors, 403 for people without the permission anywhere. The act still checks the record.
    package func require(_ permission: Permission) throws { try require([permission]) }

    /// - Throws: 401 for visitors, 403 for people who hold none of these anywhere.
    package func require(_ permissions: [Permission]) throws {
        if permissions.contains(where: actor.mayAnywhere) { return }
        throw actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden
    }

    /// - Throws: 401 for visitors.
    package func requireAccount() throws { if actor.kind != .account { throw AppError.unauthenticated } }
}

extension AppError {
    /// Names the JSON path of the value that does not fit.
    init(decoding error: DecodingError) {
        func path(_ keys: [any CodingKey]) -> String {
            keys.reduce("") { $0 + ($1.intValue.map { "[\($0)]" } ?? ($0.isEmpty ? $1.stringValue : ".\($1.stringValue)")) }
        }
        switch error {
        case .keyNotFound(let key, let context): self = .invalid(path(context.codingPath + [key]), "error.missing")
        case .valueNotFound(_, let context): self = .invalid(path(context.codingPath), "error.missing")
        case .typeMismatch(_, let context), .dataCorrupted(let context):
            self =
                context.codingPath.isEmpty
                ? AppError(.malformed, Message("error.json_broken", ["line": "1", "column": "1", "what": context.debugDescription]))
                : .invalid(path(context.codingPath), Message("error.json_type", ["what": context.debugDescription]))
        @unknown default: self = AppError(.malformed, Message("error.json_broken", ["line": "1", "column": "1", "what": ""]))
        }
    }
}
