import Kernel
import Storage

/// A mark that stays: what a pledge asked for before and after it was changed, who changed it, when and why.
package struct ClauseChange: Sendable, Equatable, Identifiable {
    /// Which way the target was moved.
    package enum Kind: String, Sendable, CaseIterable {
        /// It asks for less.
        case lowered
        /// It asks for the same, later.
        case postponed
        /// It asks for more or sooner; no scar.
        case raised
        /// It is not pledged any more.
        case dropped
        /// A step that was late already was given a later day, or was taken away: what stands is not on time by that.
        case stepsPostponed = "steps_postponed"

        package var label: TextKey { TextKey("pledge.change.\(rawValue)") }
        /// Whether what is pledged now is less than what was signed.
        package var isScar: Bool { self != .raised }
    }

    package var id: Identifier<ClauseChange>
    package var clause: Identifier<Clause>
    package var kind: Kind
    package var at: Instant
    package var author: String
    package var before: (value: String?, words: String?, due: Day)
    package var after: (value: String?, words: String?, due: Day)
    package var reason: String

    package static func == (a: ClauseChange, b: ClauseChange) -> Bool { a.digested == b.digested }

    var digested: [String?] {
        [
            id.text, kind.rawValue, at.description, author, before.value, after.value, before.words, after.words, before.due.description,
            after.due.description, reason,
        ]
    }
}

extension ClauseChange {
    init(row: Row) {
        id = row.id("id")
        clause = row.id("clause_id")
        kind = Kind(rawValue: row.text("kind")) ?? .lowered
        at = row.instant("at")
        author = row.text("author_id")
        before = (row.textIfAny("from_value"), row.textIfAny("from_words"), row.day("from_due"))
        after = (row.textIfAny("to_value"), row.textIfAny("to_words"), row.day("to_due"))
        reason = row.text("reason")
    }
}

extension Transaction {
    /// The changes of pledges by the clause's id, first things first.
    package func changes(of clauses: [String]) throws -> [String: [ClauseChange]] {
        let found = try rows("SELECT * FROM clause_change WHERE clause_id IN (\(SQL.list(clauses))) ORDER BY id").map(
            ClauseChange.init(row:))
        return Dictionary(grouping: found, by: \.clause.text)
    }

    func insert(_ change: ClauseChange) throws {
        try run(
            """
            INSERT INTO clause_change (id, clause_id, kind, at, author_id, from_value, to_value, from_words, to_words, from_due, to_due,
                reason)
            VALUES (\(change.id), \(change.clause), \(change.kind.rawValue), \(change.at), \(change.author), \(change.before.value),
                \(change.after.value), \(change.before.words), \(change.after.words), \(change.before.due), \(change.after.due),
                \(change.reason))
            """)
    }
}
