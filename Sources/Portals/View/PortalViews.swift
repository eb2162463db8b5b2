import Catalogue
import Directory
import Kernel
import Storage
import Synchronization
import Web

/// Keeps the view of the catalogue that other portals get, and makes it anew when the catalogue or the directory has changed; once,
/// however many ask for it. Of twenty thousand datasets most are as they were, and their texts are not taken apart again.
package final class PortalViews: Sendable {
    /// What a view was made of.
    private struct Made: Sendable {
        var directory: Int
        var themes: [Theme]
        /// By the dataset's id.
        var entries: [String: CatalogueEntry]
        var view: PortalView
    }

    private let index: CatalogueIndex
    private let directory: DirectoryIndex
    private let address: PortalAddress
    private let held = Mutex<(revision: String, view: Task<PortalView, any Error>)?>(nil)
    private let last = Mutex<Made?>(nil)

    package init(index: CatalogueIndex, directory: DirectoryIndex, address: PortalAddress) {
        self.index = index
        self.directory = directory
        self.address = address
    }

    /// The catalogue as everybody may see it now. Made once for each change of the catalogue or the directory, however many ask meanwhile.
    package func now() async throws -> PortalView {
        let revision = "\(index.revision).\(directory.revision)"
        let task = held.withLock { held in
            if let held, held.revision == revision { return held.view }
            let task = Task { [self] in try await make(revision) }
            held = (revision, task)
            return task
        }
        do {
            return try await task.value
        } catch {
            // The next one tries again.
            held.withLock { if $0?.revision == revision { $0 = nil } }
            throw error
        }
    }

    private func make(_ revision: String) async throws -> PortalView {
        let themes = try await index.database.read { try $0.themes() }
        // Before what it counts, so that names which change meanwhile are never taken for the same.
        let known = directory.revision
        let (entries, agencies, places) = (index.snapshot.entries, directory.agencies, directory.places.now)
        let before = last.withLock { $0 }.flatMap { $0.directory == known && $0.themes == themes ? $0 : nil }
        return await Background.run { [self] in
            let groups = PortalGroup.all(themes)
            let byName = Dictionary(groups.map { ($0.name, $0) }) { $1 }
            let datasets = entries.compactMap { PortalDataset($0, agencies: agencies, places: places, groups: byName) }
            let byID = Dictionary(entries.map { ($0.dataset.id.text, $0) }) { $1 }
            let unchanged = before.map { before in byID.filter { before.entries[$0.key] === $0.value } } ?? [:]
            let view = PortalView(datasets, groups: groups, revision: revision, after: before?.view, unchanged: Set(unchanged.keys)) {
                address.file($1, of: $0)
            }
            last.withLock { $0 = Made(directory: known, themes: themes, entries: byID, view: view) }
            return view
        }
    }
}

extension PortalView {
    /// The catalogue as it is now.
    static func now(_ installation: Installation) async throws -> PortalView {
        try await installation.services.get(PortalViews.self).now()
    }
}
