import Catalogue
import Kernel
import Signing
import Work

/// Two published tables that say different things of the same standard, for the same areas and periods. Found by Pendopo, decided by
/// the steward, never by itself.
package struct ValueConflict: Sendable, Equatable, Identifiable {
    /// How far the steward has come with it.
    package enum State: String, Sendable, CaseIterable, Codable {
        /// Waits for the steward.
        case open
        /// She has said which holds.
        case ruled
        /// A newer version says the same as the other table, so there is nothing left to decide.
        case vanished
    }

    /// What the steward found.
    package enum Verdict: String, Sendable, CaseIterable, Codable {
        case first, second
        /// Both hold, because they measure different things; the reason says which.
        case both
        case neither

        package var label: TextKey { TextKey("conflict.verdict.\(rawValue)") }
    }

    /// One of the two tables.
    package struct Side: Sendable, Equatable {
        package var dataset: Identifier<Dataset>
        package var distribution: Identifier<Distribution>
        package var version: Identifier<DatasetVersion>
        package var column: String
    }

    /// One area and period on which they differ.
    package struct Difference: Sendable, Equatable {
        package var area: String
        package var period: String
        package var first: String
        package var second: String
    }

    package var id: Identifier<ValueConflict>
    package var code: String
    package var standard: String
    package var first: Side
    package var second: Side
    package var state: State
    /// How many areas and periods differ, of how many that both speak of.
    package var differing: Int
    package var common: Int
    /// The first of the differences, by area and period.
    package var examples: [Difference]
    /// Digest of all differences: what a verdict was about.
    package var differences: String
    package var foundAt: Instant
    package var verdict: Verdict?
    package var reason: String
    package var ruledAt: Instant?
    package var ruledBy: String?
    package var version: Int

    /// Differences kept for showing.
    static let mostExamples = 50

    package var reference: Reference { Reference("conflict", id) }

    /// Whether everybody may see it: only where both tables are open to everybody.
    static func isPublic(_ first: Dataset, _ second: Dataset) -> Bool {
        [first, second].allSatisfy { $0.access == .open && DatasetPolicy.isListed($0) }
    }

    /// Every column, for the digest in its events.
    var digest: String {
        Seal.digest(
            [
                id.text, code, standard, state.rawValue, String(differing), String(common), differences, foundAt.description,
                verdict?.rawValue, reason, ruledAt?.description, ruledBy, String(version),
            ] + [first, second].flatMap { [$0.dataset.text, $0.distribution.text, $0.version.text, $0.column] }
                + examples.flatMap { [$0.area, $0.period, $0.first, $0.second] })
    }
}
