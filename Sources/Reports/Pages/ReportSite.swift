import Directory
import Kernel
import Storage
import Web
import Work

/// What the pages and endpoints of reports stand on, put among the installation's services at the start. A class: every request is handed
/// it, and each copy of a structure counted the thirty things it holds.
package final class ReportSite: Sendable {
    package let desk: ReportDesk
    package let directory: DirectoryIndex
    package let files: FileStore
    /// Names the records of other capabilities in the one work list.
    package let references: ReferenceResolver
    /// Whoever holds one of these may have something on the one work list; under no other permission is anything owed.
    let owing: [Permission]

    /// - Parameter owing: permissions of other capabilities under which work is owed.
    package init(
        desk: ReportDesk, directory: DirectoryIndex, files: FileStore, references: ReferenceResolver = ReferenceResolver([]),
        owing: [Permission] = []
    ) {
        self.desk = desk
        self.directory = directory
        self.files = files
        self.references = references
        self.owing = Permission.owingReports + owing
    }

    /// Another text whenever a name may be another: ask for it before reading what it is kept with.
    var revision: String { "\(desk.rules.revision)|\(directory.revision)|\(directory.today)" }

    /// Names of what reports refer to, as they are now.
    package func names(_ language: Language) async throws -> Names {
        // The revision first: names may be newer than it says, never older.
        let revision = revision
        return Names(
            tree: try await desk.categories(), agencies: directory.agencies, places: directory.places.now, language: language,
            today: directory.today, revision: revision)
    }

    /// For ``Web/Request/unlessChanged(_:_:)``: another text whenever something that pages of reports show has changed, whoever
    /// changed it. Costs no read on SQLite.
    package func validator() async throws -> String {
        // Before anything is read, so that the text may be too old for what is shown, never too new.
        let mark = try await desk.database.changeMark()
        _ = try await desk.categories()
        return "\(mark)|\(desk.rules.revision)|\(directory.revision)|\(directory.today)"
    }
}

extension ReportDesk {
    /// Every category, from memory when it was read a moment ago.
    package func categories() async throws -> CategoryTree {
        let now = world.now()
        if let tree = rules.categoriesInMemory(at: now) { return tree }
        return try await database.read { tx in try rules.categories(at: now, tx) }
    }
}

extension Request {
    /// The regency's reports.
    package var reports: ReportSite { installation.services.get() }
}
