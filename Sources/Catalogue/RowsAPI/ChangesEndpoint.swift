import Columns
import HTTPTypes
import Ingest
import Kernel
import Rows
import Storage
import Web

/// What changed between two versions of a table, row by row.
enum ChangesEndpoint {
    static let all = [changes]

    /// More changes are counted, not shown.
    private static let mostShown = 1000

    private static let change = Schema.object(
        .required("kind", .choice(["added", "removed", "changed"])), .required("key", .map(of: .any)),
        .required("before", Schema.map(of: .any).orNull), .required("after", Schema.map(of: .any).orNull))

    static let changes = Endpoint(
        .get, RowsPaths.changes, "What changed from one version to another",
        about: """
            Rows belong together by `key`; without it by the schema's primary key, and where there is none, whole rows are \
            compared. Of changed rows \
            `before` and `after` have the columns that differ. At most \(mostShown) changes are shown from `offset` on, \
            and `next` is where to go on; the totals count all.
            """,
        parameters: [
            .init("from", .string(max: 100), "Number or id of the earlier version; without it the one before `to`."),
            .init("to", .string(max: 100), "Number or id of the later version; without it the one shown today."),
            .init("key", .string, "Columns by which rows belong together, separated by commas."),
            .init("offset", .integer(0...1_000_000_000), "Changes to pass over."),
        ],
        response: .object(
            .required("from", RowsEndpoints.version), .required("to", RowsEndpoints.version), .required("key", .array(of: .string)),
            .required("added", .integer(0...Int.max)), .required("removed", .integer(0...Int.max)),
            .required("changed", .integer(0...Int.max)),
            .required("unchanged", .integer(0...Int.max)), .required("repeatedKeys", .integer(0...Int.max)),
            .required("addedColumns", .array(of: .string)), .required("removedColumns", .array(of: .string)),
            .required("retypedColumns", .array(of: .string)), .required("changes", .array(of: change, max: mostShown)),
            .required("next", .integer.orNull)),
        rate: RateLimit("rows-changes", 60, per: 60)
    ) { request in
        let reader = request.catalogueReader
        guard let entry = reader.index.find(try request.parameter("name")) else { throw AppError.notFound }
        let name = try request.parameter("table")
        guard let distribution = entry.distribution(named: name) ?? entry.distributions.first(where: { $0.id.text == name }) else {
            throw AppError.notFound
        }
        let (earlier, later) = try await versions(distribution.id, request)
        let after = try await reader.open(.version(later), for: request.actor, purpose: .api)
        let before = try await reader.open(.version(earlier), for: request.actor, purpose: .api, isCounted: false)
        let pinned = request.query["from"] != nil && request.query["to"] != nil
        let key = request.query["key"].map { $0.split(separator: ",").map(String.init) } ?? shownKey(before, after)
        let offset = max(0, request.query.int("offset") ?? 0)
        let bytes = try await RowsLane.run { () throws(AppError) in
            try ChangesJSON(before, after, key: key, offset: offset, most: mostShown).bytes()
        }
        var reply = Reply.json(bytes: bytes).etag("\(before.validator.prefix(32))-\(after.validator.prefix(32))")
        let isPublic = before.isPublic && after.isPublic
        reply.headers[.cacheControl] =
            !isPublic ? "private, no-cache" : pinned ? "public, max-age=31536000, immutable" : "public, no-cache"
        return reply
    }

    /// The schema's key, where all of it may be seen.
    private static func shownKey(_ before: OpenedTable, _ after: OpenedTable) -> [String] {
        let key = after.schema.primaryKey
        return key.allSatisfy { name in [before, after].allSatisfy { $0.file.columns.contains { $0.name == name } } } ? key : []
    }

