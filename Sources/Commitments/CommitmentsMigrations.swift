import Storage

package enum CommitmentsMigrations {
    package static let all: [Migration] = []
}
