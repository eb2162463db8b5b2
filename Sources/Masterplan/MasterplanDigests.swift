import Work

/// How records of `Masterplan` are held against their events by `pendopo verify`.
package enum MasterplanDigests {
    package static let all: [RecordDigest] = []
}
