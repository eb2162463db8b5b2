import Directory
import Kernel
import Storage
import Web
import Work

/// The imports of plans as pages and API see them: a file is received, shown with what its columns mean and what keeping it would change,
/// corrected, and kept or put away.
package struct PlanImportDesk: Sendable {
    package let directory: DirectoryIndex
    package let files: FileStore

    package init(directory: DirectoryIndex, files: FileStore) {
        self.directory = directory
        self.files = files
    }

    private var database: Database { directory.database }
    private var world: World { directory.world }

    /// Receives a file: keeps it and records that it came, after it could be read.
    package func receive(_ bytes: [UInt8], filename: String, scope: PlanScope, source: String, by actor: Actor) async throws -> PlanImport {
        let map = try await database.read { try $0.columnMap(source: source) }
        // A file that is none is told so before anything of it is kept.
        _ = try await Background.run { try SheetRows(bytes).peek(1) }
        try ImportPlan.check(scope, by: actor)
        let hash = try await files.put(bytes)
        return try await database.write { tx in
            let made = PlanImport(
                id: world.newID(), scope: scope, source: source, filename: filename, fileHash: hash, map: map, state: .read,
                createdAt: world.now(), createdBy: actor.id, version: 1)
            try tx.insert(made, by: actor, in: world)
            return made
        }
    }

    /// - Throws: `.notFound` when there is none that is this actor's to see: his own, or any for the planning agency.
    package func find(_ id: Identifier<PlanImport>, for actor: Actor) async throws -> PlanImport {
        let found = try await database.read { try $0.planImport(id) }
        guard let found, PlanImportDesk.may(found, actor) else { throw AppError.notFound }
        return found
    }

    package static func may(_ made: PlanImport, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || made.createdBy == actor.id
            || made.scope.agency.map { actor.may(.writePlans, agency: $0.text) } ?? false
    }

    /// The youngest of those this actor may see.
    package func list(for actor: Actor) async throws -> [PlanImport] {
        try await database.read { try $0.planImports(limit: 200) }.filter { PlanImportDesk.may($0, actor) }.prefix(50).map(\.self)
    }

    /// What the file says and what keeping it would change.
    package func compare(_ made: PlanImport, by actor: Actor) async throws -> PlanImportReport {
        try await ImportPlan(directory).compare(.bytes(try await bytes(made)), made.scope, map: made.map, by: actor)
    }

    /// Its columns, also of a file that cannot be read yet.
    package func columns(_ made: PlanImport) async throws -> PlanReading {
        try await ImportPlan(directory).columns(.bytes(try await bytes(made)), made.scope, map: made.map)
    }

    /// Corrects what columns mean.
    package func correct(
        _ id: Identifier<PlanImport>, _ chosen: [String: PlanColumn], seen: Int, by actor: Actor
    ) async throws -> PlanImport {
        try await change(id, seen: seen, by: actor) { tx, made in
            made.map = made.map.correcting(chosen)
            try tx.update(&made, "plan_import.corrected", by: actor, in: world)
        }
    }

    /// Keeps the file as a draft.
    package func keep(_ id: Identifier<PlanImport>, seen: Int, by actor: Actor) async throws -> (PlanImport, PlanImportReport) {
        let made = try await find(id, for: actor)
        guard made.state == .read else { throw AppError.conflict("plan.import.done") }
        guard made.version == seen else { throw AppError.conflict("error.changed_meanwhile") }
        let report = try await ImportPlan(directory).keep(
            .bytes(try await bytes(made)), made.scope, map: made.map, remembering: made.source, by: actor
        ) { [world] tx, plans in
            var kept = made
            kept.state = .kept
            let told = ["added": "\(plans.added)", "changed": "\(plans.changed)", "gone": "\(plans.gone)", "matched": "\(plans.matched)"]
            try tx.update(&kept, "plan_import.kept", by: actor, in: world, details: told)
        }
        return (try await find(id, for: actor), report)
    }

    /// Puts the file away; what it would have changed stays as it was.
    @discardableResult
    package func discard(_ id: Identifier<PlanImport>, seen: Int, by actor: Actor) async throws -> PlanImport {
        try await change(id, seen: seen, by: actor) { tx, made in
            made.state = .discarded
            try tx.update(&made, "plan_import.discarded", by: actor, in: world)
        }
    }

    private func change(
        _ id: Identifier<PlanImport>, seen: Int, by actor: Actor,
        _ act: @escaping @Sendable (Transaction, inout PlanImport) throws -> Void
    ) async throws -> PlanImport {
        try await database.write { tx in
            guard var made = try tx.planImport(id), PlanImportDesk.may(made, actor) else { throw AppError.notFound }
            guard made.state == .read else { throw AppError.conflict("plan.import.done") }
            guard made.version == seen else { throw AppError.conflict("error.changed_meanwhile") }
            try act(tx, &made)
            return made
        }
    }

    private func bytes(_ made: PlanImport) async throws -> [UInt8] {
        guard let bytes = try await files.get(made.fileHash) else { throw AppError.conflict("plan.import.file_gone") }
        return bytes
    }
}

extension Request {
    package var planImports: PlanImportDesk { installation.services.get() }
}
