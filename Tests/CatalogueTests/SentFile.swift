import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// A file that public works have sent for the table of one dataset, and what the reading job makes of it.
extension CatalogueTestSite {
    /// As a clerk keeps it: a title above, a line of sums below, one cell that is no number.
    static let messy = """
        Daftar Harga Beras 2025;;
        Kecamatan;Pasar;Harga (Rp)
        Kec. Kaliwates;Tanjung;Rp 13.400
        PATRANG;Gebang;13.100
        Kec. Jombang;Jombang;dua belas ribu
        Kec. Kaliwates;Mangli;Rp 13.350
        PATRANG;Bintoro;13.000
        Kec. Jombang;Padomasan;12.900
        Kec. Kaliwates;Sempusari;13.250
        JUMLAH;;79.000
        """

    static func sent(_ text: String = messy, named: String = "harga.csv") async throws -> (CatalogueTestSite, Submission) {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let bytes = Array(text.utf8)
        let hash = try await site.site.installation.files.put(bytes)
        let submission = try await site.desk.receive(
            ReceiveUpload(table: try await site.table(of: dataset.id).id, filename: named, fileHash: hash, fileBytes: bytes.count),
            by: site.producer)
        return (site, submission)
    }

    /// The submission after its file was read as it stands now.
    func read(_ submission: Submission) async throws -> Submission {
        let now = try #require(try await desk.database.read { tx in try tx.submission(submission.id) })
        try await ReadUploads(desk).read(now.id, version: now.version)
        return try #require(try await desk.database.read { tx in try tx.submission(submission.id) })
    }

    func understanding(_ submission: Submission) async throws -> Understanding {
        let bytes = try await site.installation.files.get(try #require(submission.reportHash))
        return try JSONDecoder().decode(Understanding.self, from: Data(try #require(bytes)))
    }
}
