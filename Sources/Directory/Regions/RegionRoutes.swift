import Kernel
import Storage
import Tables
import Web

/// Regions: list, one subdistrict, export.
enum RegionRoutes {
    static let all: [PageRoute] = [
        .get(DirectoryPaths.regions, permission: DirectoryPermission.view) { request in
            .page(RegionPages.list(request.page, request.directory.places.now, mayImport: request.actor.may(DirectoryPermission.regions)))
        },
        .get(DirectoryPaths.regionsCSV, permission: DirectoryPermission.view) { request in
            .bytes(try await csv(request), type: "text/csv; charset=utf-8", filename: "wilayah.csv")
        },
        .get(DirectoryPaths.region, permission: DirectoryPermission.view) { request in
            let places = request.directory.places.now
            guard let region = RegionCode(try request.parameter("code")).flatMap(places.region), region.kind == .subdistrict else {
                throw AppError.notFound
            }
            return .page(RegionPages.subdistrict(request.page, places, region))
        },
    ]

    /// In the form that ``ImportRegions`` reads.
    static func csv(_ request: Request) async throws -> [UInt8] {
        let regions = try await request.database.read { try RegionStore($0).all() }
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(["kode", "nama", "penduduk", "luas_km2", "lintang", "bujur"])
        for region in regions {
            writer.row([
                region.code.text, region.name, region.population.map(String.init) ?? "", region.area.map { "\($0)" } ?? "",
                region.latitude.map { "\($0)" } ?? "", region.longitude.map { "\($0)" } ?? "",
            ])
        }
        return writer.take()
    }
}
