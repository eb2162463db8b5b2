import Storage

package enum BooksMigrations {
    package static let all: [Migration] = []
}
