import Work

/// How records of `Books` are held against their events by `pendopo verify`.
package enum BooksDigests {
    package static let all: [RecordDigest] = []
}
