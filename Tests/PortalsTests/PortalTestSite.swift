import Catalogue
import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import NIOCore
import Portals
import TestSupport
import Web

/// A site whose catalogue other tools read: two open datasets of two agencies, one of points, one restricted, one closed.
struct PortalTestSite {
    let catalogue: CatalogueTestSite
    var site: TestSite { catalogue.site }

    init() async throws {
        catalogue = try await CatalogueTestSite([try .portals()])
        try await catalogue.published("harga-beras")
        try await catalogue.published(catalogue.restricted())
        try await catalogue.published(catalogue.restricted("rahasia", .closed))
        let points = catalogue.draft("halte") {
            $0.title = "Halte Angkutan Kota"
            $0.titleEnglish = nil
            $0.description = "Letak halte angkutan kota, \"dengan\" <tanda> & baris\nkedua."
            $0.themes = ["TRAN"]
            $0.dimension = .living
            $0.tags = ["angkutan", "halte"]
            $0.contact = "dishub@jemberkab.go.id"
            $0.temporalFrom = Day("2025-01-01")
            $0.temporalTo = Day("2025-12-31")
        }
        try await catalogue.published(points, rows: PortalTestSite.stops, schema: PortalTestSite.stopSchema)
    }

    static let stopSchema: TableSchema = {
        var schema = TableSchema([
            TableSchema.Field("nama", .string, title: "Nama halte"), TableSchema.Field("latitude", .number),
            TableSchema.Field("longitude", .number), TableSchema.Field("dibangun", .date), TableSchema.Field("aktif", .boolean),
        ])
        schema.primaryKey = ["nama"]
        return schema
    }()

    static let stops: [[Datum]] = [
        stop("Alun-alun", "-8.1690", "113.7020", "2019-05-01", true), stop("Tawang Alun", "-8.1950", "113.6240", "2015-03-17", true),
        stop("Pakusari \"Timur\", baru", "-8.1720", "113.7800", "2024-11-30", false),
        [.text("Tanpa letak"), .missing, .missing, .missing, .boolean(false)],
    ]

    private static func stop(_ name: String, _ latitude: String, _ longitude: String, _ built: String, _ isActive: Bool) -> [Datum] {
        [
            .text(name), .number(Number(latitude)!), .number(Number(longitude)!), .day(Day(built)!), .boolean(isActive),
        ]
    }

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> Answer { try await site.send(.get, path, headers: headers) }

    /// The result of an action that must succeed.
    func action(_ name: String, _ query: String = "") async throws -> JSONValue {
        let answer = try await get("/api/3/action/\(name)\(query.isEmpty ? "" : "?\(query)")")
        guard answer.status == 200, let result = try answer.json()["result"] else {
            throw Unexpected(answer: answer.text, status: answer.status)
        }
        return result
    }

    /// Sends a JSON body.
    func post(_ name: String, _ body: String, type: String = "application/json", path: String = "/api/action/") async throws -> Answer {
        try await site.send(.post, path + name, headers: [.contentType: type], body: ByteBuffer(string: body))
    }

    struct Unexpected: Error, CustomStringConvertible {
        let answer: String
        let status: Int
        var description: String { "\(status): \(answer.prefix(2000))" }
    }

    /// The id of a dataset's first table.
    func table(_ dataset: String) -> String { catalogue.index.find(dataset)!.distributions[0].id.text }
}

extension JSONValue {
    /// The texts of a list.
    var texts: [String] { array?.compactMap(\.string) ?? [] }
}
