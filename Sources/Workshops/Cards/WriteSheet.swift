import Innovations
import Kernel
import Storage
import Work

extension WorkshopDesk {
    /// The sheet that was made of a candidate, for everybody who sits in the open room: agencies, villages, campus and companies write it
    /// side by side. Once the room is closed it is its agency's again.
    /// - Throws: `.notFound` without a seat, or where no sheet was made of the card; `.conflict` when the room is not open, or the sheet is
    ///   handed in already.
    package func sheet(ofCard id: String, round number: Int, of cycle: Cycle, for seat: Seat) async throws -> (RoomCard, SheetFile) {
        let (card, code) = try await database.read { tx in
            let (card, sheet) = try writable(id, number, cycle, seat, tx)
            return (card, sheet.code)
        }
        return (card, try await innovations.sheetFile(code: code, for: seat.actor, isInvited: true))
    }

    /// Writes on that sheet; what others in the room wrote meanwhile in other fields is joined.
    /// - Parameters:
    ///   - version: of the sheet that was open on the screen.
    ///   - told: what she has been told before of fields that others changed too.
    @discardableResult
    package func writeSheet(
        ofCard id: String, _ draft: SheetDraft, seen version: Int, told: ToldChanges? = nil, round number: Int, of cycle: Cycle,
        by seat: Seat
    ) async throws -> InnovationSheet {
        try await change(cycle.id) { tx in
            let (_, sheet) = try writable(id, number, cycle, seat, tx)
            return try innovations.writeTogether(draft, on: sheet.id, seen: version, told: told, by: seat.actor, in: tx)
        }
    }

    private func writable(
        _ id: String, _ number: Int, _ cycle: Cycle, _ seat: Seat, _ tx: Transaction
    ) throws -> (RoomCard, InnovationSheet) {
        _ = try open(number, of: cycle, for: seat, tx)
        let card = try find(id, cycle, tx)
        guard let code = card.fields["sheet"], let sheet = try tx.innovationSheet(code: code) else { throw AppError.notFound }
        guard ["draft", "returned"].contains(sheet.state) else { throw AppError.conflict("error.sheet_not_open") }
        return (card, sheet)
    }
}
