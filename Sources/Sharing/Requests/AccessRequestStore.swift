import Catalogue
import Directory
import Kernel
import Storage
import Web

extension AccessRequest {
    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        dataset = row.id("dataset_id")
        table = row.id("distribution_id")
        owner = row.id("owner_id")
        asker = row.id("asker_id")
        purpose = row.text("purpose")
        columns = texts(row.text("columns"))
        filter = row.text("filter")
        until = row.day("until_on")
        renews = row.idIfAny("renews_id")
        askedBy = row.text("asked_by")
        askedAt = row.instant("asked_at")
        updatedAt = row.instant("updated_at")
        decidedBy = row.textIfAny("decided_by")
        decidedAt = row.instantIfAny("decided_at")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> AccessRequest? {
        try tx.row("SELECT * FROM access_request WHERE id = \(id)").map(AccessRequest.init(row:))
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE access_request SET state = \(state), version = \(self.version), owner_id = \(owner), updated_at = \(updatedAt),
                decided_by = \(decidedBy), decided_at = \(decidedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO access_request (id, code, state, workflow_version, version, dataset_id, distribution_id, owner_id, asker_id,
                purpose, columns, filter, until_on, renews_id, asked_by, asked_at, updated_at, decided_by, decided_at)
            VALUES (\(id), \(code), \(state), \(workflowVersion), \(version), \(dataset), \(table), \(owner), \(asker), \(purpose),
                \(Value.json(json(columns))), \(filter), \(until), \(renews), \(askedBy), \(askedAt), \(updatedAt), \(decidedBy),
                \(decidedAt))
            """)
    }
}

extension Transaction {
    func accessRequest(code: String) throws -> AccessRequest? {
        try row("SELECT * FROM access_request WHERE code = \(code)").map(AccessRequest.init(row:))
    }

    /// Requests that agencies made or must decide, the newest first. `nil` for all agencies.
    func accessRequests(agencies: Set<String>?, before id: String? = nil, limit: Int) throws -> [AccessRequest] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        let mine: SQL =
            agencies.map {
                let list = SQL.list($0.sorted()); return "(owner_id IN (\(list)) OR asker_id IN (\(list)))"
            } ?? "1 = 1"
        return try rows("SELECT * FROM access_request WHERE \(mine) \(end) ORDER BY id DESC LIMIT \(limit)").map(AccessRequest.init(row:))
    }
}

/// Texts as a JSON list, and back.
func json(_ texts: [String]) -> String { String(decoding: JSONValue.array(texts.map(JSONValue.string)).bytes, as: UTF8.self) }

func texts(_ json: String) -> [String] { (try? JSONValue(parsing: Array(json.utf8)))?.array?.compactMap(\.string) ?? [] }
