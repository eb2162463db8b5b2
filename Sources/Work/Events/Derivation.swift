import Storage

/// What is kept beside records and follows from them, such as totals or the rows of the work list. It has no events of its own: computed
/// anew it must come out the same, or somebody has changed it without an act.
package struct Derivation: Sendable {
    /// Its name among the audit's subjects, `audit.subject.KIND`.
    package let kind: String
    /// Compares what follows from up to so many records after one.
    package let look: @Sendable (Transaction, _ after: String, _ limit: Int) throws -> Look

    /// - Parameter look: starts after the empty text; must go on from the last record it names.
    package init(_ kind: String, look: @escaping @Sendable (Transaction, _ after: String, _ limit: Int) throws -> Look) {
        self.kind = kind
        self.look = look
    }

    /// What one look found.
    package struct Look: Sendable {
        /// What does not come out the same, as people call it, the first row first.
        package var differing: [String]
        /// What follows from a record and is not there at all, as people call it.
        package var missing: [String]
        /// The last record that was looked at; `nil` when none is left.
        package var last: String?

        package init(differing: [String], missing: [String] = [], last: String? = nil) {
            self.differing = differing
            self.missing = missing
            self.last = last
        }
    }
}
