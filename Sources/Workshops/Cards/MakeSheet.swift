import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Work

extension WorkshopDesk {
    /// Working days the lead has to complete a sheet that a workshop has begun; a proposal of this project.
    private static let daysToComplete = 15

    /// Makes an innovation sheet of a candidate, in the years it was put on: a draft that whoever leads it has on her list. Everybody in the
    /// room may, as with the cards; what becomes of the sheet afterwards is its agency's and the planning agency's.
    package func makeSheet(_ id: String, lead: String, round number: Int, of cycle: Cycle, by seat: Seat) async throws -> InnovationSheet {
        try await change(cycle.id) { tx in
            _ = try open(number, of: cycle, for: seat, tx)
            var card = try find(id, cycle, tx)
            guard card.kind == .candidate else { throw AppError.conflict("error.workshop_no_candidate") }
            guard card.fields["sheet"] == nil else { throw AppError.conflict("error.workshop_has_sheet") }
            guard let years = card.years else { throw AppError.conflict("error.workshop_no_years") }
            var draft = SheetDraft()
            draft.title = String(card.text.prefix(200))
            draft.dimension = card.group
            draft.pillar = card.fields["pillar"] ?? ""
            draft.lead = Identifier(lead)
            draft.fromYear = years.lowerBound
            draft.toYear = min(years.upperBound, years.lowerBound + 9)
            if let form = try tx.currentSheetForm(), form["description"]?.kind == .text, let idea = card.fields["idea"] {
                draft.answers["description"] = .text(idea)
            }
            let sheet = try innovations.createSheet(
                draft, node: card.fields["initiative"].map { Identifier($0) }, by: seat.actor, isInvited: true, in: tx)
            let now = world.now()
            try tx.open(
                Obligation(
                    id: world.newID(), subject: sheet.reference, task: "innovation_sheet.draft", permission: .editInnovations,
                    agency: lead, category: nil, subjectCode: sheet.code, openedAt: now,
                    dueAt: directory.calendars.current(for: lead).due(after: now, workingDays: Self.daysToComplete)))
            card.fields["sheet"] = sheet.code
            try save(&card, "workshop_card.sheet", number, by: seat, tx)
            return sheet
        }
    }
}
