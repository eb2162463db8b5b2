import Kernel
import Storage
import Work

/// What administrators do with agencies. Each act checks who may, then what, and writes record and event together.
package struct EditAgencies: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    @discardableResult
    package func create(_ draft: AgencyDraft, by actor: Actor) async throws -> Agency {
        try actor.need(DirectoryPermission.agencies, agency: draft.parent?.text)
        let agency = try await directory.database.write { [world = directory.world] tx in
            try AgencyWriter(tx, world: world, by: actor).create(draft)
        }
        try await directory.refresh()
        return agency
    }

    /// - Parameter seen: the version the person had before them.
    @discardableResult
    package func update(_ id: Identifier<Agency>, _ draft: AgencyDraft, seen: Int, by actor: Actor) async throws -> Agency {
        try actor.need(DirectoryPermission.agencies, agency: id.text)
        // Moving it under another agency needs that agency's consent as well.
        if let parent = draft.parent, directory.agencies[id]?.parent != parent {
            try actor.need(DirectoryPermission.agencies, agency: parent.text)
        }
        let agency = try await directory.database.write { [world = directory.world] tx in
            try AgencyWriter(tx, world: world, by: actor).update(id, draft, seen: seen)
        }
        try await directory.refresh()
        return agency
    }

    /// Ends it on a day (the last it exists); work still in its hands must be given to others.
    package func end(_ id: Identifier<Agency>, on day: Day, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.agencies, agency: id.text)
        try await directory.database.write { [world = directory.world] tx in
            guard let agency = try AgencyStore(tx).find(id) else { throw AppError.notFound }
            var draft = AgencyDraft(agency)
            draft.validTo = day
            try AgencyWriter(tx, world: world, by: actor).update(id, draft, seen: seen, kind: "agency.ended")
        }
        try await directory.refresh()
    }

    /// Takes the end back.
    package func reopen(_ id: Identifier<Agency>, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.agencies, agency: id.text)
        try await directory.database.write { [world = directory.world] tx in
            guard let agency = try AgencyStore(tx).find(id) else { throw AppError.notFound }
            guard agency.mergedInto == nil else { throw AppError.conflict("directory.agency.was_merged") }
            var draft = AgencyDraft(agency)
            draft.validTo = nil
            try AgencyWriter(tx, world: world, by: actor).update(id, draft, seen: seen, kind: "agency.reopened")
        }
        try await directory.refresh()
    }

    /// Merges an agency into another as of today: its people, the agencies below it and what is granted for it move over.
    /// Others hear of it by the event `agency.merged` (details `into`) and move what is theirs, such as open reports.
    package func merge(_ id: Identifier<Agency>, into target: Identifier<Agency>, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.agencies, agency: id.text)
        try actor.need(DirectoryPermission.agencies, agency: target.text)
        let today = directory.today
        try await directory.database.write { [world = directory.world] tx in
            try AgencyWriter(tx, world: world, by: actor).merge(id, into: target, seen: seen, today: today)
        }
        try await directory.refresh()
    }
}
