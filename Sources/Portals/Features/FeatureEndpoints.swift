import Catalogue
import Columns
import Directory
import HTTPTypes
import Kernel
import NIOCore
import Web

/// OGC API Features 1.0: core, GeoJSON and OpenAPI 3.0, in CRS84. GDAL and QGIS open it.
enum FeatureEndpoints {
    static let all: [Endpoint] = [landing, conformance, description, collections, collection, items, feature]

    static let dialect = Dialect(
        "OGC API Features 1.0", failureType: "application/json",
        failureSchema: .object(.required("code", .string), .required("description", .string))
    ) { error, status, request in
        let sentence = error.issues.first.map { "\($0.field): \(request.page.t($0.message))" } ?? request.page.t(error.message)
        let isInvalid = error.kind == .invalid
        let code = isInvalid ? "InvalidParameterValue" : status.code == 404 ? "NotFound" : status.code >= 500 ? "ServerError" : "Refused"
        return json(["code": .string(code), "description": .string(sentence)], status: isInvalid ? .badRequest : status)
    }

    private static let landing = Endpoint(
        .get, "/api/ogc", "Where OGC API Features begins", response: .any, dialect: dialect
    ) { request in json(FeatureDescription(request).landing) }

    private static let conformance = Endpoint(
        .get, "/api/ogc/conformance", "What of OGC API Features is kept to", response: .any, dialect: dialect
    ) { _ in json(FeatureDescription.conformance) }

    private static let description = Endpoint(
        .get, "/api/ogc/api", "OGC API Features as OpenAPI 3.0, with every collection's properties",
        responseType: FeatureDescription.openAPIType, dialect: dialect
    ) { request in
        let list = try await all(request)
        var reply = json(FeatureDescription(request).openAPI(list))
        reply.headers[.contentType] = FeatureDescription.openAPIType
        return reply
    }

    private static let collections = Endpoint(
        .get, "/api/ogc/collections", "Everything that has a place", response: .any, dialect: dialect
    ) { request in json(FeatureDescription(request).collections(try await all(request))) }

    private static let collection = Endpoint(
        .get, "/api/ogc/collections/{id}", "One collection of features", response: .any, dialect: dialect
    ) { request in json(FeatureDescription(request).collection(try await find(request))) }

    private static let items = Endpoint(
        .get, "/api/ogc/collections/{id}/items", "Features of a collection, as GeoJSON",
        about: "Also by any property, `kecamatan=Patrang`.",
        parameters: [
            .init("bbox", .string, "West, south, east, north in degrees."), .init("limit", .integer(1...10_000), "10 unless given."),
            .init("offset", .integer, "Features to skip."),
            .init("as_of", .string, "The table as it was shown at the end of a day, or at a moment."),
            .init("datetime", .string, "A day, a moment, or two with a slash between."),
        ], responseType: "application/geo+json", dialect: dialect
    ) { request in
        let collection = try await find(request)
        let places = request.installation.services.get(DirectoryIndex.self).places.now
        let page: FeaturePage
        let question: FeatureQuestion
        var isPublic = true
        var mark: String?
        switch collection.source {
        case .boundaries(let kind):
            question = try FeatureQuestion(request.query.pairs, properties: BoundaryFeatures.properties)
            page = BoundaryFeatures(kind: kind, places: places).page(question)
        case .table(_, let table, let place):
            let (opened, features) = try await open(table, place, places, request)
            isPublic = opened.isPublic
            let names = Set(opened.file.columns.map(\.name)).subtracting(place.hidden).subtracting(FeatureDescription.reserved)
            question = try FeatureQuestion(request.query.pairs, properties: names)
            mark = opened.validator
            if request.headers[.ifNoneMatch]?.contains("\"\(opened.validator)\"") == true {
                return Reply.notModified.etag(opened.validator)
            }
            page = try await Background.run { [question] () throws(AppError) in try features.page(question) }
        }
        let head = head(collection, question, page, request)
        let reply = Reply(
            headers: [.contentType: "application/geo+json", .cacheControl: isPublic ? "no-cache" : "no-store"],
            body: .stream { writer in
                try await writer.write(head)
                for place in 0..<page.count {
                    var bytes: [UInt8] = place == 0 ? [] : [UInt8(ascii: ","), 10]
                    page.write(place, &bytes)
                    try await writer.write(bytes)
                }
                try await writer.write("]}")
            })
        return mark.map { reply.etag($0) } ?? reply
    }

