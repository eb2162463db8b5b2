import Directory
import HTTPTypes
import Kernel
import NIOCore
import Reports
import TestSupport
import Web

/// Another system with a key of its own, made as an administrator makes it: what it may do, and for which agency.
struct OfficeClient {
    let actor: Actor
    private let browser: TestBrowser
    private let key: String

    init(_ office: OfficeSite, _ name: String, _ permissions: Set<Permission>, agency code: String? = nil) async throws {
        let desk = office.site.installation.services.get(DirectoryDesk.self)
        let agency = code.flatMap { office.directory.agencies.find(code: $0)?.id }
        let made = try await EditClients(office.directory, known: Set(desk.permissions)).create(
            name: name, permissions: permissions, agency: agency, by: .system)
        actor = try await desk.clients.find(key: made.key)!
        key = office.site.key(actor)
        browser = office.site.browser()
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        var headers = headers
        headers[.authorization] = "Bearer \(key)"
        return try await browser.get(path, headers: headers)
    }

    func post(_ path: String, _ body: JSONValue = [:], key once: String? = nil) async throws -> Answer {
        var headers: HTTPFields = [.authorization: "Bearer \(key)", .contentType: "application/json"]
        if let once { headers[.init("Idempotency-Key")!] = once }
        return try await browser.send(.post, path, headers: headers, body: ByteBuffer(bytes: try encodeJSON(body)))
    }

    /// Sends a photo in.
    /// - Returns: what names it in an act.
    func photo(_ seed: UInt64 = 5) async throws -> JSONValue {
        let file = UploadedFile(field: "photo", filename: "a.png", claimedType: "image/png", bytes: Pictures.scene(seed))
        let headers: HTTPFields = [
            .authorization: "Bearer \(key)", .contentType: "multipart/form-data; boundary=\(MultipartBody.boundary)",
        ]
        let answer = try await browser.send(.post, "/api/photos", headers: headers, body: try await MultipartBody.body([], [file]))
        return try answer.json()["photo"] ?? .null
    }
}

extension Answer {
    /// Fields of the issues of a refusal.
    var issueFields: [String] { (try? json()["issues"]?.array?.compactMap { $0["field"]?.string }) ?? [] }
    /// Stable names of the issues of a refusal.
    var issueKeys: [String] { (try? json()["issues"]?.array?.compactMap { $0["key"]?.string }) ?? [] }
}
