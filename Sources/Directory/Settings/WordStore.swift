import Kernel
import Storage

/// A regency's own sentence for one of ours; `sentence` is `nil` where it went back to ours.
package struct WordOverride: Hashable, Sendable {
    package var language: Language
    package var key: String
    package var sentence: String?
    package var setAt: Instant
    package var setBy: String
}

/// The regency's own words in the database: every change is kept, the latest holds.
package struct WordStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// What holds now, laid over our own words with ``Kernel/Words/merging(_:)``.
    package func current() throws -> Words {
        var sentences: [Language: [String: String]] = [:]
        for change in try tx.rows("SELECT * FROM word_override ORDER BY id").map(change) {
            sentences[change.language, default: [:]][change.key] = change.sentence
        }
        return Words(sentences)
    }

    /// Changes of one sentence, the newest first.
    package func history(_ key: String) throws -> [WordOverride] {
        try tx.rows("SELECT * FROM word_override WHERE key = \(key) ORDER BY id DESC").map(change)
    }

    func set(_ key: String, _ language: Language, _ sentence: String?, by actor: Actor, in world: World) throws {
        try tx.run(
            """
            INSERT INTO word_override (id, language, key, sentence, set_at, set_by)
            VALUES (\(world.newID(WordOverride.self)), \(language.rawValue), \(key), \(sentence), \(world.now()), \(actor.id))
            """)
    }

    private func change(_ row: Row) -> WordOverride {
        WordOverride(
            language: Language(rawValue: row.text("language")) ?? .indonesian, key: row.text("key"), sentence: row.textIfAny("sentence"),
            setAt: row.instant("set_at"), setBy: row.text("set_by"))
    }
}
