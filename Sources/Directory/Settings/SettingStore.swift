import Kernel
import Storage

/// One value of a setting and the day from which it holds.
package struct SettingEntry: Hashable, Sendable {
    package var key: String
    package var value: String
    package var validFrom: Day
    package var setAt: Instant
    package var setBy: String
}

/// What a form of several settings was made of. Values are only ever added, so their number says which ones somebody saw.
package struct SettingsSeen: Sendable {
    package var keys: [String]
    package var count: Int

    package init(_ keys: [String], count: Int) {
        self.keys = keys
        self.count = count
    }
}

/// Settings a regency changes itself, with their history: nothing is overwritten, a new value begins on a day.
package struct SettingStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// Every value of one setting, the one that holds longest from now first.
    package func history(_ key: String) throws -> [SettingEntry] {
        try tx.rows("SELECT * FROM setting WHERE key = \(key) ORDER BY valid_from DESC, set_at DESC, id DESC").map(entry)
    }

    /// Every value of every setting, the later ones later.
    package func all() throws -> [SettingEntry] { try tx.rows("SELECT * FROM setting ORDER BY key, valid_from, set_at, id").map(entry) }

    /// Refuses what was made of other values than there are now, and says what became of them meanwhile.
    func need(_ seen: SettingsSeen) throws {
        let entries = try tx.rows("SELECT * FROM setting WHERE key IN (\(.list(seen.keys))) ORDER BY set_at, id").map(entry)
        guard entries.count != seen.count else { return }
        let (before, later) = (entries.prefix(max(0, seen.count)), entries.dropFirst(max(0, seen.count)))
        let issues = seen.keys.compactMap { key -> Issue? in
            guard let now = later.last(where: { $0.key == key }) else { return nil }
            let was = before.last { $0.key == key }?.value ?? "–"
            return Issue(key, Message("directory.changed_field", ["from": was, "to": now.value]))
        }
        throw AppError(.conflict, "directory.changed_meanwhile", issues: issues)
    }

    /// Adds a value that holds from a day on. Callers record the event and touch `.settings`.
    package func set(_ key: String, _ value: String, from day: Day, by actor: Actor, in world: World) throws {
        try tx.run(
            """
            INSERT INTO setting (id, key, value, valid_from, set_at, set_by)
            VALUES (\(world.newID(SettingEntry.self)), \(key), \(value), \(day), \(world.now()), \(actor.id))
            """)
    }

    private func entry(_ row: Row) -> SettingEntry {
        SettingEntry(
            key: row.text("key"), value: row.text("value"), validFrom: row.day("valid_from"), setAt: row.instant("set_at"),
            setBy: row.text("set_by"))
    }
}

/// The values of all settings, in memory.
package struct RegencySettings: Sendable {
    private var entries: [String: [SettingEntry]]

    /// - Parameter entries: for each key the later ones later.
    package init(_ entries: [SettingEntry] = []) { self.entries = Dictionary(grouping: entries, by: \.key) }

    /// The value that holds on a day; `nil` when none was ever set for it.
    package func value(_ key: String, on day: Day) -> String? { entries[key]?.last { $0.validFrom <= day }?.value }

    package func int(_ key: String, on day: Day, default fallback: Int) -> Int { value(key, on: day).flatMap { Int($0) } ?? fallback }
    package func history(_ key: String) -> [SettingEntry] { entries[key]?.reversed() ?? [] }
    /// How many values these settings have had.
    func count(of keys: [String]) -> Int { keys.reduce(0) { $0 + (entries[$1]?.count ?? 0) } }
}

/// Names of the settings the directory itself reads.
package enum SettingKey {
    package static let regencyName = "brand.regency_name"
    package static let productName = "brand.product_name"
    package static let shortName = "brand.short_name"
    /// SHA-256 of the logo in the file store, and its media type, with a blank between them.
    package static let logo = "brand.logo"
    package static let primaryColour = "brand.primary"
    package static let accentColour = "brand.accent"
    /// Hours without a request after which a session ends.
    package static let sessionIdleHours = "session.idle_hours"
    /// Days after which a session ends in any case.
    package static let sessionDays = "session.days"
    /// `retention.NAME`: days after which records of that kind are erased.
    package static func retention(_ name: String) -> String { "retention.\(name)" }
}
