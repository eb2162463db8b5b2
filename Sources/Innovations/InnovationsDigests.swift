import Work

/// How records of `Innovations` are held against their events by `pendopo verify`.
package enum InnovationsDigests {
    package static let all: [RecordDigest] = []
}
