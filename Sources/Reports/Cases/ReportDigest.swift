import Kernel
import Work

// Every column of every table a report is made of, for the digest in its events: what an act leaves behind is what must
// still be there. A new column belongs here too; `RecordTests` changes each in turn.

extension Report {
    /// Digest of the report with all its words and photos, in the order ``Storage/Transaction`` reads them, and its clocks in
    /// any order.
    /// - Parameter clocks: `nil` for the digest as events had it before clocks belonged to it.
    func digest(notes: [ReportNote], photos: [ReportPhoto], clocks: [Clock]?) -> String {
        var content = SealedContent(
            room: 1024 + text.utf8.count + (publicText?.utf8.count ?? 0) + notes.count * 512 + photos.count * 384
                + (clocks?.count ?? 0) * 256)
        content.add(self)
        content.add(notes.count)
        for note in notes { content.add(note) }
        for photo in photos { content.add(photo) }
        if let clocks {
            content.add(clocks.count)
            let ordered = clocks.count < 2 ? clocks : clocks.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
            for clock in ordered { content.add(clock) }
        }
        return content.hash
    }
}

extension SealedContent {
    fileprivate mutating func add(_ report: Report) {
        add(report.id.text)
        add(report.code)
        add(report.linkVersion)
        add(report.clientKey)
        add(report.state)
        add(report.workflowVersion)
        add(report.version)
        add(report.category)
        add(report.topCategory)
        add(report.kind.rawValue)
        add(report.disclosure.rawValue)
        add(report.isPublic)
        add(report.text)
        add(report.publicText)
        add(flatJSON(report.answers))
        add(report.agency)
        add(report.checker)
        add(report.channel)
        add(report.language.rawValue)
        add(report.receivedAt)
        add(report.publishedAt)
        add(report.updatedAt)
        add(report.dueAt)
        add(report.claimedAt)
        add(report.claimedBy)
        add(report.checkedAt)
        add(report.checkedBy)
        add(report.acceptedAt)
        add(report.closedAt)
        add(report.closure?.rawValue)
        add(report.isInTime)
        add(report.workingDays)
        add(report.returns)
        add(report.reopenings)
        add(report.level)
        add(report.isOverdue)
        add(report.mergedInto)
        add(report.rating)
        add(report.place)
    }

    private mutating func add(_ place: ReportPlace) {
        add(place.village)
        add(place.subdistrict)
        add(place.latitude)
        add(place.longitude)
        add(place.accuracy)
        add(place.finding.rawValue)
        add(place.note)
    }

    fileprivate mutating func add(_ note: ReportNote) {
        add(note.id.text)
        add(note.sequence)
        add(note.act)
        add(note.at)
        add(note.visibility.rawValue)
        add(note.text)
        add(note.publicText)
        add(note.authorKind.rawValue)
        add(note.authorID)
        add(note.agency)
        add(note.code)
    }

    fileprivate mutating func add(_ photo: ReportPhoto) {
        add(photo.id.text)
        add(photo.sequence)
        add(photo.role.rawValue)
        add(photo.position)
        add(photo.draft.file)
        add(photo.draft.thumbnail)
        add(photo.draft.width)
        add(photo.draft.height)
        add(photo.draft.look)
        add(photo.draft.takenAt)
        add(photo.draft.latitude)
        add(photo.draft.longitude)
        add(photo.isPublic)
        add(photo.addedAt)
        if let original = photo.original { add("original:\(original)") }
    }
}

extension IdentityAccess {
    /// Digest of everything that was ever noted about who opened an identity.
    static func digest(_ accesses: [IdentityAccess]) -> String {
        Seal.digest(accesses.flatMap { [$0.at.description, $0.account, $0.agency, $0.reason] })
    }
}
