import Work

/// How other capabilities name records of `Workshops` and lead to them.
package enum WorkshopsReferences {
    package static let all: [ReferenceKind] = []
}
