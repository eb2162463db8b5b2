import Work

/// How other capabilities name records of `Masterplan` and lead to them.
package enum MasterplanReferences {
    package static let all: [ReferenceKind] = []
}
