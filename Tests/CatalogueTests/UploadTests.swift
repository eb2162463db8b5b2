import Catalogue
import Crypto
import HTTPTypes
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

/// Files in pieces over a line that breaks.
@Suite struct UploadTests {
    private let content = Array("pasar,harga\nTanjung,12000\nMangli,12500\n".utf8)

    private func setUp() async throws -> (CatalogueTestSite, Uploads) {
        let site = try await CatalogueTestSite()
        return (site, Uploads(site.site.installation))
    }

    @Test func `pieces make the whole, and after a break it goes on where it stopped`() async throws {
        let (site, uploads) = try await setUp()
        let sha = hex(SHA256.hash(data: content))
        let upload = try await uploads.begin(filename: "../../etc/harga.csv", size: content.count, sha256: sha, by: site.producer)
        #expect(upload.filename == "harga.csv")
        let first = try await uploads.append(Array(content[..<10]), at: 0, to: upload.id, by: site.producer)
        #expect(first.offset == 10 && first.fileHash == nil)
        // Sent twice, or from elsewhere: the answer says where to go on.
        await #expect(throws: AppError.conflict(Message("error.upload_offset", ["offset": "10"]))) {
            try await uploads.append(Array(content[..<10]), at: 0, to: upload.id, by: site.producer)
        }
        #expect(try await uploads.find(upload.id, by: site.producer).offset == 10)
        let whole = try await uploads.append(Array(content[10...]), at: 10, to: upload.id, by: site.producer)
        #expect(whole.fileHash == sha)
        #expect(try await site.site.installation.files.get(sha) == content)
    }

    @Test func `what is not what was promised is refused`() async throws {
        let (site, uploads) = try await setUp()
        let other = hex(SHA256.hash(data: [1, 2, 3]))
        let upload = try await uploads.begin(filename: "a.csv", size: content.count, sha256: other, by: site.producer)
        await #expect(throws: AppError.invalid("sha256", "error.upload_differs")) {
            try await uploads.append(content, at: 0, to: upload.id, by: site.producer)
        }
        await #expect(throws: AppError.notFound) { try await uploads.find(upload.id, by: site.producer) }
        let small = try await uploads.begin(filename: "a.csv", size: 5, sha256: nil, by: site.producer)
        await #expect(throws: AppError.self) { try await uploads.append(content, at: 0, to: small.id, by: site.producer) }
        for size in [0, -1, Uploads.most + 1] {
            await #expect(throws: AppError.self) { try await uploads.begin(filename: "a.csv", size: size, sha256: nil, by: site.producer) }
        }
        await #expect(throws: AppError.self) { try await uploads.begin(filename: "a.csv", size: 5, sha256: "xyz", by: site.producer) }
        await #expect(throws: AppError.unauthenticated) { try await uploads.begin(filename: "a.csv", size: 5, sha256: nil, by: .visitor) }
    }

    @Test func `nobody goes on with another's upload, and what is left lying is forgotten`() async throws {
        let (site, uploads) = try await setUp()
        let upload = try await uploads.begin(filename: "a.csv", size: 5, sha256: nil, by: site.producer)
        await #expect(throws: AppError.notFound) { try await uploads.append([1], at: 0, to: upload.id, by: site.stranger) }
        site.site.world.pass(days: 3)
        try await uploads.purge()
        await #expect(throws: AppError.notFound) { try await uploads.find(upload.id, by: site.producer) }
    }

    @Test func `another system sends a file in pieces and hands it in`() async throws {
        let (site, _) = try await setUp()
        try await site.desk.create(site.draft(), by: site.producer)
        let caller = TestCaller(site.site, key: site.site.key(Actor(kind: .client, id: "etl", grants: site.producer.grants)))
        let opened = try await caller.send(.post, "/api/uploads", ["filename": "harga.csv", "size": .integer(content.count)])
        #expect(opened.status == 201)
        let path = try #require(opened.location)
        for (offset, piece) in [(0, content[..<7]), (7, content[7...])] {
            let answer = try await site.site.send(
                .patch, "\(path)?offset=\(offset)",
                headers: [
                    .authorization: "Bearer \(site.site.key(Actor(kind: .client, id: "etl", grants: site.producer.grants)))",
                    .contentType: "application/octet-stream",
                ],
                body: ByteBuffer(bytes: piece))
            #expect(answer.status == 200)
        }
        let id = try #require(try opened.json()["id"]?.string)
        let sent = try await caller.send(
            .post, "/api/datasets/harga-beras/submissions", ["upload": .string(id), "note": "Dari sistem lain"])
        #expect(sent.status == 201)
        let submission = try sent.json()
        #expect(submission["state"]?.string == "received" && submission["filename"]?.string == "harga.csv")
        let shown = try await caller.get(try #require(sent.location))
        #expect(shown.status == 200)
        #expect(try shown.json()["understanding"] == .null)
        let unfinished = try await caller.send(.post, "/api/uploads", ["filename": "x.csv", "size": 9])
        let refused = try await caller.send(
            .post, "/api/datasets/harga-beras/submissions", ["upload": .string(try #require(try unfinished.json()["id"]?.string))])
        #expect(refused.status == 422)
    }

    @Test func `a form takes a file that came before it in pieces, of its sender only`() async throws {
        let (site, uploads) = try await setUp()
        try await site.desk.create(site.draft(), by: site.producer)
        let upload = try await uploads.begin(filename: "harga.csv", size: content.count, sha256: nil, by: site.producer)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/dataset/harga-beras/unggah"
        let form = try await browser.get(path).form(to: path)
        #expect(try await browser.submit(form, filling: ["upload": upload.id.text]).status == 422)
        _ = try await uploads.append(content, at: 0, to: upload.id, by: site.producer)
        let sent = try await browser.submit(form, filling: ["upload": upload.id.text])
        #expect(sent.location?.hasPrefix("/data/kelola/kiriman/") == true)
        let others = try await uploads.begin(filename: "harga.csv", size: content.count, sha256: nil, by: site.stranger)
        _ = try await uploads.append(content, at: 0, to: others.id, by: site.stranger)
        #expect(try await browser.submit(form, filling: ["upload": others.id.text]).status == 404)
    }
}
