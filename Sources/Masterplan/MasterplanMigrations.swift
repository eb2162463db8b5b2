import Storage

package enum MasterplanMigrations {
    package static let all: [Migration] = MoneyMigrations.all
}
