import Kernel
import Storage
import Work

/// A regency's own sentence for one of ours; `sentence` is `nil` where it went back to ours.
package struct WordOverride: Hashable, Sendable {
    package var language: Language
    package var key: String
    package var sentence: String?
    package var validFrom: Day
    /// The last day; `nil` is for good.
    package var validTo: Day?
    package var setAt: Instant
    package var setBy: String

    package func holds(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }
}

/// The regency's own words in the database: every change is kept, and holds from its day on.
package struct WordStore {
    let tx: Transaction
    package init(_ tx: Transaction) { self.tx = tx }

    /// What was, is and will be.
    package func all() throws -> OwnWords {
        OwnWords(try tx.rows("SELECT * FROM word_override ORDER BY valid_from, id").map(change))
    }

    /// What was, is and will be of one sentence.
    func own(_ key: String) throws -> OwnWords {
        OwnWords(try tx.rows("SELECT * FROM word_override WHERE key = \(key) ORDER BY valid_from, id").map(change))
    }

    /// Changes of one sentence, the one set last first.
    package func history(_ key: String) throws -> [WordOverride] {
        try tx.rows("SELECT * FROM word_override WHERE key = \(key) ORDER BY id DESC").map(change)
    }

    /// Digest of everything that was ever set for a sentence, for its events: the privacy notice is one of them.
    func digest(of key: String) throws -> String {
        let rows = try tx.rows("SELECT * FROM word_override WHERE key = \(key) ORDER BY id")
        return Seal.digest(
            rows.flatMap { row -> [String?] in
                let change = change(row)
                return [
                    row.text("id"), change.language.rawValue, change.sentence, change.validFrom.description, change.validTo?.description,
                    change.setAt.description, change.setBy,
                ]
            })
    }

    func set(
        _ key: String, _ language: Language, _ sentence: String?, from: Day, to: Day?, by actor: Actor, in world: World
    ) throws {
        try tx.run(
            """
            INSERT INTO word_override (id, language, key, sentence, valid_from, valid_to, set_at, set_by)
            VALUES (\(world.newID(WordOverride.self)), \(language.rawValue), \(key), \(sentence), \(from), \(to), \(world.now()),
                \(actor.id))
            """)
    }

    private func change(_ row: Row) -> WordOverride {
        WordOverride(
            language: Language(rawValue: row.text("language")) ?? .indonesian, key: row.text("key"), sentence: row.textIfAny("sentence"),
            validFrom: row.day("valid_from"), validTo: row.dayIfAny("valid_to"), setAt: row.instant("set_at"), setBy: row.text("set_by"))
    }
}
