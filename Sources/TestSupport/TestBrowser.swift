import HTTPTypes
import Kernel
import NIOCore
import Synchronization
import Web

/// A browser: keeps cookies, says where its forms come from, and follows redirects when asked.
package final class TestBrowser: Sendable {
    private let site: TestSite
    private let address: String
    private let cookies = Mutex<[String: String]>([:])

    init(site: TestSite, address: String) {
        self.site = site
        self.address = address
    }

    /// Signs in without the sign-in page.
    package func signIn(_ actor: Actor) { set(CookieName.session, site.signIn(actor)) }
    package func set(_ name: String, _ value: String) { cookies.withLock { $0[name] = value } }
    package func cookie(_ name: String) -> String? { cookies.withLock { $0[name] } }
    package func forget(_ name: String) { cookies.withLock { _ = $0.removeValue(forKey: name) } }

    package func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer { try await send(.get, path, headers: headers) }

    /// Fills in and sends a form of a page.
    package func submit(
        _ form: PageForm, filling values: [String: String] = [:], files: [UploadedFile] = [], headers: HTTPFields = [:]
    ) async throws -> Answer {
        let filled = try form.filling(values)
        var headers = headers
        if headers[.init("Sec-Fetch-Site")!] == nil { headers[.init("Sec-Fetch-Site")!] = "same-origin" }
        if form.method == "get" {
            return try await get(form.action + Path.query(filled.fields.map { ($0.name, $0.value) }), headers: headers)
        }
        if form.isMultipart {
            headers[.contentType] = "multipart/form-data; boundary=\(MultipartBody.boundary)"
            return try await send(.post, form.action, headers: headers, body: try await MultipartBody.body(filled.fields, files))
        }
        headers[.contentType] = "application/x-www-form-urlencoded"
        let body = Path.query(filled.fields.map { ($0.name, $0.value) }).dropFirst()
        return try await send(.post, form.action, headers: headers, body: ByteBuffer(substring: body))
    }

    /// Goes where a redirect leads; gives anything else back as it is.
    package func follow(_ answer: Answer) async throws -> Answer {
        guard (301...308).contains(answer.status), let location = answer.location else { return answer }
        return try await get(location)
    }

    package func send(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: ByteBuffer? = nil
    ) async throws -> Answer {
        var headers = headers
        headers[.init("X-Forwarded-For")!] = address
        let line = cookies.withLock { $0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if !line.isEmpty { headers[.cookie] = line }
        let answer = try await site.send(method, path, headers: headers, body: body)
        for set in answer.headers[values: .setCookie] { keep(set) }
        return answer
    }

    private func keep(_ line: String) {
        let parts = line.split(separator: ";").map { $0.drop { $0 == " " } }
        let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let isOver = parts.contains("Max-Age=0")
        cookies.withLock { $0[pair[0]] = isOver ? nil : pair[1] }
    }
}

/// Writes `multipart/form-data`.
package enum MultipartBody {
    package static let boundary = "----pendopo-test-boundary"

    package static func body(_ fields: [(name: String, value: String)], _ files: [UploadedFile]) async throws -> ByteBuffer {
        var body = ByteBuffer()
        for field in fields {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n")
        }
        for file in files {
            body.writeString("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.filename)\"\r\n")
            body.writeString("Content-Type: \(file.claimedType)\r\n\r\n")
            body.writeBytes(try await file.bytes())
            body.writeString("\r\n")
        }
        body.writeString("--\(boundary)--\r\n")
        return body
    }
}
