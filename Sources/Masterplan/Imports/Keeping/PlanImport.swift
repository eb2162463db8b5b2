import Directory
import Kernel
import Storage
import Work

/// A file that somebody brought, from the moment it was read until it was kept as a draft or put away.
package struct PlanImport: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable {
        /// Read, its columns shown, not yet kept.
        case read
        case kept, discarded
        package var label: TextKey { TextKey("plan.import.state.\(rawValue)") }
    }

    package var id: Identifier<PlanImport>
    package var scope: PlanScope
    /// The program whose columns are remembered, such as `SIPD`.
    package var source: String
    package var filename: String
    /// Under which the file is kept.
    package var fileHash: String
    package var map: ColumnMap
    package var state: State
    package var createdAt: Instant
    package var createdBy: String
    package var version: Int

    package static let kind = "plan_import"
    package var reference: Reference { Reference(PlanImport.kind, id) }

    var digest: String {
        Seal.digest([
            id.text, scope.kind.rawValue, String(scope.years.lowerBound), String(scope.years.upperBound), scope.agency?.text,
            scope.isSpending ? "spent" : "planned", source, filename, fileHash, map.json, state.rawValue, createdAt.description, createdBy,
            String(version),
        ])
    }
}

extension PlanImport {
    init(row: Row) {
        id = row.id("id")
        scope = PlanScope(
            kind: PlanEdition.Kind(rawValue: row.text("kind")) ?? .annualWork, years: row.int("from_year")...row.int("to_year"),
            agency: row.idIfAny("agency_id"), isSpending: row.bool("is_spending"))
        source = row.text("source")
        filename = row.text("filename")
        fileHash = row.text("file_hash")
        map = ColumnMap(json: row.text("columns"))
        state = State(rawValue: row.text("state")) ?? .discarded
        createdAt = row.instant("created_at")
        createdBy = row.text("created_by")
        version = row.int("version")
    }
}

extension Transaction {
    package func planImport(_ id: Identifier<PlanImport>) throws -> PlanImport? {
        try row("SELECT * FROM plan_import WHERE id = \(id)").map(PlanImport.init(row:))
    }

    /// The youngest first.
    /// - Parameter agencies: only those of these agencies; `nil` for all.
    package func planImports(agencies: Set<String>? = nil, limit: Int = 50) throws -> [PlanImport] {
        let whose: SQL = agencies.map { "WHERE agency_id IN (\(SQL.list($0.sorted())))" } ?? ""
        return try rows("SELECT * FROM plan_import \(whose) ORDER BY id DESC LIMIT \(limit)").map(PlanImport.init(row:))
    }

    /// What the columns of a source's tables were last said to mean.
    package func columnMap(source: String) throws -> ColumnMap {
        try row("SELECT columns FROM plan_column_map WHERE source = \(source)").map { ColumnMap(json: $0.text("columns")) } ?? ColumnMap()
    }

    func keep(_ map: ColumnMap, of source: String, by actor: Actor, in world: World) throws {
        guard try columnMap(source: source) != map else { return }
        try run(
            """
            INSERT INTO plan_column_map (source, columns) VALUES (\(source), \(Value.json(map.json)))
            ON CONFLICT (source) DO UPDATE SET columns = excluded.columns
            """)
        let subject = Reference("plan_column_map", source)
        try record(
            Event(
                "plan_column_map.changed", of: subject, sequence: nextSequence(of: subject), by: actor, in: world,
                digest: Seal.digest([source, map.json])))
    }

    func insert(_ made: PlanImport, by actor: Actor, in world: World) throws {
        try run(
            """
            INSERT INTO plan_import (id, kind, from_year, to_year, agency_id, is_spending, source, filename, file_hash, columns, state, created_at,
                created_by, version)
            VALUES (\(made.id), \(made.scope.kind.rawValue), \(made.scope.years.lowerBound), \(made.scope.years.upperBound),
                \(made.scope.agency), \(made.scope.isSpending), \(made.source), \(made.filename), \(made.fileHash), \(Value.json(made.map.json)),
                \(made.state.rawValue), \(made.createdAt), \(made.createdBy), \(made.version))
            """)
        try record(made, "plan_import.read", by: actor, in: world)
    }

    /// Writes over the version that was seen.
    func update(_ changed: inout PlanImport, _ kind: String, by actor: Actor, in world: World, details: [String: String] = [:]) throws {
        let before = changed.version
        changed.version += 1
        let saved = try run(
            """
            UPDATE plan_import SET columns = \(Value.json(changed.map.json)), state = \(changed.state.rawValue), version = \(changed.version)
            WHERE id = \(changed.id) AND version = \(before)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        try record(changed, kind, by: actor, in: world, details: details)
    }

    private func record(_ made: PlanImport, _ kind: String, by actor: Actor, in world: World, details: [String: String] = [:]) throws {
        try record(
            Event(
                kind, of: made.reference, sequence: made.version, by: actor, in: world, agency: made.scope.agency?.text, details: details,
                digest: made.digest))
    }
}
