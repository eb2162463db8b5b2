import Kernel
import Storage
import Work

/// What administrators do with holiday calendars: they change a year's draft and then publish it. Publishing is the event
/// `calendar.published` (details `year`), on which everyone who keeps deadlines computes them anew.
package struct EditCalendars: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    /// Adds or renames a day off in the year's draft, beginning one when there is none.
    @discardableResult
    package func put(_ holiday: Holiday, by actor: Actor) async throws -> HolidayCalendar {
        try actor.need(DirectoryPermission.calendars)
        let name = Plain.line(holiday.name)
        guard !name.isEmpty, name.count <= 120 else { throw AppError.invalid("name", "directory.required") }
        return try await write { tx, world in
            try CalendarWriter(tx, world: world, by: actor).put([Holiday(holiday.day, name, holiday.kind)]).drafts[0]
        }
    }

    package func remove(_ day: Day, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.calendars)
        try await write { tx, world in try CalendarWriter(tx, world: world, by: actor).remove(day) }
    }

    /// Puts the draft in force.
    package func publish(year: Int, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.calendars)
        try await write { tx, world in try CalendarWriter(tx, world: world, by: actor).publish(year: year, seen: seen) }
    }

    /// Throws the draft away; what is published stays in force.
    package func discard(year: Int, seen: Int, by actor: Actor) async throws {
        try actor.need(DirectoryPermission.calendars)
        try await write { tx, world in
            guard let draft = try CalendarStore(tx).draft(year: year) else { throw AppError.notFound }
            try tx.needVersion(seen, of: draft.reference, current: draft.version)
            try CalendarStore(tx).delete(draft.id)
            try tx.keep(draft.reference, version: draft.version + 1, "calendar.discarded", fields: [:], by: actor, in: world)
            try tx.touch(.calendars)
        }
    }

    private func write<T: Sendable>(_ body: @escaping @Sendable (Transaction, World) throws -> T) async throws -> T {
        let result = try await directory.database.write { [world = directory.world] tx in try body(tx, world) }
        try await directory.refresh()
        return result
    }
}
