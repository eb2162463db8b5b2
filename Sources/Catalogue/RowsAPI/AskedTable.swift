import Columns
import Directory
import HTTPTypes
import Kernel
import NIOCore
import Rows
import Storage
import Web

/// A table as a request asks for it: opened through the gate, in the version that was named.
struct AskedTable {
    let table: OpenedTable
    let check: ColumnCheck
    /// Whether the address names the version, so that the answer is the same for ever.
    let isPinned: Bool

    /// Parameters that name the version or belong to the site, not to the question.
    static let ignored: Set<String> = ["version", "as_of", "format", "guard", "delimiter", "lang", "from", "to", "key"]

    static let versionParameters: [Endpoint.Parameter] = [
        .init(
            "version", .string(max: 100), "Number or id of a version; without it the one shown today. Answers for a version never change."),
        .init("as_of", .string(max: 40), "A day or moment (RFC 3339): the version that was shown then."),
    ]

    /// By `dataset` and `table` of the path.
    static func open(_ request: Request, _ purpose: ReadingPurpose) async throws -> AskedTable {
        let reader = request.catalogueReader
        guard let entry = reader.index.find(try request.parameter("name")) else { throw AppError.notFound }
        let name = try request.parameter("table")
        guard let distribution = entry.distribution(named: name) ?? entry.distributions.first(where: { $0.id.text == name }) else {
            throw AppError.notFound
        }
        return try await open(distribution.id, request, purpose)
    }

    static func open(_ id: Identifier<Distribution>, _ request: Request, _ purpose: ReadingPurpose) async throws -> AskedTable {
        let (choice, isPinned) = try await choice(id, request)
        let table = try await request.catalogueReader.open(choice, for: request.actor, purpose: purpose)
        return AskedTable(table: table, check: try table.check, isPinned: isPinned)
    }

    private static func choice(_ id: Identifier<Distribution>, _ request: Request) async throws -> (TableChoice, Bool) {
        if let text = request.query["version"] {
            let actor = request.actor
            let version = try await request.database.read { tx -> DatasetVersion? in
                if let number = Int(text) { return try tx.version(of: id, number: number) }
                if let version = Identifier<DatasetVersion>(checking: text) { return try tx.datasetVersion(version) }
                return text.utf8.count == 64 ? try named(hash: text, of: id, for: actor, tx) : nil
            }
            guard let version, version.distribution == id else { throw AppError.notFound }
            return (.version(version.id), true)
        }
        if let text = request.query["as_of"] {
            return (.distribution(id, asOf: try AsOf.moment(text, request.catalogueDesk.directory)), false)
        }
        return (.distribution(id), false)
    }

    /// By the hash of its file, for who is told hashes. To others one that is shut is as one that is not: a refusal would let them test
    /// what they guess of it.
    private static func named(
        hash: String, of id: Identifier<Distribution>, for actor: Actor, _ tx: Transaction
    ) throws -> DatasetVersion? {
        guard let table = try tx.distribution(id), let dataset = try tx.dataset(table.dataset), DatasetPolicy.maySeeFiles(dataset, actor)
        else { return nil }
        let isPrivileged = DatasetPolicy.maySeeFiles(dataset, actor, isOpen: false)
        return try tx.versions(hash: hash).first {
            try $0.distribution == id && (isPrivileged || $0.id == table.currentVersion || !tx.isWithheld($0))
        }
    }

    /// Whether the asker has the answer already, before it is made.
    func isKnown(_ request: Request) -> Bool {
        request.headers[.ifNoneMatch].map { $0.contains("\"\(table.validator)\"") || $0 == "*" } ?? false
    }

    /// Validator, version and how long the answer may be kept.
    func described(_ reply: Reply) -> Reply {
        var reply = reply.etag(table.validator)
        reply.headers[.cacheControl] =
            !table.isPublic ? "private, no-cache" : isPinned ? "public, max-age=31536000, immutable" : "public, no-cache"
        reply.headers[HTTPField.Name("X-Version")!] = table.shownHash
        return reply
    }

    func unchanged() -> Reply { described(.notModified) }
}

extension Reply {
    /// JSON that is ready as bytes.
    static func json(bytes: [UInt8]) -> Reply {
        Reply(headers: [.contentType: "application/json"], body: .bytes(ByteBuffer(bytes: bytes)))
    }
}
