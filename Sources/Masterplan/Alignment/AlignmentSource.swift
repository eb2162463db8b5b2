import Kernel
import Storage
import Synchronization
import Work

/// What a record of another capability, such as an innovation sheet, joins a point of the smart-city plan with.
package struct AlignmentShare: Sendable, Equatable {
    /// The record that says so.
    package var subject: Reference
    /// The point it elaborates, in whichever edition of the plan that was: the matrix follows its key.
    package var node: Identifier<PlanNode>
    /// Agencies that carry it, the lead first: a code stands in many a Renja, and theirs are meant.
    package var agencies: [String]
    /// Sub-activities that pay for it, by code.
    package var codes: [String]
    /// Whether it says what it is measured by.
    package var hasIndicator: Bool
    /// Whether a second agency has accepted a part in it.
    package var isShared: Bool

    package init(
        subject: Reference, node: Identifier<PlanNode>, agencies: [String], codes: [String], hasIndicator: Bool, isShared: Bool
    ) {
        self.subject = subject
        self.node = node
        self.agencies = agencies
        self.codes = codes
        self.hasIndicator = hasIndicator
        self.isShared = isShared
    }
}

/// A kind of record that counts in the alignment matrix. A capability whose records do adds its source at its start:
///
///     installation.services.get(AlignmentSources.self).add(AlignmentSource("innovation_sheet", …))
package struct AlignmentSource: Sendable {
    /// All that counts now: what was accepted, not what is being written.
    package typealias Shares = @Sendable (Transaction) throws -> [AlignmentShare]
    /// Another text whenever any of them may have changed; asked at every look, so a count and a sum of versions.
    package typealias Mark = @Sendable (Transaction) throws -> String

    /// The ``Work/Reference/kind`` of its subjects.
    package let kind: String
    let shares: Shares
    let mark: Mark

    package init(_ kind: String, shares: @escaping Shares, mark: @escaping Mark) {
        self.kind = kind
        self.shares = shares
        self.mark = mark
    }
}

/// Every kind of record that counts in the matrix, among the installation's services.
package final class AlignmentSources: Sendable {
    private let sources = Mutex<[AlignmentSource]>([])

    package init() {}

    package func add(_ source: AlignmentSource) {
        sources.withLock { all in
            precondition(!all.contains { $0.kind == source.kind }, "two sources of the matrix are called \(source.kind)")
            all.append(source)
        }
    }

    func shares(_ tx: Transaction) throws -> [AlignmentShare] { try sources.withLock(\.self).flatMap { try $0.shares(tx) } }

    func mark(_ tx: Transaction) throws -> [String] { try sources.withLock(\.self).map { "\($0.kind) \(try $0.mark(tx))" } }
}
