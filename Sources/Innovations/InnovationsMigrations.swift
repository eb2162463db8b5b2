import Storage

package enum InnovationsMigrations {
    package static let all: [Migration] = []
}
