import Kernel

/// Something that happened: who did what to which record, when, and why as a code.
///
/// Written in the same transaction as the change it tells of, never changed and never deleted. Audit, notifications,
/// statistics and streams all read this one table. It carries no personal text: words stay in the record, whose
/// `digest` the event keeps so that a change made behind its back is found out.
package struct Event: Sendable {
    /// Who may be told of it, beside the auditors.
    package enum Visibility: String, Sendable {
        /// Anyone, in the public timeline.
        case open
        /// The person it concerns and those who work on it.
        case party
        /// Those who work on it only.
        case `internal`
    }

    package var id: Identifier<Event>
    package var at: Instant
    /// `noun.past-participle`, for example `report.assigned`.
    package var kind: String
    package var actorKind: Actor.Kind
    package var actorID: String
    package var subject: Reference
    /// Which change of the subject this is: 1 for the first. Two events can never share one.
    package var sequence: Int
    /// The agency on whose behalf it was done, if any.
    package var agency: String?
    package var visibility: Visibility
    /// Codes, ids and numbers only.
    package var details: [String: String]
    /// Digest of the subject's record after the change; empty when the subject keeps none.
    package var digest: String

    package init(
        _ kind: String, of subject: Reference, sequence: Int, by actor: Actor, in world: World, agency: String? = nil,
        visibility: Visibility = .internal, details: [String: String] = [:], digest: String = ""
    ) {
        self.id = world.newID()
        self.at = world.now()
        self.kind = kind
        self.actorKind = actor.kind
        self.actorID = actor.id
        self.subject = subject
        self.sequence = sequence
        self.agency = agency
        self.visibility = visibility
        self.details = details
        self.digest = digest
    }
}
