import Kernel
import Storage
import Synchronization

/// What every request asks the directory for, in memory: regions, agencies, calendars, settings and words.
///
/// One per installation. Acts call ``refresh()`` after their commit; other processes notice within seconds by
/// ``refresh()`` on a schedule, which costs one small read when nothing has changed.
package final class DirectoryIndex: Sendable {
    private struct Held {
        var revisions: [DirectoryPart: Int] = [:]
        var agencies = AgencyTree()
        var calendarVersions: [HolidayCalendar] = []
        var calendars = Calendars()
        var settings = RegencySettings()
        var words = OwnWords()
        var roles: [Identifier<Role>: Role] = [:]
    }

    package let database: Database
    package let world: World
    package let places = Places()
    /// The regency this installation serves, as the operator's settings name it.
    private let regency: RegionCode?
    /// Hours the regency's clocks are ahead of UTC.
    package let offsetHours: Int
    private let held = Mutex(Held())
    private let listeners = Mutex<[@Sendable (Set<DirectoryPart>) -> Void]>([])

    package init(database: Database, world: World, regency: RegionCode? = nil, offsetHours: Int = 7) {
        self.database = database
        self.world = world
        self.regency = regency
        self.offsetHours = offsetHours
    }

    package var agencies: AgencyTree { held.withLock { $0.agencies } }
    package var calendars: Calendars { held.withLock { $0.calendars } }
    package var settings: RegencySettings { held.withLock { $0.settings } }
    /// The regency's own words with their days.
    package var ownWords: OwnWords { held.withLock { $0.words } }
    /// Those that hold today, to be laid over ours.
    package var words: Words { ownWords.words(on: today) }
    package var roles: [Identifier<Role>: Role] { held.withLock { $0.roles } }
    /// Changes with every change to accounts, roles, grants and agencies; whoever remembers actors forgets them then.
    package var accessRevision: Int {
        held.withLock { ($0.revisions[.access] ?? 0) &+ ($0.revisions[.agencies] ?? 0) }
    }

    /// Changes with everything that is kept here, so that pages made of it are made anew.
    package var revision: Int { held.withLock { $0.revisions.values.reduce(0, &+) } }

    /// Today on the regency's clocks.
    package var today: Day { world.now().parts(offsetHours: offsetHours).day }

    /// Runs the closure after each refresh that brought something new, with the parts that did.
    package func onChange(_ listener: @escaping @Sendable (Set<DirectoryPart>) -> Void) { listeners.withLock { $0.append(listener) } }

    /// Loads whatever has changed since the last time.
    package func refresh() async throws {
        let known = held.withLock { $0.revisions }
        let loaded = try await database.read { [regency] tx -> Loaded in
            let revisions = try tx.directoryRevisions()
            let stale = Set(DirectoryPart.allCases.filter { revisions[$0] != known[$0] })
            return try Loaded(tx, revisions, stale, regency)
        }
        guard !loaded.parts.isEmpty else { return }
        held.withLock { held in
            // A slower reader that started earlier must not put back what a later one has replaced.
            guard held.revisions.allSatisfy({ (loaded.revisions[$0.key] ?? 0) >= $0.value }) else { return }
            held.revisions = loaded.revisions
            if let places = loaded.places { self.places.replace(places) }
            if let agencies = loaded.agencies { held.agencies = agencies }
            if let calendars = loaded.calendars { held.calendarVersions = calendars }
            if let settings = loaded.settings { held.settings = settings }
            if let words = loaded.words { held.words = words }
            if let roles = loaded.roles { held.roles = roles }
            held.calendars = Calendars(held.calendarVersions, agencies: held.agencies, offsetHours: offsetHours)
        }
        for listener in listeners.withLock({ $0 }) { listener(loaded.parts) }
    }
}

/// The parts read anew in one refresh.
private struct Loaded: Sendable {
    var revisions: [DirectoryPart: Int]
    var places: PlacesSnapshot?
    var agencies: AgencyTree?
    var calendars: [HolidayCalendar]?
    var settings: RegencySettings?
    var words: OwnWords?
    var roles: [Identifier<Role>: Role]?
    let parts: Set<DirectoryPart>

    init(_ tx: Transaction, _ revisions: [DirectoryPart: Int], _ stale: Set<DirectoryPart>, _ regency: RegionCode?) throws {
        self.revisions = revisions
        parts = stale
        if stale.contains(.regions) { places = try PlacesSnapshot.load(tx, regency: regency) }
        if stale.contains(.settings) { settings = RegencySettings(try SettingStore(tx).all()) }
        if stale.contains(.agencies) { agencies = AgencyTree(try AgencyStore(tx).all()) }
        if stale.contains(.calendars) { calendars = try CalendarStore(tx).all() }
        if stale.contains(.words) { words = try WordStore(tx).all() }
        if stale.contains(.access) { roles = Dictionary(try RoleStore(tx).all().map { ($0.id, $0) }) { $1 } }
    }
}
