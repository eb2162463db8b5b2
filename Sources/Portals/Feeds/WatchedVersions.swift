import Catalogue
import Columns
import Kernel
import Storage
import Synchronization
import Web
import Work

/// Versions in which what somebody watches has changed: a column, or the rows that a filter finds.
struct WatchedVersions {
    let request: Request
    let watch: ChangeWatch
    let filter: String

    /// Versions that are looked through, the newest.
    static let mostVersions = 12
    /// Versions never change, so what was found out about two of them holds for ever.
    private static let known = Mutex<[String: Bool]>([:])
    private static let mostKnown = 4000

    /// Those of one table that differ from the one before, the newest first; the first version of all is news as well.
    /// - Throws: `.invalid` when the filter is none of the table as it is now, `.forbidden` for what is not open to everybody.
    func of(_ table: Identifier<Distribution>) async throws -> [DatasetVersion] {
        let versions = try await request.database.read { tx in try tx.versions(of: table, limit: Self.mostVersions + 1) }
        guard let newest = versions.first else { return [] }
        let opened = try await open(newest)
        if watch == .rows { _ = try await differ(opened, opened, newest, newest) }
        var found: [DatasetVersion] = []
        var after = opened
        for (index, version) in versions.prefix(Self.mostVersions).enumerated() {
            guard index + 1 < versions.count else {
                if versions.count <= Self.mostVersions { found.append(version) }
                break
            }
            let before: OpenedTable
            do { before = try await open(versions[index + 1]) } catch let error as AppError where error.kind == .unauthenticated {
                // What was published while the dataset was restricted stays shut; the first that is open is news.
                found.append(version)
                break
            }
            if try await isNews(before, after, versions[index + 1], version) { found.append(version) }
            after = before
        }
        return found
    }

    /// Also where the filter makes no sense for the earlier one: then the columns have changed, which is worth telling.
    private func isNews(
        _ before: OpenedTable, _ after: OpenedTable, _ old: DatasetVersion, _ new: DatasetVersion
    ) async throws -> Bool {
        do { return try await differ(before, after, old, new) } catch let error as AppError {
            guard error.kind == .invalid else { throw error }
            return true
        }
    }

    private func open(_ version: DatasetVersion) async throws -> OpenedTable {
        try await request.catalogueReader.open(.version(version.id), for: .visitor, purpose: .event)
    }

    private func differ(
        _ before: OpenedTable, _ after: OpenedTable, _ old: DatasetVersion, _ new: DatasetVersion
    ) async throws -> Bool {
        let name = Seal.digest([old.hash, new.hash, watch.rawValue, filter])
        if let known = Self.known.withLock({ $0[name] }) { return known }
        let answer = try await Background.run { [watch, filter] () throws(AppError) in
            try watch.differs(before.file, after.file, filter: filter)
        }
        Self.known.withLock { known in
            if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
            known[name] = answer
        }
        return answer
    }
}
