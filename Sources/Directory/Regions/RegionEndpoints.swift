import HTTPTypes
import Kernel
import Tables
import Web

/// A region as the API gives it.
struct RegionItem: Encodable, Sendable {
    var code: String
    var name: String
    var kind: Region.Kind
    var villageKind: Region.VillageKind?
    var parent: String?
    var latitude: Double?
    var longitude: Double?

    init(_ region: Region) {
        code = region.code.text
        name = region.name
        kind = region.kind
        villageKind = region.villageKind
        parent = region.parent?.text
        latitude = region.latitude
        longitude = region.longitude
    }

    static let schema = Schema.named(
        "Region",
        .object(
            .required("code", .string.about("Code of the Ministry of Home Affairs.").example("35.09.19.1001")), .required("name", .string),
            .required("kind", .choice(["regency", "subdistrict", "village"])),
            .optional("villageKind", .choice(["rural", "urban", "customary"])), .optional("parent", .string),
            .optional("latitude", .number),
            .optional("longitude", .number)))
}

/// Where a position lies, as the API gives it.
struct PlacementItem: Encodable, Sendable {
    var how: String
    var village: RegionItem?
    var subdistrict: RegionItem?
    var neighbour: RegionItem?
    var metres: Int?

    init(_ placement: Placement) {
        village = placement.village.map(RegionItem.init)
        subdistrict = placement.subdistrict.map(RegionItem.init)
        switch placement.how {
        case .boundary: how = "boundary"
        case .nearestCentre(let metres):
            how = "nearest_centre"
            self.metres = metres
        case .outside(let region):
            how = "outside"
            neighbour = region.map(RegionItem.init)
        }
    }

    static let schema = Schema.named(
        "Placement",
        .object(
            .required(
                "how",
                .choice(["boundary", "nearest_centre", "outside"]).about(
                    "Inside a village's boundary, guessed by the nearest village centre, or not in the regency.")),
            .optional("village", RegionItem.schema), .optional("subdistrict", RegionItem.schema),
            .optional("neighbour", RegionItem.schema.about("The neighbouring regency it lies in, where that is known.")),
            .optional("metres", .integer.about("To the nearest village centre."))))
}

enum RegionEndpoints {
    static let all: [Endpoint] = [
        Endpoint(
            .get, "/api/regions", "Regions, by code",
            parameters: [
                .init("kind", .choice(["regency", "subdistrict", "village"]), "Only of this kind."),
                .init("parent", .string(max: 13), "Only those that lie directly in this region."),
            ] + Endpoint.Parameter.paging, response: .page(of: RegionItem.schema)
        ) { request in
            let places = request.directory.places.now
            let kind = request.query["kind"].flatMap(Region.Kind.init(rawValue:))
            let parent = try request.query["parent"].map { text in
                guard let code = RegionCode(text) else { throw AppError.invalid("parent", "directory.import.expect_region_code") }
                return code
            }
            let after = try request.cursor("regions")?.values.first
            let found = places.all.filter { region in
                (kind == nil || region.kind == kind) && (parent == nil || region.parent == parent)
                    && (after.map { region.code.text > $0 } ?? true)
            }
            return try .json(
                request.page("regions", Array(found.prefix(request.pageLimit + 1)), RegionItem.init) { Cursor([$0.code.text]) })
        },
        Endpoint(.get, "/api/regions/{code}", "One region", response: RegionItem.schema) { request in
            try .json(RegionItem(try find(request)))
        },
        Endpoint(
            .get, "/api/regions/{code}/villages", "The villages of a subdistrict, by name",
            response: .object(.required("items", .array(of: RegionItem.schema)))
        ) { request in
            let region = try find(request)
            guard region.kind == .subdistrict else { throw AppError.notFound }
            return try Reply.json(["items": request.directory.places.villages(of: region.code).map(RegionItem.init)]).cached(
                publicSeconds: 300)
        },
        Endpoint(
            .get, "/api/regions/{code}/boundaries", "Outlines of what lies directly in a region, as GeoJSON",
            about: "Simplified: no outline lies further than `metres` from the one imported. Regions without an outline are left out.",
            parameters: [.init("metres", .integer(0...2000), "60 unless given; 0 gives the outlines as they were imported.")],
            response: .any, responseType: "application/geo+json"
        ) { request in
            let region = try find(request)
            let places = request.directory.places.now
            let metres = Double(request.query.int("metres") ?? 60)
            let regions = region.kind == .village ? [region] : places.children(of: region.code)
            let text = await Background.run { Outlines(regions, in: places, metres: metres).geoJSON }
            return Reply.bytes(Array(text.utf8), type: "application/geo+json").cached(publicSeconds: 3600)
        },
        Endpoint(
            .get, "/api/placements", "The village a position lies in",
            parameters: [
                .init("latitude", .number(-90...90), "Degrees, WGS 84.", isRequired: true),
                .init("longitude", .number(-180...180), "Degrees, WGS 84.", isRequired: true),
            ], response: PlacementItem.schema
        ) { request in
            guard let latitude = request.query["latitude"].flatMap({ Double($0) }),
                let longitude = request.query["longitude"].flatMap({ Double($0) })
            else { throw AppError.invalid("latitude", "error.not_a_number") }
            return try .json(PlacementItem(request.directory.places.locate(latitude: latitude, longitude: longitude)))
        },
        .table("/api/tables/regions", "Every region as a table", permission: DirectoryPermission.view, csv: RegionRoutes.csv),
        .importing(
            "/api/tables/regions", "Import regions, or boundaries as GeoJSON",
            columns: "A table with `kode` and `nama`, or a GeoJSON collection whose features name their `kode`.",
            permission: DirectoryPermission.regions, limits: Imports.limits, run: Imports.regions),
    ]

    private static func find(_ request: Request) throws -> Region {
        guard let region = RegionCode(try request.parameter("code")).flatMap(request.directory.places.region) else {
            throw AppError.notFound
        }
        return region
    }
}
