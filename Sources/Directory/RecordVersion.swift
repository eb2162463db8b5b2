import Kernel
import Storage
import Work

/// What a record of the directory looked like after one change.
package struct RecordVersion: Sendable {
    package var version: Int
    package var at: Instant
    package var actorKind: Actor.Kind
    package var actorID: String
    /// Values by field name. No secrets, and nothing about a person beyond what the office needs to trace.
    package var fields: [String: String]
}

extension Transaction {
    /// Records an event about a record of the directory together with its fields after the change.
    /// - Parameters:
    ///   - version: the record's new version, which is the event's sequence: two clerks cannot both take it.
    ///   - digest: of the record, where it covers other things than the fields.
    package func keep(
        _ subject: Reference, version: Int, _ kind: String, fields: [String: String], by actor: Actor, in world: World,
        agency: String? = nil, details: [String: String] = [:], digest: String? = nil
    ) throws {
        try record(
            Event(
                kind, of: subject, sequence: version, by: actor, in: world, agency: agency, details: details,
                digest: digest ?? DirectoryDigests.digest(fields)))
        try run(
            """
            INSERT INTO record_version (subject_kind, subject_id, version, at, actor_kind, actor_id, fields)
            VALUES (\(subject.kind), \(subject.id), \(version), \(world.now()), \(actor.kind.rawValue), \(actor.id),
                \(Value.json(flatJSON(fields))))
            """)
    }

    /// Every state of a record, the newest first.
    package func versions(of subject: Reference) throws -> [RecordVersion] {
        try rows(
            """
            SELECT version, at, actor_kind, actor_id, fields FROM record_version
            WHERE subject_kind = \(subject.kind) AND subject_id = \(subject.id) ORDER BY version DESC
            """
        ).map { row in
            RecordVersion(
                version: row.int("version"), at: row.instant("at"), actorKind: Actor.Kind(rawValue: row.text("actor_kind")) ?? .system,
                actorID: row.text("actor_id"), fields: parseFlatJSON(row.text("fields")))
        }
    }

    /// Refuses a change to a record that somebody else changed after the page was opened, and says which fields, from what
    /// to what, so that the second of two clerks need not compare by eye.
    package func needVersion(_ seen: Int, of subject: Reference, current: Int) throws {
        guard seen != current else { return }
        let history = try versions(of: subject)
        let before = history.first { $0.version == seen }?.fields ?? [:]
        let now = history.first { $0.version == current }?.fields ?? [:]
        let changes = Set(before.keys).union(now.keys).sorted().compactMap { key -> Issue? in
            guard before[key] != now[key] else { return nil }
            return Issue(key, Message("directory.changed_field", ["from": before[key] ?? "–", "to": now[key] ?? "–"]))
        }
        throw AppError(.conflict, "directory.changed_meanwhile", issues: changes)
    }
}
