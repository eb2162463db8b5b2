import Work

/// How records of `Workshops` are held against their events by `pendopo verify`.
package enum WorkshopsDigests {
    package static let all: [RecordDigest] = []
}
