import Kernel
import Storage
import Tables
import Work

/// Changes to calendars inside a transaction, for pages, the importer and the demo alike.
package struct CalendarWriter {
    let tx: Transaction
    let world: World
    let actor: Actor

    package init(_ tx: Transaction, world: World, by actor: Actor) {
        self.tx = tx
        self.world = world
        self.actor = actor
    }

    /// Puts days into the drafts of their years. Days that are in force already as they are begin no draft.
    /// - Returns: the drafts of those years, and what became of each day, in order.
    @discardableResult
    package func put(_ holidays: [Holiday]) throws -> (drafts: [HolidayCalendar], outcomes: [ImportReport.Outcome]) {
        var outcomes: [ImportReport.Outcome] = []
        var drafts: [Int: HolidayCalendar] = [:]
        var changed: Set<Int> = []
        for holiday in holidays {
            let year = holiday.day.civil.year
            let published = try CalendarStore(tx).published(year: year)
            var draft = try drafts[year] ?? openDraft(year, published)
            let old = draft.holidays.first { $0.day == holiday.day }
            outcomes.append(old == nil ? .added : old == holiday ? .unchanged : .changed)
            if old != holiday {
                draft.holidays.removeAll { $0.day == holiday.day }
                draft.holidays.append(holiday)
                draft.holidays.sort { $0.day < $1.day }
                changed.insert(year)
            }
            drafts[year] = draft
        }
        for year in changed.sorted() { drafts[year] = try save(drafts[year]!) }
        return (drafts.keys.sorted().map { drafts[$0]! }, outcomes)
    }

    func remove(_ day: Day) throws {
        let year = day.civil.year
        var draft = try openDraft(year, CalendarStore(tx).published(year: year))
        guard draft.holidays.contains(where: { $0.day == day }) else { throw AppError.notFound }
        draft.holidays.removeAll { $0.day == day }
        try save(draft)
    }

    /// - Parameter seen: the draft's version the person had before them; `nil` publishes whatever there is.
    package func publish(year: Int, seen: Int?) throws {
        guard var draft = try CalendarStore(tx).draft(year: year) else { throw AppError.notFound }
        if let seen { try tx.needVersion(seen, of: draft.reference, current: draft.version) }
        draft.publishedAt = world.now()
        draft.publishedBy = actor.id
        draft.version += 1
        guard try CalendarStore(tx).update(draft) else { throw AppError.conflict("directory.changed_meanwhile") }
        try tx.keep(
            draft.reference, version: draft.version, "calendar.published", fields: draft.fields, by: actor, in: world,
            details: ["year": "\(year)", "number": "\(draft.number)"])
        try tx.touch(.calendars)
    }

    /// The year's draft, or one made of what is published, with version 0 while it is not kept.
    private func openDraft(_ year: Int, _ published: HolidayCalendar?) throws -> HolidayCalendar {
        try CalendarStore(tx).draft(year: year)
            ?? HolidayCalendar(
                id: world.newID(), year: year, number: (published?.number ?? 0) + 1, holidays: published?.holidays ?? [], version: 0)
    }

    @discardableResult
    private func save(_ draft: HolidayCalendar) throws -> HolidayCalendar {
        var draft = draft
        draft.version += 1
        if draft.version == 1 {
            try CalendarStore(tx).insert(draft, now: world.now())
        } else if try !CalendarStore(tx).update(draft) {
            throw AppError.conflict("directory.changed_meanwhile")
        }
        try tx.keep(
            draft.reference, version: draft.version, draft.version == 1 ? "calendar.drafted" : "calendar.changed", fields: draft.fields,
            by: actor, in: world, details: ["year": "\(draft.year)"])
        try tx.touch(.calendars)
        return draft
    }
}
