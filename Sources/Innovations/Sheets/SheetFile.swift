import Directory
import Kernel
import Masterplan
import Storage
import Work

/// A sheet with everything its page shows.
package struct SheetFile: Sendable {
    package var sheet: InnovationSheet
    package var form: SheetForm
    /// Fields of earlier forms that still have something in them.
    package var older: [SheetField]
    /// Whether a newer form is there.
    package var isFormOld: Bool
    package var notes: [InnovationNote]
    package var participations: [Participation]
    package var quickWin: QuickWin?
    /// The initiative it belongs to, where the reader may see that.
    package var node: PlanNode?
    /// Acts that are the reader's now.
    package var acts: Set<String>
    /// What evidence is called and where it lies, as far as the reader may know.
    package var evidence: [Reference: ReferenceView]
    /// By which forms carry its evidence along.
    var marks: EvidenceMarks
    /// What she has in the register already.
    package var entries: [Innovation]

    /// Nobody else has accepted a part in it yet.
    package var isOneAgencysOwn: Bool { !participations.contains { $0.role == .support && $0.state == .accepted } }
}

/// What to look for among sheets.
package struct SheetQuery: Sendable {
    package var dimension: String?
    package var state: String?
    /// Lead agency, or one that takes part.
    package var agency: String?
    package var year: Int?
    package var words = ""

    package init(dimension: String? = nil, state: String? = nil, agency: String? = nil, year: Int? = nil, words: String = "") {
        self.dimension = dimension
        self.state = state
        self.agency = agency
        self.year = year
        self.words = words
    }
}

extension InnovationDesk {
    /// - Parameter isInvited: whether the caller has made sure, at a record of its own, that this actor may see it.
    /// - Throws: `.notFound` alike for what is not there and for what is not the actor's to see.
    package func sheetFile(code: String, for actor: Actor, isInvited: Bool = false) async throws -> SheetFile {
        try await database.read { tx in
            guard let sheet = try tx.innovationSheet(code: code), try isInvited || sheet.maySee(actor, tx) else { throw AppError.notFound }
            let forms = try tx.sheetForms()
            guard let form = forms.first(where: { $0.version == sheet.formVersion }) else {
                throw AppError.unavailable("error.sheet_no_form")
            }
            var older: [SheetField] = []
            for name in sheet.answers.keys.sorted() where form[name] == nil {
                if let field = forms.reversed().lazy.compactMap({ $0[name] }).first { older.append(field) }
            }
            var named: [Reference] = []
            for case .evidence(let rows) in sheet.answers.values { named += rows.map(\.reference) }
            let quickWin = try tx.quickWin(ofSheet: sheet.id)
            named += quickWin?.evidence.map(\.reference) ?? []
            // A draft's points are for those who work on plans, though everybody may read the sheet.
            let node = try tx.initiative(of: sheet)
            let isSeen = try node.flatMap { try tx.planEdition($0.edition) }?.maySee(actor) ?? false
            return SheetFile(
                sheet: sheet, form: form, older: older, isFormOld: form.version < forms.last?.version ?? 0,
                notes: try tx.innovationNotes(of: sheet.reference), participations: try tx.participations(of: sheet.reference),
                quickWin: quickWin, node: isSeen ? node : nil, acts: try acts(on: sheet, for: actor, tx),
                evidence: try references.views(of: named, for: actor, tx), marks: EvidenceMarks(vault, record: sheet.recordID),
                entries: try tx.innovations(ofSheet: sheet.id))
        }
    }

    /// Sheets that fit and that the actor may see, by code, with whether a second agency shares each.
    package func sheets(_ query: SheetQuery, for actor: Actor, after: String? = nil, limit: Int) async throws -> [SheetLine] {
        try await database.read { tx in try tx.sheetLines(query, for: actor, after: after, limit: limit) }
    }
}

/// A sheet in a list.
package struct SheetLine: Sendable, Equatable {
    package var sheet: InnovationSheet
    package var supporters: [String]
    package var isOneAgencysOwn: Bool { supporters.isEmpty }
}

extension Transaction {
    /// Sheets in the order of their codes, after one, that the actor may see; fewer than `limit` mean that there are no more.
    package func sheetLines(_ query: SheetQuery, for actor: Actor, after: String? = nil, limit: Int) throws -> [SheetLine] {
        var conditions: [SQL] = []
        if let dimension = query.dimension { conditions.append("dimension = \(dimension)") }
        if let state = query.state { conditions.append("state = \(state)") } else { conditions.append("state <> 'dropped'") }
        if let agency = query.agency {
            conditions.append(
                """
                (lead_id = \(agency) OR id IN (SELECT subject_id FROM plan_participation
                    WHERE subject_kind = \(InnovationSheet.kind) AND agency_id = \(agency) AND state IN ('proposed', 'questioned', 'accepted')))
                """)
        }
        if let year = query.year { conditions.append("from_year <= \(year) AND to_year >= \(year)") }
        let words = Plain.folded(query.words).split(separator: " ").map(String.init)
        var found: [InnovationSheet] = []
        var last = after ?? ""
        // Who may see what is decided at the record, so pages are filled until they are full.
        while found.count < limit {
            let condition = SQL.joined(conditions + ["code > \(last)"], separator: " AND ")
            let batch = try innovationSheets(condition, order: "code", limit: 200)
            for sheet in batch where found.count < limit {
                if begins(words, in: "\(sheet.code) \(sheet.title)"), try sheet.maySee(actor, self) { found.append(sheet) }
            }
            guard batch.count == 200, let end = batch.last else { break }
            last = end.code
        }
        let parts = try participations(of: InnovationSheet.kind, found.map(\.id.text))
        return found.map { sheet in
            SheetLine(
                sheet: sheet, supporters: (parts[sheet.id.text] ?? []).filter { $0.role == .support && $0.state == .accepted }.map(\.agency)
            )
        }
    }
}
