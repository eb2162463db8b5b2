import Books
import Catalogue
import Citations
import Columns
import Commitments
import Directory
import Ingest
import Innovations
import Kernel
import Masterplan
import Reports
import Sharing
import Storage
import TestSupport
import Testing
import Web
import Work
import Workshops

@testable import Assessments
@testable import Server

/// A regency where every capability has its tables, and the catalogue publishes what they say of themselves.
extension CatalogueTestSite {
    static func ofEverybody() async throws -> CatalogueTestSite {
        let plans = Capability(
            name: "plans",
            migrations: MasterplanMigrations.all + InnovationsMigrations.all + CommitmentsMigrations.all + WorkshopsMigrations.all
                + BooksMigrations.all)
        return try await CatalogueTestSite([try .reports(), try .citations(), try .sharing(), plans])
    }

    /// - Returns: the names of the datasets that have a new version.
    func publishOwn(_ publisher: any Publisher) async throws -> [String] {
        try await OwnPublishing(desk: desk, publishers: [publisher]).publish()
    }

    /// The rows that everybody may read, as texts; `–` for what is missing.
    func rows(_ dataset: String) async throws -> [[String]] {
        let opened = try await reader.open(dataset: dataset, for: .visitor, purpose: .api)
        let all = RowSet(all: opened.file.rowCount).rows(offset: 0, limit: opened.file.rowCount)
        return opened.file.values(rows: all, columns: opened.file.columns).map { $0.map { $0.text ?? "–" } }
    }
}
