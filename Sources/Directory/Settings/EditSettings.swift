import Kernel
import Storage
import Work

/// What administrators do with settings and words.
package struct EditSettings: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    /// Gives settings new values from a day on; values that stay as they are leave no trace.
    /// - Parameter seen: what the form was made of, which holds other settings too; `nil` for those that say only what they change.
    /// - Throws: `.conflict` with what somebody else set meanwhile.
    package func set(
        _ values: [String: String], from day: Day, needing permission: Permission, seen: SettingsSeen? = nil, by actor: Actor
    ) async throws {
        try actor.need(permission)
        let present = directory.settings
        let changed = values.filter { present.value($0.key, on: day) != $0.value }
        guard !changed.isEmpty else { return }
        try await directory.database.write { [world = directory.world] tx in
            if let seen { try SettingStore(tx).need(seen) }
            for key in changed.keys.sorted() {
                try tx.setSetting(key, changed[key]!, from: day, by: actor, in: world)
            }
        }
        try await directory.refresh()
    }

    /// Gives one setting a value from a day on, within a transaction that does more.
    /// - Returns: whether that is another value than it had.
    func set(_ key: String, _ value: String, from day: Day, by actor: Actor, in tx: Transaction) throws -> Bool {
        if RegencySettings(try SettingStore(tx).history(key).reversed()).value(key, on: day) == value { return false }
        try tx.setSetting(key, value, from: day, by: actor, in: directory.world)
        return true
    }

    /// Puts the regency's own sentence over ours; `nil` goes back to ours, and for good means that what was to begin later does not.
    /// - Parameters:
    ///   - from: the first day; today unless given.
    ///   - to: the last day, after which what held before holds again; `nil` is for good.
    ///   - seen: how many changes of it the form knew; `nil` for whoever overwrites knowingly.
    /// - Throws: `.conflict` with what somebody else made of it meanwhile.
    package func setWord(
        _ key: TextKey, _ sentences: [Language: String?], from: Day? = nil, to: Day? = nil, ours: Words, seen: Int? = nil, by actor: Actor
    ) async throws {
        try await directory.database.write { tx in
            try setWord(key, sentences, from: from, to: to, ours: ours, seen: seen, by: actor, in: tx)
        }
        try await directory.refresh()
    }

    /// As ``setWord(_:_:from:to:ours:seen:by:)``, within a transaction that does more.
    func setWord(
        _ key: TextKey, _ sentences: [Language: String?], from: Day?, to: Day?, ours: Words, seen: Int?, by actor: Actor,
        in tx: Transaction
    ) throws {
        try actor.need(DirectoryPermission.words)
        let start = from ?? directory.today
        var issues: [Issue] = []
        if let to, to < start { issues.append(Issue("valid_to", "directory.ends_before_start")) }
        for (language, sentence) in sentences {
            guard let original = ours.sentence(key, language) else { throw AppError.notFound }
            guard let sentence else { continue }
            let missing = placeholders(original).subtracting(placeholders(sentence)).sorted()
            let unknown = placeholders(sentence).subtracting(placeholders(original)).sorted()
            if let name = missing.first {
                issues.append(Issue(language.rawValue, Message("directory.word.missing_value", ["name": "{\(name)}"])))
            }
            if let name = unknown.first {
                issues.append(Issue(language.rawValue, Message("directory.word.unknown_value", ["name": "{\(name)}"])))
            }
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let (store, world) = (WordStore(tx), directory.world)
        let known = try store.history(key.id)
        if let seen, seen != known.count { throw changed(meanwhile: known, after: seen, ours, key) }
        let later = to == nil ? known.filter { $0.validFrom > start } : []
        for language in Language.allCases {
            guard let sentence = sentences[language] else { continue }
            let calledOff = sentence == nil ? Set(later.filter { $0.language == language }.map(\.validFrom)) : []
            for day in [start] + calledOff.sorted() {
                try store.set(key.id, language, sentence, from: day, to: to, by: actor, in: world)
            }
        }
        let subject = Reference("word", key.id)
        try tx.record(
            Event(
                sentences.values.allSatisfy { $0 == nil } ? "word.reset" : "word.changed", of: subject,
                sequence: try tx.nextSequence(of: subject), by: actor, in: world,
                details: [
                    "languages": sentences.keys.map(\.rawValue).sorted().joined(separator: " "), "from": start.description,
                    "to": to?.description ?? "",
                ], digest: try store.digest(of: key.id)))
        try tx.touch(.words)
    }

    /// - Parameter history: of the sentence, the change made last first.
    private func changed(meanwhile history: [WordOverride], after seen: Int, _ ours: Words, _ key: TextKey) -> AppError {
        let (later, before) = (history.dropLast(max(0, seen)), history.suffix(max(0, seen)))
        let issues = Language.allCases.compactMap { language -> Issue? in
            guard let now = later.first(where: { $0.language == language }) else { return nil }
            let own = ours.sentence(key, language) ?? "–"
            let was = before.first { $0.language == language }
            return Issue(
                language == .indonesian ? "indonesian" : "english",
                Message("directory.changed_field", ["from": was?.sentence ?? own, "to": now.sentence ?? own]))
        }
        return AppError(.conflict, "directory.changed_meanwhile", issues: issues)
    }

    /// Names in braces that the program fills in.
    private func placeholders(_ sentence: String) -> Set<String> {
        Set(sentence.matches(of: /\{([^{}|]+)/).map { String($0.1) })
    }
}

extension Transaction {
    /// Keeps a setting's new value with its event.
    package func setSetting(_ key: String, _ value: String, from day: Day, by actor: Actor, in world: World) throws {
        try SettingStore(self).set(key, value, from: day, by: actor, in: world)
        let subject = Reference("setting", key)
        try record(
            Event(
                "setting.changed", of: subject, sequence: try nextSequence(of: subject), by: actor, in: world,
                details: ["key": key, "from": day.description], digest: Seal.digest([key, value])))
        try touch(.settings)
    }
}
