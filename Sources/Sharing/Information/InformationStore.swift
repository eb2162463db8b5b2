import Directory
import Kernel
import Storage
import Work

extension InformationRequest {
    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        year = row.int("year")
        number = row.int("number")
        linkVersion = row.int("link_version")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        wanted = row.text("wanted")
        purpose = row.text("purpose")
        delivery = Delivery(rawValue: row.text("delivery")) ?? .mail
        language = Language(rawValue: row.text("language")) ?? .indonesian
        publicSubject = row.textIfAny("public_subject")
        agency = row.idIfAny("agency_id")
        source = row.textIfAny("source_kind").flatMap { kind in row.textIfAny("source_id").map { Reference(kind, $0) } }
        receivedAt = row.instant("received_at")
        updatedAt = row.instant("updated_at")
        dueAt = row.instant("due_at")
        outcome = row.textIfAny("outcome").flatMap(Outcome.init(rawValue:))
        answeredAt = row.instantIfAny("answered_at")
        isInTime = row.isNull("is_in_time") ? nil : row.bool("is_in_time")
        workingDays = row.intIfAny("working_days")
        objectedAt = row.instantIfAny("objected_at")
        settledAt = row.instantIfAny("settled_at")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> InformationRequest? {
        try tx.row("SELECT * FROM information_request WHERE id = \(id)").map(InformationRequest.init(row:))
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE information_request SET link_version = \(linkVersion), state = \(state), version = \(self.version),
                public_subject = \(publicSubject), agency_id = \(agency), updated_at = \(updatedAt), due_at = \(dueAt),
                outcome = \(outcome?.rawValue), answered_at = \(answeredAt), is_in_time = \(isInTime), working_days = \(workingDays),
                objected_at = \(objectedAt), settled_at = \(settledAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO information_request (id, code, year, number, link_version, state, workflow_version, version, wanted, purpose,
                delivery, language, public_subject, agency_id, source_kind, source_id, received_at, updated_at, due_at, outcome,
                answered_at, is_in_time, working_days, objected_at, settled_at)
            VALUES (\(id), \(code), \(year), \(number), \(linkVersion), \(state), \(workflowVersion), \(version), \(wanted), \(purpose),
                \(delivery.rawValue), \(language.rawValue), \(publicSubject), \(agency), \(source?.kind), \(source?.id), \(receivedAt),
                \(updatedAt), \(dueAt), \(outcome?.rawValue), \(answeredAt), \(isInTime), \(workingDays), \(objectedAt), \(settledAt))
            """)
    }
}

extension Transaction {
    func informationRequest(code: String) throws -> InformationRequest? {
        try row("SELECT * FROM information_request WHERE code = \(code)").map(InformationRequest.init(row:))
    }

    /// The next number in a year's register. The one row is locked until the commit, so no number is given twice or left out.
    func nextInformationNumber(year: Int) throws -> Int {
        try run("INSERT INTO information_number (year, last) VALUES (\(year), 0) ON CONFLICT (year) DO NOTHING")
        try run("UPDATE information_number SET last = last + 1 WHERE year = \(year)")
        return try row("SELECT last FROM information_number WHERE year = \(year)")?.int("last") ?? 1
    }

    /// Requests in the order of the register, the newest first.
    func informationRequests(year: Int? = nil, agencies: Set<String>? = nil, before id: String? = nil, limit: Int) throws
        -> [InformationRequest]
    {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        let time: SQL = year.map { "AND year = \($0)" } ?? ""
        let mine: SQL = agencies.map { "agency_id IN (\(SQL.list($0.sorted())))" } ?? "1 = 1"
        return try rows("SELECT * FROM information_request WHERE \(mine) \(time) \(end) ORDER BY id DESC LIMIT \(limit)")
            .map(InformationRequest.init(row:))
    }
}
