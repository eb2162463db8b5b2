import Foundation
import Storage
import TestSupport
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A citizen's phone as far as the program is concerned: it sends reports over a real connection.
struct CitizenClient: Sendable {
    struct Receipt: Sendable {
        var code: String
        var secret: String
    }

    let address: URL
    private let session = URLSession(configuration: .ephemeral)

    init(_ address: URL) { self.address = address }

    /// What an installation needs before anybody can report: a subdistrict and a category.
    static func prepare(_ program: Program) async throws {
        let (regions, categories) = (program.path("wilayah.csv"), program.path("kategori.csv"))
        try "kode,nama\n35.09,Kabupaten Jember\n35.09.19,Kaliwates\n".write(toFile: regions, atomically: true, encoding: .utf8)
        try "kategori,subkategori\nPerhubungan,\n".write(toFile: categories, atomically: true, encoding: .utf8)
        #expect(try await program.run("import", "regions", regions).status == 0)
        #expect(try await program.run("import", "categories", categories).status == 0)
    }

    /// Sends a report.
    /// - Throws: when no answer came, or one that is none.
    func report(_ text: String, key: String, photo: String? = nil, name: String = "") async throws -> Receipt {
        var body: [String: Any] = ["category": "perhubungan", "text": text, "place": ["village": "35.09.19"]]
        if let photo { body["photos"] = [photo] }
        if !name.isEmpty { body["reporter"] = ["name": name] }
        let answer = try await send("api/reports", body, headers: ["Idempotency-Key": key])
        guard let code = answer["code"] as? String, let secret = answer["secret"] as? String else {
            throw URLError(.badServerResponse)
        }
        return Receipt(code: code, secret: secret)
    }

    /// Sends a photo in.
    /// - Returns: what names it in a report.
    func photo() async throws -> String {
        let file = UploadedPhoto.bytes
        let boundary = "pendopo-batas"
        var body = Data("--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n".utf8)
        body += Data("Content-Type: image/png\r\n\r\n".utf8) + file + Data("\r\n--\(boundary)--\r\n".utf8)
        var request = URLRequest(url: address.appendingPathComponent("api/photos"))
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("multipart/form-data; boundary=\(boundary)", forHTTPHeaderField: "Content-Type")
        let (data, _) = try await session.data(for: request)
        let answer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        return try #require(answer?["photo"] as? String, "\(String(decoding: data, as: UTF8.self))")
    }

    /// Posts JSON.
    func send(_ path: String, _ body: [String: Any], headers: [String: String] = [:]) async throws -> [String: Any] {
        var request = URLRequest(url: address.appendingPathComponent(path))
        request.httpMethod = "POST"
        request.httpBody = try JSONSerialization.data(withJSONObject: body)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, _) = try await session.data(for: request)
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }

    func get(_ path: String) async throws -> (status: Int, body: Data) {
        let url = try #require(URL(string: path, relativeTo: address))
        let (data, response) = try await session.data(from: url)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, data)
    }
}

/// A small picture of stripes.
private enum UploadedPhoto {
    static let bytes = Data(
        base64Encoded: """
            iVBORw0KGgoAAAANSUhEUgAAADAAAAAkCAIAAABAJy5dAAAAXUlEQVR42u3OMQ3AUAAC0a+kc0VUCUqqpJqQVQMwshCSG2945z6Q0ZT+z0AD9Y
            EuyGhK/wMNVAh6IKMp/Q80UCEIkNGU/gcaqBD0QkZT+h9ooELQBxlN6X+ggepAP50DhCqImQ/YAAAAAElFTkSuQmCC
            """, options: .ignoreUnknownCharacters)!
}
