import Directory
import Kernel
import Masterplan
import Storage
import Work

extension InnovationSheet {
    /// - Parameter kinds: of every field there ever was, so that answers can be read.
    init(row: Row, kinds: [String: SheetField.Kind]) {
        id = row.id("id")
        code = row.text("code")
        formVersion = row.int("form_version")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        title = row.text("title")
        dimension = row.text("dimension")
        pillar = row.text("pillar")
        lead = row.id("lead_id")
        node = row.idIfAny("node_id")
        fromYear = row.int("from_year")
        toYear = row.int("to_year")
        answers = [String: Answer](stored: row.text("answers"), kinds: kinds)
        createdBy = row.text("created_by")
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        submittedAt = row.instantIfAny("submitted_at")
        decidedAt = row.instantIfAny("decided_at")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> InnovationSheet? {
        try tx.innovationSheets("id = \(id)").first
    }

    package func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO innovation_sheet (id, code, form_version, state, workflow_version, version, title, dimension, pillar, lead_id,
                node_id, from_year, to_year, answers, created_by, created_at, updated_at, submitted_at, decided_at)
            VALUES (\(id), \(code), \(formVersion), \(state), \(workflowVersion), \(version), \(title), \(dimension), \(pillar),
                \(lead), \(node), \(fromYear), \(toYear), \(answers.stored), \(createdBy), \(createdAt), \(updatedAt), \(submittedAt),
                \(decidedAt))
            """)
        try writeRows(tx)
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE innovation_sheet SET form_version = \(formVersion), state = \(state), version = \(self.version), title = \(title),
                dimension = \(dimension), pillar = \(pillar), lead_id = \(lead), node_id = \(node), from_year = \(fromYear),
                to_year = \(toYear), answers = \(answers.stored), updated_at = \(updatedAt), submitted_at = \(submittedAt),
                decided_at = \(decidedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        try tx.run("DELETE FROM innovation_sheet_year WHERE sheet_id = \(id)")
        try tx.run("DELETE FROM innovation_sheet_code WHERE sheet_id = \(id)")
        try writeRows(tx)
    }

    /// Years and codes again as rows, for what is asked across sheets: roadmap, money, alignment.
    private func writeRows(_ tx: Transaction) throws {
        try tx.run(
            all: yearRows.enumerated().map { position, row in
                """
                INSERT INTO innovation_sheet_year (sheet_id, position, year, activity, amount, fund_source)
                VALUES (\(id), \(position), \(row.year), \(row.activity), \(row.amount), \(row.source?.rawValue))
                """
            })
        try tx.run(
            all: Set(subActivities.codes).sorted().map { "INSERT INTO innovation_sheet_code (sheet_id, code) VALUES (\(id), \($0))" })
    }
}

extension Transaction {
    /// Sheets that fit a condition the program wrote.
    func innovationSheets(_ condition: SQL, order: SQL = "id", limit: Int = 1000) throws -> [InnovationSheet] {
        let found = try rows("SELECT * FROM innovation_sheet WHERE \(condition) ORDER BY \(order) LIMIT \(limit)")
        if found.isEmpty { return [] }
        let kinds = try answerKinds()
        return found.map { InnovationSheet(row: $0, kinds: kinds) }
    }

    package func innovationSheet(_ id: Identifier<InnovationSheet>) throws -> InnovationSheet? { try InnovationSheet.find(id.text, self) }

    /// The sheet people call `L-0007`.
    package func innovationSheet(code typed: String) throws -> InnovationSheet? {
        try innovationSheets("code = \(Plain.line(typed).uppercased())").first
    }

    /// Sheets that belong to an initiative of the masterplan, also those that were connected with it in an earlier edition.
    package func innovationSheets(ofNode id: Identifier<PlanNode>) throws -> [InnovationSheet] {
        guard let node = try planNode(id) else { return [] }
        return try innovationSheets("node_id IN (\(SQL.list(try planNodeIDs(sameAs: node))))")
    }

    /// The initiative a sheet belongs to, as it is in the edition that holds.
    package func initiative(of sheet: InnovationSheet) throws -> PlanNode? {
        guard let node = sheet.node else { return nil }
        return try currentNodes([node.text])[node.text]
    }
}
