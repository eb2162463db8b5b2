import Storage

package enum WorkshopsMigrations {
    package static let all: [Migration] = []
}
