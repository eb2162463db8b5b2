import Work

/// How other capabilities name records of `Commitments` and lead to them.
package enum CommitmentsReferences {
    package static let all: [ReferenceKind] = []
}
