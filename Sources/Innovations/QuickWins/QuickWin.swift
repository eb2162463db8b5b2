import Directory
import Kernel
import Storage
import Work

/// A quick win: the part of a sheet that shows within a year. The criteria are those told of Balikpapan's workshops: real action within
/// six months to a year, no new infrastructure but an existing service sharpened, direct contact with citizens, an effect that figures
/// show.
package struct QuickWin: InnovationRecord, Identifiable {
    package static let kind = "quick_win"
    package static var workflow: Workflow { .quickWin }

    /// Days from start to end, six months to a year.
    package static let days = 180...366

    package var id: Identifier<QuickWin>
    package var code: String
    package var sheet: Identifier<InnovationSheet>
    package var agency: Identifier<Agency>
    package var state: String
    package var workflowVersion: Int
    package var version: Int
    package var title: String
    /// Which service that exists becomes better by it.
    package var service: String
    /// Where citizens feel it directly.
    package var contact: String
    package var startOn: Day
    package var endOn: Day
    package var measure: String
    package var unit: String
    /// Decimal text.
    package var before: String
    package var beforeOn: Day
    /// `nil` until it was measured again.
    package var after: String?
    package var afterOn: Day?
    package var evidence: [Evidence]
    /// Address of what is presented, such as slides; empty while there is none.
    package var presentation: String
    /// The file that is presented.
    package var presentationFile: Presentation?
    /// Whether it was declared to build nothing new; `nil` for those from before anybody was asked.
    package var isExisting: Bool?
    package var createdAt: Instant
    package var updatedAt: Instant

    package var recordID: String { id.text }
    package var holder: String? { agency.text }
    package var owedOn: Day? { state == "running" ? endOn : state == "chosen" ? startOn : nil }

    package var fields: [String: String]? {
        var fields = [
            "title": title, "service": service, "contact": contact, "start_on": startOn.description, "end_on": endOn.description,
            "measure": measure, "unit": unit, "before": before, "before_on": beforeOn.description, "state": state,
            "presentation": presentation, "evidence": AnswerWords.text(.evidence(evidence)),
        ]
        if let after { fields["after"] = after }
        if let afterOn { fields["after_on"] = afterOn.description }
        if let presentationFile { fields["presentation_file"] = presentationFile.name }
        return fields
    }

    package var digested: [String?] {
        var columns: [String?] = [
            id.text, code, sheet.text, agency.text, state, String(workflowVersion), String(version), title, service, contact,
            startOn.description, endOn.description, measure, unit, before, beforeOn.description, after, afterOn?.description,
            ["e": Answer.evidence(evidence)].stored, presentation, createdAt.description, updatedAt.description,
        ]
        // Only where it was asked, and where there is a file: what was kept before keeps its digest.
        if let isExisting { columns.append(String(isExisting)) }
        if let file = presentationFile { columns += ["presentation", file.hash, file.name, String(file.bytes)] }
        return columns
    }

    /// Quick wins are chosen to be shown.
    package func maySee(_ actor: Actor, _ tx: Transaction) throws -> Bool {
        if ["chosen", "running", "measured"].contains(state) { return true }
        return actor.mayAnywhere(.editInnovations) || actor.may(.decideInnovations)
    }
}

extension Workflow {
    /// The agency proposes, the planning agency chooses one or more per dimension, the agency acts and measures.
    package static let quickWin: Workflow = {
        let lead = Doer.holder(.editInnovations)
        return Workflow(
            name: QuickWin.kind, version: 1, initial: "proposed",
            states: [
                State("proposed", owedBy: .decideInnovations), State("chosen", owedBy: .editInnovations),
                State("running", owedBy: .editInnovations), State("measured", isFinal: true), State("dropped", isFinal: true),
            ],
            acts: [
                Act("edit", from: ["proposed", "chosen", "running"], by: lead),
                Act("choose", from: ["proposed"], to: "chosen", by: .anyone(.decideInnovations)),
                Act("start", from: ["chosen"], to: "running", by: lead), Act("measure", from: ["running"], to: "measured", by: lead),
                Act("remeasure", from: ["measured"], by: lead),
                Act("present", from: ["proposed", "chosen", "running", "measured"], by: lead),
                Act("drop", from: ["proposed", "chosen", "running"], to: "dropped", by: lead, needs: [.reason]),
            ], clocks: [])
    }()
}

