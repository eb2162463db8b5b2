import Work

/// How other capabilities name records of `Books` and lead to them.
package enum BooksReferences {
    package static let all: [ReferenceKind] = []
}
