import HTTPTypes
import Kernel
import NIOCore
import Web

/// Files in pieces: open one, send its bytes from where they ended, use it for a submission.
enum UploadEndpoints {
    static let all = [begin, one, piece]

    static let upload = Schema.named(
        "Upload",
        .object(
            .required("id", .id), .required("filename", .string), .required("size", .integer), .required("offset", .integer),
            .required("isComplete", .boolean), .required("sha256", .string.orNull)))

    static func json(_ upload: Upload) -> JSONValue {
        [
            "id": .string(upload.id.text), "filename": .string(upload.filename), "size": .integer(upload.size),
            "offset": .integer(upload.offset),
            "isComplete": .bool(upload.fileHash != nil), "sha256": upload.fileHash.map(JSONValue.string) ?? .null,
        ]
    }

    private static let begin = Endpoint(
        .post, "/api/uploads", "Open an upload",
        about: """
            For files of any size over a line that may break. Then send the bytes with PATCH in pieces of at most 16 MiB, each with `offset`: \
            where it begins. After a break GET says how much has arrived. Forgotten after two days.
            """,
        permission: .produceData,
        request: .object(
            .required("filename", .string(min: 1, max: 200)), .required("size", .integer(1...Uploads.most)),
            .optional("sha256", .string(min: 64, max: 64))), response: upload, status: .created, rate: RateLimit("upload", 200, per: 3600)
    ) { request in
        struct Body: Decodable {
            var filename: String
            var size: Int
            var sha256: String?
        }
        let body = try await request.json(Body.self)
        let upload = try await Uploads(request.installation).begin(
            filename: body.filename, size: body.size, sha256: body.sha256, by: request.actor)
        return .created(json(upload), at: "/api/uploads/\(upload.id)")
    }

    private static let one = Endpoint(
        .get, "/api/uploads/{id}", "How much of an upload has arrived", permission: .produceData, response: upload
    ) {
        request in
        .json(json(try await Uploads(request.installation).find(try request.id("id"), by: request.actor)))
    }

    private static let piece: Endpoint = {
        var endpoint = Endpoint(
            .patch, "/api/uploads/{id}", "Send a piece of an upload",
            about: "The body is bytes. 409 says in its sentence where to go on when `offset` is not where the last piece ended.",
            permission: .produceData,
            parameters: [.init("offset", .integer(0...Uploads.most), "Where the piece begins.", isRequired: true)],
            requestType: "application/octet-stream", response: upload, rate: RateLimit("upload-piece", 6000, per: 600)
        ) { request in
            let bytes = try await request.bytes()
            let upload = try await Uploads(request.installation).append(
                Array(buffer: bytes), at: request.query.int("offset") ?? -1, to: try request.id("id"), by: request.actor)
            return .json(json(upload))
        }
        endpoint.limits = BodyLimits(total: Uploads.largestPiece)
        return endpoint
    }()
}