extension QuickWin {
    init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        sheet = row.id("sheet_id")
        agency = row.id("agency_id")
        state = row.text("state")
        workflowVersion = row.int("workflow_version")
        version = row.int("version")
        title = row.text("title")
        service = row.text("service")
        contact = row.text("contact")
        startOn = row.day("start_on")
        endOn = row.day("end_on")
        measure = row.text("measure")
        unit = row.text("unit")
        before = row.text("before_value")
        beforeOn = row.day("before_on")
        after = row.textIfAny("after_value")
        afterOn = row.dayIfAny("after_on")
        evidence = []
        if case .evidence(let rows)? = [String: Answer](stored: row.text("evidence"), kinds: ["e": .evidence])["e"] { evidence = rows }
        presentation = row.text("presentation")
        presentationFile = Presentation(row: row)
        isExisting = row.intIfAny("is_existing").map { $0 == 1 }
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
    }

    package static func find(_ id: String, _ tx: Transaction) throws -> QuickWin? {
        try tx.row("SELECT * FROM quick_win WHERE id = \(id)").map(QuickWin.init(row:))
    }

    package func insert(_ tx: Transaction) throws {
        try tx.run(
            """
            INSERT INTO quick_win (id, code, sheet_id, agency_id, state, workflow_version, version, title, service, contact, start_on,
                end_on, measure, unit, before_value, before_on, after_value, after_on, evidence, presentation, is_existing,
                presentation_file, presentation_name, presentation_bytes, created_at, updated_at)
            VALUES (\(id), \(code), \(sheet), \(agency), \(state), \(workflowVersion), \(version), \(title), \(service), \(contact),
                \(startOn), \(endOn), \(measure), \(unit), \(before), \(beforeOn), \(after), \(afterOn),
                \(["e": Answer.evidence(evidence)].stored), \(presentation), \(isExisting.map { $0 ? 1 : 0 }),
                \(presentationFile?.hash), \(presentationFile?.name), \(presentationFile?.bytes), \(createdAt), \(updatedAt))
            """)
    }

    package func save(from version: Int, _ tx: Transaction) throws {
        let saved = try tx.run(
            """
            UPDATE quick_win SET state = \(state), version = \(self.version), title = \(title), service = \(service),
                contact = \(contact), start_on = \(startOn), end_on = \(endOn), measure = \(measure), unit = \(unit),
                before_value = \(before), before_on = \(beforeOn), after_value = \(after), after_on = \(afterOn),
                evidence = \(["e": Answer.evidence(evidence)].stored), presentation = \(presentation),
                is_existing = \(isExisting.map { $0 ? 1 : 0 }), presentation_file = \(presentationFile?.hash),
                presentation_name = \(presentationFile?.name), presentation_bytes = \(presentationFile?.bytes), updated_at = \(updatedAt)
            WHERE id = \(id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Transaction {
    /// The quick win of a sheet that was not given up.
    package func quickWin(ofSheet sheet: Identifier<InnovationSheet>) throws -> QuickWin? {
        try row("SELECT * FROM quick_win WHERE sheet_id = \(sheet) AND state <> 'dropped' ORDER BY id LIMIT 1").map(QuickWin.init(row:))
    }

    package func quickWin(code typed: String) throws -> QuickWin? {
        try row("SELECT * FROM quick_win WHERE code = \(Plain.line(typed).uppercased())").map(QuickWin.init(row:))
    }

    /// Every quick win the actor may see, with its sheet, by dimension.
    package func quickWins(for actor: Actor) throws -> [(quickWin: QuickWin, sheet: InnovationSheet)] {
        let found = try rows("SELECT * FROM quick_win WHERE state <> 'dropped' ORDER BY code LIMIT 1000").map(QuickWin.init(row:))
        let shown = try found.filter { try $0.maySee(actor, self) }
        if shown.isEmpty { return [] }
        let sheets = try innovationSheets("id IN (\(SQL.list(shown.map(\.sheet.text))))")
        let byID = Dictionary(sheets.map { ($0.id, $0) }) { $1 }
        return shown.compactMap { win in byID[win.sheet].map { (win, $0) } }
    }
}
