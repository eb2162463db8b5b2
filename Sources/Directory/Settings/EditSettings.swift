import Kernel
import Storage
import Work

/// What administrators do with settings and words.
package struct EditSettings: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    /// Gives settings new values from a day on; values that stay as they are leave no trace.
    package func set(_ values: [String: String], from day: Day, needing permission: Permission, by actor: Actor) async throws {
        try actor.need(permission)
        let present = directory.settings
        let changed = values.filter { present.value($0.key, on: day) != $0.value }
        guard !changed.isEmpty else { return }
        try await directory.database.write { [world = directory.world] tx in
            for key in changed.keys.sorted() {
                try tx.setSetting(key, changed[key]!, from: day, by: actor, in: world)
            }
        }
        try await directory.refresh()
    }

    /// Puts the regency's own sentence over ours; `nil` goes back to ours, and for good means that what was to begin later does not.
    /// - Parameters:
    ///   - from: the first day; today unless given.
    ///   - to: the last day, after which what held before holds again; `nil` is for good.
    package func setWord(
        _ key: TextKey, _ sentences: [Language: String?], from: Day? = nil, to: Day? = nil, ours: Words, by actor: Actor
    ) async throws {
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
        try await directory.database.write { [world = directory.world] tx in
            let store = WordStore(tx)
            let later = to == nil ? try store.history(key.id).filter { $0.validFrom > start } : []
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
                    ]))
            try tx.touch(.words)
        }
        try await directory.refresh()
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
