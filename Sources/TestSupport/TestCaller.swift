import HTTPTypes
import Kernel
import NIOCore
import Web

/// Another system: speaks JSON with an API key.
package struct TestCaller: Sendable {
    package let site: TestSite
    private let key: String

    package init(_ site: TestSite, key: String) {
        self.site = site
        self.key = key
    }

    /// - Parameter once: the request's `Idempotency-Key`.
    package func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, once: String? = nil) async throws -> Answer {
        var headers: HTTPFields = [.authorization: "Bearer \(key)", .acceptLanguage: "en"]
        if body != nil { headers[.contentType] = "application/json" }
        if let once { headers[.init("Idempotency-Key")!] = once }
        return try await site.send(method, path, headers: headers, body: try body.map { ByteBuffer(bytes: try encodeJSON($0)) })
    }

    package func get(_ path: String) async throws -> Answer { try await send(.get, path) }

    /// Sends a file as a form would.
    package func upload(_ path: String, _ text: String, field: String = "file", with fields: [(String, String)] = []) async throws -> Answer
    {
        try await upload(path, Array(text.utf8), field: field, with: fields)
    }

    package func upload(_ path: String, _ bytes: [UInt8], field: String = "file", with fields: [(String, String)] = []) async throws
        -> Answer
    {
        let file = UploadedFile(field: field, filename: "file", claimedType: "application/octet-stream", bytes: bytes)
        let headers: HTTPFields = [
            .authorization: "Bearer \(key)", .acceptLanguage: "en",
            .contentType: "multipart/form-data; boundary=\(MultipartBody.boundary)",
        ]
        let body = try await MultipartBody.body(fields.map { (name: $0.0, value: $0.1) }, [file])
        return try await site.send(.post, path, headers: headers, body: body)
    }
}

extension Answer {
    /// The fields a failed request names, in order.
    package var issueFields: [String] { (try? decoded(Problem.self))?.issues.map(\.field) ?? [] }
    package subscript(_ member: String) -> JSONValue? { try? json()[member] }
}
