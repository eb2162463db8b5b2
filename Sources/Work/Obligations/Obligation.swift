import Kernel
import Storage

/// Who owes what by when: one row of the one work list, whatever capability it comes from.
package struct Obligation: Sendable {
    package var id: Identifier<Obligation>
    package var subject: Reference
    /// What is owed, as a code such as `report.triage`; its words are `task.report.triage`.
    package var task: String
    /// Who owes it: everyone holding this permission for the agency and category.
    package var permission: Permission
    package var agency: String?
    package var category: String?
    /// The account whose own it is, whatever she holds: a signature, for example, is nobody else's to give.
    package var account: String?
    /// The subject's name for people, such as a report's code.
    package var subjectCode: String
    package var openedAt: Instant
    package var dueAt: Instant
    /// Escalation level of the clock behind it.
    package var level: Int

    package init(
        id: Identifier<Obligation>, subject: Reference, task: String, permission: Permission, agency: String?, category: String?,
        account: String? = nil, subjectCode: String, openedAt: Instant, dueAt: Instant, level: Int = 0
    ) {
        self.id = id
        self.subject = subject
        self.task = task
        self.permission = permission
        self.agency = agency
        self.category = category
        self.account = account
        self.subjectCode = subjectCode
        self.openedAt = openedAt
        self.dueAt = dueAt
        self.level = level
    }

    package init(row: Row) {
        id = row.id("id")
        subject = Reference(row.text("subject_kind"), row.text("subject_id"))
        task = row.text("task")
        permission = Permission(row.text("permission"))
        agency = row.textIfAny("agency_id")
        category = row.textIfAny("category_id")
        account = row.textIfAny("account_id")
        subjectCode = row.text("subject_code")
        openedAt = row.instant("opened_at")
        dueAt = row.instant("due_at")
        level = row.int("level")
    }

    /// Whether it is this actor's: hers by name, or that of everybody who holds its permission.
    package func isOwed(by actor: Actor) -> Bool {
        account.map { actor.kind == .account && actor.id == $0 } ?? actor.may(permission, agency: agency, category: category)
    }
}

extension Transaction {
    /// Puts it on the work list of whoever holds its permission there.
    package func open(_ obligation: Obligation) throws { try run(obligation.opening) }

    /// Closes whatever a subject owes; all of it, or one task.
    package func closeObligations(of subject: Reference, task: String? = nil, at now: Instant) throws {
        let which: SQL = task.map { "AND task = \($0)" } ?? ""
        try run(
            """
            UPDATE obligation SET closed_at = \(now)
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND closed_at IS NULL \(which)
            """)
    }

    /// Open obligations of a subject.
    package func obligations(of subject: Reference) throws -> [Obligation] {
        try rows("SELECT * FROM obligation WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND closed_at IS NULL")
            .map(Obligation.init(row:))
    }

    /// Moves the due date and level of what a subject owes, after its clock moved.
    package func moveObligations(of subject: Reference, dueAt: Instant, level: Int) throws {
        try run(
            """
            UPDATE obligation SET due_at = \(dueAt), level = \(level)
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND closed_at IS NULL
            """)
    }

    /// Moves the level of what a subject owes, after an alert.
    package func moveObligations(of subject: Reference, level: Int) throws {
        try run(
            """
            UPDATE obligation SET level = \(level)
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND closed_at IS NULL
            """)
    }

    /// Hands what a subject owes by name to somebody else.
    package func moveObligations(of subject: Reference, to account: String) throws {
        try run(
            """
            UPDATE obligation SET account_id = \(account)
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) AND closed_at IS NULL AND account_id IS NOT NULL
            """)
    }

    /// One page of somebody's work list, what is due first at the top.
    /// - Parameters:
    ///   - reach: for each permission the actor holds, the agencies it reaches (`nil` for all).
    ///   - account: whose list it is, for what is hers by name; `nil` where nothing can be.
    ///   - after: due date and id of the last row of the page before.
    package func workList(
        reach: [(permission: Permission, agencies: Set<String>?)], account: String? = nil, after: (Instant, String)? = nil, limit: Int
    ) throws -> [Obligation] {
        // One indexed range per permission and agency, merged here: an OR over them makes both engines sort everything.
        var found: [String: Obligation] = [:]
        let start: SQL = after.map { "AND (due_at, id) > (\($0.0), \($0.1))" } ?? ""
        if let account {
            for row in try rows(
                """
                SELECT * FROM obligation WHERE closed_at IS NULL AND account_id IS NOT NULL AND account_id = \(account) \(start)
                ORDER BY due_at, id LIMIT \(limit)
                """
            ) { found[row.text("id")] = Obligation(row: row) }
        }
        for (permission, agencies) in reach {
            let scopes: [SQL] = agencies.map { $0.sorted().map { "AND agency_id = \($0)" } } ?? [""]
            for scope in scopes {
                // By id, for two grants may reach the same one.
                for row in try rows(
                    """
                    SELECT * FROM obligation
                    WHERE closed_at IS NULL AND account_id IS NULL AND permission = \(permission.name) \(scope) \(start)
                    ORDER BY due_at, id LIMIT \(limit)
                    """
                ) { found[row.text("id")] = Obligation(row: row) }
            }
        }
        return Array(found.values.sorted { ($0.dueAt, $0.id.text) < ($1.dueAt, $1.id.text) }.prefix(limit))
    }
}

extension Obligation {
    /// The statement that puts it on the work list.
    package var opening: SQL {
        Obligation.row.of([
            id.value, subject.kind.value, subject.id.value, task.value, permission.name.value, agency.value, category.value,
            account.value, subjectCode.value, openedAt.value, dueAt.value, level.value,
        ])
    }

    private static let row = RowStatement.insert(
        into: "obligation",
        [
            "id", "subject_kind", "subject_id", "task", "permission", "agency_id", "category_id", "account_id", "subject_code",
            "opened_at", "due_at", "level",
        ])
}