    private static func versions(_ table: Identifier<Distribution>, _ request: Request) async throws -> (
        Identifier<DatasetVersion>, Identifier<DatasetVersion>
    ) {
        let query = request.query
        return try await request.database.read { tx in
            func find(_ name: String) throws -> DatasetVersion? {
                guard let text = query[name] else { return nil }
                let found =
                    if let number = Int(text) {
                        try tx.version(of: table, number: number)
                    } else {
                        try Identifier<DatasetVersion>(checking: text).flatMap { try tx.datasetVersion($0) }
                    }
                guard let found, found.distribution == table else { throw AppError.invalid(name, "rows.no_version") }
                return found
            }
            guard let later = try find("to") ?? tx.versions(of: table, limit: 1).first else { throw AppError.notFound }
            guard let earlier = try find("from") ?? tx.versions(of: table, before: later.number, limit: 1).first else {
                throw AppError.invalid("from", "rows.no_earlier_version")
            }
            return (earlier.id, later.id)
        }
    }
}

/// The comparison of two opened versions as JSON.
private struct ChangesJSON {
    let before: OpenedTable
    let after: OpenedTable
    let key: [String]
    let offset: Int
    let most: Int

    init(_ before: OpenedTable, _ after: OpenedTable, key: [String], offset: Int, most: Int) {
        self.offset = offset
        self.before = before
        self.after = after
        self.key = key
        self.most = most
    }

    func bytes() throws(AppError) -> [UInt8] {
        let comparison = try VersionComparison(before: before.file, after: after.file, keys: key)
        let earlier = Dictionary(before.file.columns.map { ($0.name, $0) }) { first, _ in first }
        let later = Dictionary(after.file.columns.map { ($0.name, $0) }) { first, _ in first }
        var changes: [UInt8] = []
        var (seen, shown) = (0, 0)
        func object(_ columns: [StoredColumn], _ row: Int) {
            DatumText.object(columns.map(\.name), columns.map { $0.value(row) }, to: &changes)
        }
        func begin(_ kind: String, _ columns: [String: StoredColumn], _ row: Int) {
            changes += "\(shown > 0 ? ",\n" : ""){\"kind\":\"\(kind)\",\"key\":".utf8
            object(key.compactMap { columns[$0] }, row)
            changes += ",\"before\":".utf8
            shown += 1
        }
        let totals: VersionComparison.Totals
        do {
            totals = try comparison.changes { change in
                seen += 1
                guard seen > offset, shown < most else { return }
                switch change {
                case .added(let row):
                    begin("added", later, row)
                    changes += "null,\"after\":".utf8
                    object(after.file.columns, row)
                case .removed(let row):
                    begin("removed", earlier, row)
                    object(before.file.columns, row)
                    changes += ",\"after\":null".utf8
                case .changed(let old, let new, let names):
                    begin("changed", later, new)
                    object(names.compactMap { earlier[$0] }, old)
                    changes += ",\"after\":".utf8
                    object(names.compactMap { later[$0] }, new)
                }
                changes.append(UInt8(ascii: "}"))
            }
        } catch { throw (error as? AppError) ?? .unavailable("rows.not_compared") }
        var bytes = Array("{\"from\":".utf8)
        RowsJSON.version(before, &bytes)
        bytes += ",\"to\":".utf8
        RowsJSON.version(after, &bytes)
        for (name, list) in [
            ("key", key), ("addedColumns", comparison.addedColumns), ("removedColumns", comparison.removedColumns),
            ("retypedColumns", comparison.retypedColumns),
        ] {
            bytes += ",\"\(name)\":".utf8
            DatumText.list(list.map { .text($0) }, to: &bytes)
        }
        bytes += ",\"added\":\(totals.added),\"removed\":\(totals.removed),\"changed\":\(totals.changed)".utf8
        bytes += ",\"unchanged\":\(totals.unchanged),\"repeatedKeys\":\(totals.repeatedKeys),\"changes\":[".utf8
        let next = offset + shown
        let isLast = next >= totals.added + totals.removed + totals.changed
        return bytes + changes + "],\"next\":\(isLast ? "null" : "\(next)")}".utf8
    }
}
