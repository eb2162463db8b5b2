import Kernel
import Storage
import Work

extension Transaction {
    package func commitment(code: String) throws -> Commitment? {
        try row("SELECT * FROM commitment WHERE code = \(code)").map(Commitment.init(row:))
    }

    /// Commitments, the newest first.
    /// - Parameter isPublic: whether drafts are left out.
    package func commitments(isPublic: Bool, before id: String? = nil, limit: Int) throws -> [Commitment] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        let scope: SQL = isPublic ? "state <> 'draft'" : "1 = 1"
        return try rows("SELECT * FROM commitment WHERE \(scope) \(end) ORDER BY id DESC LIMIT \(limit)").map(Commitment.init(row:))
    }

    /// The clauses of a commitment in their order, with those who share them.
    package func clauses(of commitment: Identifier<Commitment>) throws -> [Clause] {
        try withSupporters(
            try rows("SELECT * FROM clause WHERE commitment_id = \(commitment) ORDER BY number, id").map(Clause.init(row:)))
    }

    package func clause(code: String) throws -> Clause? {
        try withSupporters(try rows("SELECT * FROM clause WHERE code = \(code)").map(Clause.init(row:))).first
    }

    package func clause(_ id: Identifier<Clause>) throws -> Clause? {
        try withSupporters(try rows("SELECT * FROM clause WHERE id = \(id)").map(Clause.init(row:))).first
    }

    /// Every pledge of every commitment in force or ended, for the public list.
    package func pledgedClauses() throws -> [Clause] {
        try withSupporters(
            try rows(
                """
                SELECT clause.* FROM clause JOIN commitment ON commitment.id = clause.commitment_id
                WHERE commitment.state IN ('in_force', 'ended') ORDER BY clause.due_on, clause.id
                """
            ).map(Clause.init(row:)))
    }

    func supporters(of clauses: [String]) throws -> [String: [String]] {
        let found = try rows(
            "SELECT clause_id, agency_id FROM clause_supporter WHERE clause_id IN (\(SQL.list(clauses))) ORDER BY clause_id, position")
        return Dictionary(grouping: found) { $0.text("clause_id") }.mapValues { $0.map { $0.text("agency_id") } }
    }

    private func withSupporters(_ clauses: [Clause]) throws -> [Clause] {
        let supporters = try supporters(of: clauses.map(\.id.text))
        let more = try moreSubjects(of: clauses.map(\.id.text))
        return clauses.map { clause in
            var clause = clause
            clause.supporters = supporters[clause.id.text] ?? []
            clause.more = more[clause.id.text] ?? []
            return clause
        }
    }

    /// What clauses are bound to beside the first, by the clause's id.
    func moreSubjects(of clauses: [String]) throws -> [String: [Reference]] {
        let found = try rows(
            """
            SELECT clause_id, subject_kind, subject_id FROM clause_subject WHERE clause_id IN (\(SQL.list(clauses)))
            ORDER BY clause_id, position
            """)
        return Dictionary(grouping: found) { $0.text("clause_id") }.mapValues { rows in
            rows.map { Reference($0.text("subject_kind"), $0.text("subject_id")) }
        }
    }

    func setSubjects(of clause: Clause) throws {
        try run("DELETE FROM clause_subject WHERE clause_id = \(clause.id)")
        for (position, subject) in clause.more.enumerated() {
            try run(
                """
                INSERT INTO clause_subject (clause_id, subject_kind, subject_id, position)
                VALUES (\(clause.id), \(subject.kind), \(subject.id), \(position))
                """)
        }
    }

    func setSupporters(of clause: Clause) throws {
        try run("DELETE FROM clause_supporter WHERE clause_id = \(clause.id)")
        for (position, agency) in clause.supporters.enumerated() {
            try run("INSERT INTO clause_supporter (clause_id, agency_id, position) VALUES (\(clause.id), \(agency), \(position))")
        }
    }
}
