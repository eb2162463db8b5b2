import Directory
import HTTPTypes
import Kernel
import Web

extension FigureEndpoints {
    /// The regency's subdistricts for live maps. Phones keep it, so it works without a network once it was seen.
    static let outlines = Endpoint(
        .get, ReportAPIPaths.outlines, "Outlines of the regency's subdistricts, as GeoJSON",
        response: .object(
            .required("type", .choice(["FeatureCollection"])),
            .required(
                "features",
                .array(
                    of: .object(
                        .required("type", .choice(["Feature"])), .required("id", .string),
                        .required("properties", .object(.required("code", .string), .required("name", .string))),
                        .required(
                            "geometry", .object(.required("type", .choice(["Polygon", "MultiPolygon"])), .required("coordinates", .any))))))
        )
    ) { request in
        let places = request.reports.directory.places.now
        let outlines = Outlines(places.subdistricts, in: places, metres: 100)
        return Reply.text(outlines.geoJSON, type: "application/json").cached(publicSeconds: 3600)
    }

    static let locate = Endpoint(
        .get, ReportAPIPaths.locate, "The village and subdistrict of a position",
        about:
            "`outside` names the neighbouring regency, or is empty when it is not known which; null inside. `isExact` tells whether a boundary decided.",
        parameters: [
            .init("lat", .number(-90...90), "Degrees.", isRequired: true), .init("lon", .number(-180...180), "Degrees.", isRequired: true),
        ],
        response: .object(
            .required("village", region.orNull), .required("subdistrict", region.orNull), .required("isExact", .boolean),
            .required("outside", Schema.string.orNull))
    ) { request in
        guard let latitude = request.query["lat"].flatMap({ Double($0) }), let longitude = request.query["lon"].flatMap({ Double($0) })
        else {
            throw AppError.invalid("lat", "error.missing")
        }
        let placement = request.reports.directory.places.locate(latitude: latitude, longitude: longitude)
        let named = { (region: Region?) -> JSONValue in
            region.map { ["code": .string($0.code.text), "name": .string($0.name)] } ?? .null
        }
        var outside = JSONValue.null
        if case .outside(let neighbour) = placement.how { outside = .string(neighbour?.name ?? "") }
        return .json(
            [
                "village": named(placement.village), "subdistrict": named(placement.subdistrict),
                "isExact": .bool(placement.how == .boundary),
                "outside": outside,
            ] as JSONValue)
    }

    private static let region = Schema.named("NamedRegion", .object(.required("code", .string), .required("name", .string)))
}
