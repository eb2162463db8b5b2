import Work

/// How records of `Commitments` are held against their events by `pendopo verify`.
package enum CommitmentsDigests {
    package static let all: [RecordDigest] = [
        Commitment.recordDigest, Clause.recordDigest, Signatory.recordDigest, HolderKey.recordDigest, Milestone.recordDigest,
        Inheritance.recordDigest, ActionPlan.recordDigest,
    ]
}
