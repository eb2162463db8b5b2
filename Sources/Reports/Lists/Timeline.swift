import Kernel
import Storage
import Work

/// What happened to a report, in order, as much of it as somebody may see.
package struct TimelineEntry: Sendable, Equatable {
    package var sequence: Int
    package var at: Instant
    /// The act, such as `assign`.
    package var act: String
    package var actorKind: Actor.Kind
    /// Id of the account that acted; `nil` for readers who may not know which official it was.
    package var account: String?
    package var agency: String?
    package var details: [String: String]
    /// Words that came with it, as this reader may read them.
    package var texts: [Words]
    package var photos: [ReportPhoto]

    /// Whether somebody in office did it, be it through the system of an agency. What another system sends in, it sends for a
    /// citizen.
    package var isOfficial: Bool { actorKind == .account || actorKind == .client && act != "submit" }

    /// What somebody wrote with an act.
    package struct Words: Sendable, Equatable {
        package var note: Identifier<ReportNote>
        package var text: String
        package var visibility: Event.Visibility
        package var code: String?
        /// Whether the public reads these words.
        package var isPublic: Bool
    }
}

/// Who reads a timeline.
package enum TimelineReader: Sendable {
    case anyone, reporter, handler
}

extension Transaction {
    /// The timeline of a report for a reader. The public sees open events with approved words and photos; the reporter sees
    /// also what is between her and the officials; handlers see everything.
    func timeline(of report: Report, for reader: TimelineReader) throws -> [TimelineEntry] {
        let notes = Dictionary(grouping: try notes(of: report.id), by: \.sequence)
        let photos = Dictionary(grouping: try photos(of: report.id), by: \.sequence)
        return try events(of: report.reference).compactMap { event in
            guard reader.sees(event) else { return nil }
            return TimelineEntry(
                sequence: event.sequence, at: event.at, act: String(event.kind.dropFirst("report.".count)), actorKind: event.actorKind,
                account: reader == .handler ? event.actorID : nil, agency: event.agency,
                details: reader == .handler ? event.details : event.details.filter { Timeline.openDetails.contains($0.key) },
                texts: (notes[event.sequence] ?? []).compactMap(reader.words),
                photos: (photos[event.sequence] ?? []).filter { reader.sees($0, of: event) })
        }
    }
}

extension Event {
    /// Whether it is the act of somebody whose report was joined to the one it is about (``ReopenReport``).
    fileprivate var isOfJoined: Bool { details["joined"] == "1" }
}

extension Transaction {
    /// Whether a photo, or the one of which it is a copy, came from somebody whose report was joined to the one that shows it.
    func isOfJoined(_ photo: ReportPhoto) throws -> Bool {
        try row("SELECT * FROM event WHERE subject_kind = 'report' AND subject_id = \(photo.report) AND sequence = \(photo.sequence)")
            .map(Event.init(row:))?.isOfJoined == true
    }
}

private enum Timeline {
    static let openDetails: Set<String> = ["agency", "from", "until", "reason", "stars", "level", "reopening", "kind", "joined"]
}

extension TimelineReader {
    fileprivate func sees(_ event: Event) -> Bool {
        switch self {
        case .handler: true
        case .reporter: event.visibility != .internal || event.actorKind == .reporter
        case .anyone: event.visibility == .open || event.kind == "report.submit"
        }
    }

    /// The reporter sees her photos as she sent them, the public what was approved, and she no more of those that somebody sent whose
    /// report was joined to hers.
    fileprivate func sees(_ photo: ReportPhoto, of event: Event) -> Bool {
        switch self {
        case .handler: true
        case .reporter: event.isOfJoined ? photo.isPublic : photo.original == nil
        case .anyone: photo.isPublic
        }
    }

    fileprivate func words(_ note: ReportNote) -> TimelineEntry.Words? {
        let text: String?
        switch self {
        case .handler: text = note.text
        case .reporter: text = note.visibility == .internal ? nil : note.text
        case .anyone: text = note.visibility == .internal ? nil : note.publicText
        }
        return text.map {
            TimelineEntry.Words(note: note.id, text: $0, visibility: note.visibility, code: note.code, isPublic: note.publicText != nil)
        }
    }
}