    private static let feature = Endpoint(
        .get, "/api/ogc/collections/{id}/items/{feature}", "One feature", responseType: "application/geo+json", dialect: dialect
    ) { request in
        let collection = try await find(request)
        let id = try request.parameter("feature")
        let places = request.installation.services.get(DirectoryIndex.self).places.now
        let bytes: [UInt8]?
        switch collection.source {
        case .boundaries(let kind): bytes = BoundaryFeatures(kind: kind, places: places).feature(id)
        case .table(_, let table, let place): bytes = try await open(table, place, places, request).features.feature(id)
        }
        guard var bytes else { throw AppError.notFound }
        let base = "/api/ogc/collections/\(percentEncoded(collection.id))"
        let address = PortalAddress(request.installation.settings)
        let links: OrderedJSON = [
            ["href": .string(address.absolute("\(base)/items/\(percentEncoded(id))")), "rel": "self", "type": "application/geo+json"],
            ["href": .string(address.absolute(base)), "rel": "collection", "type": "application/json"],
        ]
        bytes.removeLast()
        bytes += ",\"links\":".utf8
        links.write(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return Reply(headers: [.contentType: "application/geo+json"], body: .bytes(ByteBuffer(bytes: bytes)))
    }
}

extension FeatureEndpoints {
    private static func all(_ request: Request) async throws -> [FeatureCollection] {
        await request.installation.services.get(FeatureCollections.self).all(try await .now(request.installation))
    }

    private static func find(_ request: Request) async throws -> FeatureCollection {
        let view = try await PortalView.now(request.installation)
        let id = try request.parameter("id")
        guard let found = await request.installation.services.get(FeatureCollections.self).find(id, in: view) else {
            throw AppError.notFound
        }
        return found
    }

    private static func open(
        _ table: PortalTable, _ place: FeaturePlace, _ places: PlacesSnapshot, _ request: Request
    ) async throws -> (opened: OpenedTable, features: TableFeatures) {
        let moment = try request.query[AsOf.name].map { text in try AsOf.moment(text, request.catalogueReader.directory) }
        let opened = try await request.catalogueReader.open(
            .distribution(Identifier(table.id), asOf: moment), for: request.actor, purpose: .features)
        return (opened, TableFeatures(file: opened.file, place: place, places: places, period: table.period))
    }

    /// Everything before the first feature.
    private static func head(
        _ collection: FeatureCollection, _ question: FeatureQuestion, _ page: FeaturePage, _ request: Request
    ) -> String {
        let address = PortalAddress(request.installation.settings)
        let base = "/api/ogc/collections/\(percentEncoded(collection.id))"
        func link(_ relation: String, offset: Int) -> OrderedJSON {
            let query = Path.query(question.kept + [("limit", String(question.limit)), ("offset", offset == 0 ? nil : String(offset))])
            return ["href": .string(address.absolute("\(base)/items\(query)")), "rel": .string(relation), "type": "application/geo+json"]
        }
        var links = [link("self", offset: question.offset)]
        if question.offset + page.count < page.matched, page.count > 0 {
            links.append(link("next", offset: question.offset + page.count))
        }
        if question.offset > 0 { links.append(link("prev", offset: max(0, question.offset - question.limit))) }
        links.append(["href": .string(address.absolute(base)), "rel": "collection", "type": "application/json"])
        let head: OrderedJSON = [
            "type": "FeatureCollection", "timeStamp": .string(request.now.description), "numberMatched": .integer(page.matched),
            "numberReturned": .integer(page.count), "links": .list(links),
        ]
        return String(head.text.dropLast()) + ",\"features\":["
    }

    private static func json(_ json: OrderedJSON, status: HTTPResponse.Status = .ok) -> Reply {
        Reply(
            status: status, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
            body: .bytes(ByteBuffer(bytes: json.bytes)))
    }
}

extension FeatureDescription {
    init(_ request: Request) {
        self.init(
            address: PortalAddress(request.installation.settings), title: request.page.brand.catalogueTitle,
            about: request.t("portals.about"))
    }
}
