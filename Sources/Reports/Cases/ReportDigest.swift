import Kernel
import Work

// Every column of every table a report is made of, for the digest in its events: what an act leaves behind is what must
// still be there. A new column belongs here too; `RecordTests` changes each in turn.

extension Report {
    /// Digest of the report with all its words and photos, in the order ``Storage/Transaction`` reads them, and its clocks in
    /// any order.
    /// - Parameter clocks: `nil` for the digest as events had it before clocks belonged to it.
    func digest(notes: [ReportNote], photos: [ReportPhoto], clocks: [Clock]?) -> String {
        var fields: [String?] = []
        fields.reserveCapacity(51 + notes.count * 11 + photos.count * 15 + (clocks?.count ?? 0) * 17)
        let received = receivedAt.description
        fields += [
            id.text, code, String(linkVersion), clientKey, state, String(workflowVersion), String(version), category, topCategory,
            kind.rawValue, disclosure.rawValue, String(isPublic), text, publicText, flatJSON(answers), agency, checker, channel,
            language.rawValue, received, publishedAt?.description, updatedAt == receivedAt ? received : updatedAt.description,
            dueAt?.description,
            claimedAt?.description, claimedBy, checkedAt?.description, checkedBy, acceptedAt?.description, closedAt?.description,
            closure?.rawValue, isInTime.map(String.init), workingDays.map(String.init), String(returns), String(reopenings),
            String(level), String(isOverdue), mergedInto, rating.map(String.init),
        ]
        fields += [
            place.village, place.subdistrict, place.latitude?.description, place.longitude?.description, place.accuracy?.description,
            place.finding.rawValue, place.note,
        ]
        fields.append(String(notes.count))
        for note in notes { fields += note.digested }
        for photo in photos { fields += photo.digested }
        if let clocks {
            fields.append(String(clocks.count))
            for clock in clocks.sorted(by: { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }) { fields += clock.digested }
        }
        return Seal.digest(fields)
    }
}

extension ReportNote {
    fileprivate var digested: [String?] {
        [
            id.text, String(sequence), act, at.description, visibility.rawValue, text, publicText, authorKind.rawValue, authorID, agency,
            code,
        ]
    }
}

extension ReportPhoto {
    fileprivate var digested: [String?] {
        [
            id.text, String(sequence), role.rawValue, String(position), draft.file, draft.thumbnail, String(draft.width),
            String(draft.height), draft.look, draft.takenAt?.description, draft.latitude?.description, draft.longitude?.description,
            String(isPublic), addedAt.description,
        ] + (original.map { ["original:\($0)"] } ?? [])
    }
}

extension IdentityAccess {
    /// Digest of everything that was ever noted about who opened an identity.
    static func digest(_ accesses: [IdentityAccess]) -> String {
        Seal.digest(accesses.flatMap { [$0.at.description, $0.account, $0.agency, $0.reason] })
    }
}
