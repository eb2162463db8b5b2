import Catalogue
import Directory
import Kernel
import Storage
import Work

extension Agreement {
    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        request = row.id("request_id")
        dataset = row.id("dataset_id")
        table = row.id("distribution_id")
        owner = row.id("owner_id")
        user = row.id("user_id")
        purpose = row.text("purpose")
        var masks: [String: Mask] = [:]
        // A mask that cannot be read hides everything.
        for (column, code) in parseFlatJSON(row.text("masks")) { masks[column] = Mask(code: code) ?? .hidden }
        terms = Terms(columns: texts(row.text("columns")), filter: row.text("filter"), masks: masks, rate: row.intIfAny("rate"))
        beginsAt = row.instant("begins_at")
        untilOn = row.day("until_on")
        remindedDays = row.intIfAny("reminded_days")
        endedAt = row.instantIfAny("ended_at")
        ending = row.textIfAny("ending").flatMap(Ending.init(rawValue:))
        endReason = row.text("end_reason")
        endedBy = row.textIfAny("ended_by")
        grantedBy = row.text("granted_by")
        version = row.int("version")
    }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO agreement (id, code, request_id, dataset_id, distribution_id, owner_id, user_id, purpose, columns, filter, masks,
                rate, begins_at, until_on, reminded_days, ended_at, ending, end_reason, ended_by, granted_by, version)
            VALUES (\(id), \(code), \(request), \(dataset), \(table), \(owner), \(user), \(purpose), \(Value.json(json(terms.columns))),
                \(terms.filter), \(Value.json(flatJSON(terms.masks.mapValues(\.code)))), \(terms.rate), \(beginsAt), \(untilOn),
                \(remindedDays), \(endedAt), \(ending?.rawValue), \(endReason), \(endedBy), \(grantedBy), \(version))
            """)
    }

    fileprivate func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE agreement SET reminded_days = \(remindedDays), ended_at = \(endedAt), ending = \(ending?.rawValue),
                end_reason = \(endReason), ended_by = \(endedBy), version = \(self.version)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension CaseDesk {
    func keep(
        _ agreement: inout Agreement, _ kind: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction
    ) throws {
        let before = agreement.version
        agreement.version += 1
        try agreement.save(from: before, tx)
        try record(agreement, kind, by: actor, details: details, tx)
    }

    func record(_ agreement: Agreement, _ kind: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction) throws {
        try tx.record(
            Event(
                kind, of: agreement.reference, sequence: agreement.version, by: actor, in: world, agency: agreement.owner.text,
                visibility: .party,
                details: details.merging(["code": agreement.code, "dataset": agreement.dataset.text, "user": agreement.user.text]) { $1 },
                digest: agreement.digest))
    }
}

extension Transaction {
    func agreement(code: String) throws -> Agreement? { try row("SELECT * FROM agreement WHERE code = \(code)").map(Agreement.init(row:)) }

    func agreement(_ id: String) throws -> Agreement? { try row("SELECT * FROM agreement WHERE id = \(id)").map(Agreement.init(row:)) }

    /// Agreements about a table that have not been ended, newest first.
    func agreements(of table: Identifier<Distribution>, at now: Instant) throws -> [Agreement] {
        try rows(
            """
            SELECT * FROM agreement WHERE distribution_id = \(table) AND begins_at <= \(now) AND (ended_at IS NULL OR ended_at > \(now))
            ORDER BY id DESC
            """
        ).map(Agreement.init(row:))
    }

    func agreements(of table: Identifier<Distribution>, with user: Identifier<Agency>, at now: Instant) throws -> [Agreement] {
        try agreements(of: table, at: now).filter { $0.user == user }
    }

    /// Agreements of agencies as owner or user, the newest first; `nil` for all agencies.
    func agreements(agencies: Set<String>?, before id: String? = nil, limit: Int) throws -> [Agreement] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        let mine: SQL =
            agencies.map {
                let list = SQL.list($0.sorted()); return "(owner_id IN (\(list)) OR user_id IN (\(list)))"
            } ?? "1 = 1"
        return try rows("SELECT * FROM agreement WHERE \(mine) \(end) ORDER BY id DESC LIMIT \(limit)").map(Agreement.init(row:))
    }
}
