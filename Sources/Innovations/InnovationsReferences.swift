import Work

/// How other capabilities name records of `Innovations` and lead to them.
package enum InnovationsReferences {
    package static let all: [ReferenceKind] = []
}
