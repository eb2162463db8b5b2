import Kernel
import Storage

extension Transaction {
    /// Appends an event and puts it into the outbox, from which it is sealed and told to those who wait for it.
    /// - Throws: ``AppError/Kind/conflict`` when the subject already has an event with that sequence: somebody else was first.
    package func record(_ event: Event) throws {
        try run(all: event.recording)
    }

    /// The sequence the next event of a record takes, for records that keep no version of their own.
    package func nextSequence(of subject: Reference) throws -> Int {
        try count("SELECT coalesce(max(sequence), 0) FROM event WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id)") + 1
    }

    /// Everything that happened to one record, first things first.
    package func events(of subject: Reference) throws -> [Event] {
        try rows("SELECT * FROM event WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY sequence")
            .map(Event.init(row:))
    }
}

extension Event {
    /// The statements that append it to the log and to the outbox.
    package var recording: [SQL] {
        [
            Event.row.of([
                id.value, at.value, kind.value, actorKind.rawValue.value, actorID.value, subject.kind.value, subject.id.value,
                sequence.value, agency.value, visibility.rawValue.value, .json(flatJSON(details)), digest.value,
            ]),
            Event.waiting.of([id.value]),
        ]
    }

    private static let row = RowStatement.insert(
        into: "event",
        [
            "id", "at", "kind", "actor_kind", "actor_id", "subject_kind", "subject_id", "sequence", "agency_id", "visibility", "details",
            "digest",
        ])
    private static let waiting = RowStatement.insert(into: "outbox", ["event_id"])

    package init(row: Row) {
        id = row.id("id")
        at = row.instant("at")
        kind = row.text("kind")
        actorKind = Actor.Kind(rawValue: row.text("actor_kind")) ?? .system
        actorID = row.text("actor_id")
        subject = Reference(row.text("subject_kind"), row.text("subject_id"))
        sequence = row.int("sequence")
        agency = row.textIfAny("agency_id")
        visibility = Visibility(rawValue: row.text("visibility")) ?? .internal
        details = parseFlatJSON(row.text("details"))
        digest = row.text("digest")
    }
}
