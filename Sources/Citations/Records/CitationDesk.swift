import Catalogue
import Columns
import Directory
import Kernel
import Signing
import Storage
import Synchronization
import Web
import Work

/// Where numbers are cited and found again. Nothing else writes to the tables of citations.
package struct CitationDesk: Sendable {
    package let database: Database
    package let world: World
    package let reader: CatalogueReader
    package let directory: DirectoryIndex
    package let keys: KeyRing
    /// The absolute address of a path on this installation, for deeds and QR codes.
    package let absolute: @Sendable (String) -> String
    let compared = ComparedValues()

    package init(
        database: Database, world: World, reader: CatalogueReader, directory: DirectoryIndex, keys: KeyRing,
        absolute: @escaping @Sendable (String) -> String
    ) {
        self.database = database
        self.world = world
        self.reader = reader
        self.directory = directory
        self.keys = keys
        self.absolute = absolute
    }

    /// A citation as far as somebody may see it: those of open data everybody, also after the data were withdrawn; all others, and those
    /// of a version that stays shut though its dataset was opened since, only whoever may read the version they are of.
    /// - Throws: `.notFound` for a wrong code, for one that nobody made, and for what is not hers to see, alike.
    package func find(code typed: String, for actor: Actor) async throws -> (citation: Citation, dataset: Dataset) {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        let found = try await database.read { tx -> (Citation, Dataset, Bool)? in
            guard let citation = try tx.citation(code: code), let dataset = try tx.dataset(citation.dataset) else { return nil }
            return (citation, dataset, try CitationDesk.isOpen(dataset) && tx.isShut(citation.version))
        }
        guard let (citation, dataset, isShut) = found else { throw AppError.notFound }
        if CitationDesk.isOpen(dataset) {
            if isShut, !DatasetPolicy.maySeeFiles(dataset, actor, isOpen: false) { throw AppError.notFound }
            return (citation, dataset)
        }
        guard let rule = try await reader.rule(dataset, citation.distribution, actor), rule.isWhole else { throw AppError.notFound }
        return (citation, dataset)
    }

    /// Citations of a dataset's numbers that somebody may see, the newest first.
    package func list(of dataset: Dataset, for actor: Actor, before: String? = nil, limit: Int) async throws -> [Citation] {
        let isPublic = CitationDesk.isOpen(dataset) && !DatasetPolicy.maySeeFiles(dataset, actor, isOpen: false)
        let (found, shut) = try await database.read { tx in
            let found = try tx.citations(of: dataset.id.text, before: before, limit: limit)
            let shut: Set<Identifier<DatasetVersion>> = try isPublic ? Set(found.map(\.version)).filter { try tx.isShut($0) } : []
            return (found, shut)
        }
        if CitationDesk.isOpen(dataset) { return found.filter { !shut.contains($0.version) } }
        var seen: [Identifier<Distribution>: Bool] = [:]
        var mine: [Citation] = []
        for citation in found {
            if seen[citation.distribution] == nil {
                seen[citation.distribution] = try await reader.rule(dataset, citation.distribution, actor)?.isWhole ?? false
            }
            if seen[citation.distribution] == true { mine.append(citation) }
        }
        return mine
    }

    /// Whether numbers of a dataset are everybody's to see, but for those of a version that stays shut.
    static func isOpen(_ dataset: Dataset) -> Bool { dataset.access == .open && DatasetPolicy.isListed(dataset) }
}

extension Transaction {
    /// Whether a version of an open dataset stays shut, and with it every number that was made of it.
    func isShut(_ id: Identifier<DatasetVersion>) throws -> Bool {
        guard let version = try datasetVersion(id), let table = try distribution(version.distribution) else { return true }
        return try version.id != table.currentVersion && isWithheld(version)
    }
}
