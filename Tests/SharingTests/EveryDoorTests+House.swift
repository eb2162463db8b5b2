import Catalogue
import Citations
import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Logging
import NIOCore
import Portals
import Rows
import Storage
import TestSupport
import Testing
import Web

@testable import Sharing

/// A restricted table with an agreement on a part of it, and those who ask for the rest.
extension EveryDoorTests {
    static let schema: TableSchema = {
        var area = TableSchema.Field("kode_kecamatan", .string, title: "Kode kecamatan")
        area.standard.role = .areaCode
        var year = TableSchema.Field("tahun", .year, title: "Tahun")
        year.standard.role = .period
        year.standard.period = .year
        var count = TableSchema.Field("kasus", .integer, title: "Kasus")
        count.standard.role = .measure
        var schema = TableSchema([
            TableSchema.Field("nama", .string, title: "Nama"), area, year, count, TableSchema.Field("alasan", .string, title: "Alasan"),
            TableSchema.Field("telepon", .string, title: "Telepon"), TableSchema.Field("besar", .integer, title: "Besar"),
            TableSchema.Field("latitude", .number, title: "Lintang"), TableSchema.Field("longitude", .number, title: "Bujur"),
        ])
        schema.primaryKey = ["nama", "tahun"]
        return schema
    }()

    static func row(_ name: String, _ year: Int, _ count: Int64) -> [Datum] {
        [
            .text(name), .text("35.09.19"), .year(year), .integer(count), .text("SENTINELKOLOM karena \(name)"),
            .text("SENTINELMASKA\(count)"), .integer(123_454_321), .number(Number("-8.1801")!), .number(Number("113.6601")!),
        ]
    }

    static let terms = Terms(
        columns: ["nama", "kode_kecamatan", "tahun", "kasus", "telepon", "besar", "latitude", "longitude"], filter: "tahun=eq.2025",
        masks: ["telepon": .hidden, "besar": .rounded(to: 1_000_000)])

    struct House {
        let site: SharedSite
        let table: Distribution
        let key: String
        let reader: TestBrowser

        func get(_ path: String, asMachine: Bool) async throws -> Answer {
            guard asMachine else { return try await reader.get(path) }
            return try await site.catalogue.site.send(.get, path, headers: [.authorization: "Bearer \(key)"])
        }
    }

    func house(_ terms: Terms = terms) async throws -> House {
        let site = try await SharedSite(others: [try .portals(), try .citations()])
        let installation = site.catalogue.site.installation
        installation.services.put(
            TableSQL(
                tables: DerivedTables(folder: installation.settings.dataFolder.appendingPathComponent("sql").path),
                workers: SQLWorkers(command: [TestProgram.path("RowsWorker")], log: Logger(label: "test"))))
        var rows: [[Datum]] = (1...8).map { Self.row("TERBUKA \($0)", 2025, Int64($0)) }
        rows.append(Self.row("SENTINELBARIS", 2024, 987_654_321))
        let dataset = try await site.catalogue.published(site.catalogue.restricted("rahasia-dinas"), rows: rows, schema: Self.schema)
        rows[0][3] = .integer(77)
        rows[8][3] = .integer(987_654_321 - 1)
        rows.append(Self.row("SENTINELBARIS dua", 2024, 987_654_321))
        try await site.catalogue.publish(rows, schema: Self.schema, in: dataset.id)
        let table = try await site.catalogue.table(of: dataset.id)
        try await site.agreed(table, terms)
        let reader = site.catalogue.site.browser()
        reader.signIn(site.asker)
        return House(site: site, table: table, key: site.catalogue.site.key(site.machine), reader: reader)
    }
}
