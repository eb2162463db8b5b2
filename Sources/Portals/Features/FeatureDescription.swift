import Directory
import Kernel
import Web

/// What OGC API Features says of itself: landing page, conformance, collections, and its OpenAPI document.
struct FeatureDescription: Sendable {
    let address: PortalAddress
    let title: String
    let about: String

    static let crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    static let openAPIType = "application/vnd.oai.openapi+json;version=3.0"

    private func link(_ path: String, _ relation: String, _ type: String, _ title: String) -> OrderedJSON {
        [
            "href": .string(address.absolute("/api/ogc" + path)), "rel": .string(relation), "type": .string(type), "title": .string(title),
        ]
    }

    var landing: OrderedJSON {
        [
            "title": .string(title), "description": .string(about),
            "links": [
                link("", "self", "application/json", "This document"),
                link("/api", "service-desc", FeatureDescription.openAPIType, "OpenAPI definition"),
                link("/conformance", "conformance", "application/json", "Conformance classes"),
                link("/collections", "data", "application/json", "Collections"),
            ],
        ]
    }

    static let conformance: OrderedJSON = [
        "conformsTo": [
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
            "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        ]
    ]

    func collections(_ list: [FeatureCollection]) -> OrderedJSON {
        ["links": [link("/collections", "self", "application/json", "Collections")], "collections": .list(list.map(collection))]
    }

    func collection(_ collection: FeatureCollection) -> OrderedJSON {
        let path = "/collections/\(percentEncoded(collection.id))"
        var links = [
            link(path, "self", "application/json", collection.title),
            link(path + "/items", "items", "application/geo+json", collection.title),
        ]
        var json: OrderedJSON = [
            "id": .string(collection.id), "title": .string(collection.title), "description": .string(collection.about),
            "itemType": "feature",
            "crs": [.string(FeatureDescription.crs84)],
        ]
        if let box = collection.box {
            json = json.with(
                "extent",
                [
                    "spatial": [
                        "bbox": [[.degrees(box.west), .degrees(box.south), .degrees(box.east), .degrees(box.north)]],
                        "crs": .string(FeatureDescription.crs84),
                    ]
                ])
        }
        if case .table(let dataset, _, _) = collection.source {
            links.append([
                "href": .string(address.page(dataset)), "rel": "describedby", "type": "text/html", "title": .string(dataset.title),
            ])
            if let url = dataset.licence.url {
                links.append(["href": .string(url), "rel": "license", "type": "text/html", "title": .string(dataset.licence.title)])
            }
        }
        return json.with("links", .list(links))
    }
}

extension FeatureDescription {
    /// OpenAPI 3.0 with a path for each collection, because programs read from it by which properties they may ask.
    func openAPI(_ list: [FeatureCollection]) -> OrderedJSON {
        var paths: [OrderedJSON.Member] = [
            path("/", "Landing page"), path("/conformance", "Conformance classes"), path("/collections", "Collections"),
        ]
        for collection in list {
            let base = "/collections/\(collection.id)"
            paths.append(path(base, collection.title))
            paths.append(path(base + "/items", collection.title, parameters: FeatureDescription.paging + properties(collection)))
            let id: OrderedJSON = ["name": "featureId", "in": "path", "required": true, "schema": ["type": "string"]]
            paths.append(path(base + "/items/{featureId}", collection.title, parameters: [id]))
        }
        return [
            "openapi": "3.0.2", "info": ["title": .string(title), "description": .string(about), "version": "1.0.0"],
            "servers": [["url": .string(address.absolute("/api/ogc"))]], "paths": .object(paths),
        ]
    }

    private func path(_ path: String, _ summary: String, parameters: [OrderedJSON] = []) -> OrderedJSON.Member {
        let type = path.contains("/items") ? "application/geo+json" : "application/json"
        var get: OrderedJSON = ["summary": .string(summary)]
        if !parameters.isEmpty { get = get.with("parameters", .list(parameters)) }
        let content = OrderedJSON.object([.init(type, ["schema": ["type": "object"]])])
        return .init(path, ["get": get.with("responses", ["200": ["description": "Done.", "content": content]])])
    }

    private static let paging: [OrderedJSON] = [
        [
            "name": "limit", "in": "query", "required": false, "style": "form", "explode": false,
            "schema": [
                "type": "integer", "minimum": 1, "maximum": .integer(FeatureQuestion.most), "default": .integer(FeatureQuestion.usual),
            ],
        ],
        ["name": "offset", "in": "query", "required": false, "schema": ["type": "integer", "minimum": 0, "default": 0]],
        [
            "name": "bbox", "in": "query", "required": false, "style": "form", "explode": false,
            "schema": ["type": "array", "minItems": 4, "maxItems": 6, "items": ["type": "number"]],
        ],
        ["name": "datetime", "in": "query", "required": false, "schema": ["type": "string"]],
        ["name": "as_of", "in": "query", "required": false, "schema": ["type": "string"]],
    ]

    private func properties(_ collection: FeatureCollection) -> [OrderedJSON] {
        switch collection.source {
        case .boundaries: BoundaryFeatures.properties.sorted().map { property($0, "string") }
        case .table(_, let table, let place):
            table.columns.filter { !place.hidden.contains($0.name) && !FeatureDescription.reserved.contains($0.name) }.map {
                property($0.name, $0.type)
            }
        }
    }

    /// Parameters that mean something else than a property of that name.
    static let reserved: Set<String> = ["limit", "offset", "bbox", "datetime", "crs", "bbox-crs", "f"]

    private func property(_ name: String, _ type: String) -> OrderedJSON {
        let kind = ["integer": "integer", "year": "integer", "number": "number", "boolean": "boolean"][type] ?? "string"
        return ["name": .string(name), "in": "query", "required": false, "schema": ["type": .string(kind)]]
    }
}
