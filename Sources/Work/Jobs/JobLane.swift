/// Jobs that wait for each other, and for no others: what lasts long, or waits for machines elsewhere, has a lane of its own, so that it
/// holds up nobody who asked for something else.
package struct JobLane: Hashable, Sendable {
    package let name: String
    /// How many of its jobs one process does side by side.
    package let width: Int

    package init(_ name: String, width: Int = 1) {
        self.name = name
        self.width = width
    }

    /// What is done in a moment, such as deadlines of a new calendar. Jobs of kinds that nobody here knows are here too.
    package static let quick = JobLane("quick")
    /// Mails: their server may be slow.
    package static let mailing = JobLane("mailing")
    /// Files that clerks wait for.
    package static let reading = JobLane("reading")
    /// Files so large that reading them takes minutes.
    package static let importing = JobLane("importing")
    /// Versions held against each other, for those who want to be told.
    package static let comparing = JobLane("comparing")
    /// Books, verification of all that is kept, reference data.
    package static let making = JobLane("making")
    /// What is fetched from elsewhere. Of several slow sources one still leaves room for others.
    package static let fetching = JobLane("fetching", width: 2)
    /// What is sent to other systems, some of which answer slowly.
    package static let telling = JobLane("telling", width: 2)
}
