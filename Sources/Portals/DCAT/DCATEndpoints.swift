import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Web

/// How a graph can be written.
package enum RDFFormat: String, Sendable, CaseIterable {
    case turtle = "ttl"
    case xml
    case jsonLD = "jsonld"

    package var type: String {
        switch self {
        case .turtle: "text/turtle; charset=utf-8"
        case .xml: "application/rdf+xml; charset=utf-8"
        case .jsonLD: "application/ld+json; charset=utf-8"
        }
    }

    package func bytes(_ graph: RDFGraph) -> [UInt8] {
        switch self {
        case .turtle: Array(Turtle.text(graph).utf8)
        case .xml: Array(RDFXML.text(graph).utf8)
        case .jsonLD: JSONLD.json(graph).bytes
        }
    }

    private static let names: [(String, RDFFormat)] = [
        ("text/turtle", .turtle), ("application/x-turtle", .turtle), ("application/rdf+xml", .xml), ("application/ld+json", .jsonLD),
    ]

    /// What a reader wants who accepts these types; `nil` when it would rather have the page.
    package static func wanted(_ accept: String?) -> RDFFormat? {
        guard let accept else { return nil }
        var best: (format: RDFFormat?, weight: Double) = (nil, 0)
        for part in accept.split(separator: ",") {
            let pieces = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard let type = pieces.first else { continue }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            let format = names.first { $0.0 == type }?.1
            guard weight > best.weight, format != nil || type == "text/html" || type == "application/xhtml+xml" else { continue }
            best = (format, weight)
        }
        return best.format
    }
}

/// Linked data of the catalogue: `/catalog.ttl` page by page, and every dataset by itself.
enum DCATEndpoints {
    static let dialect = Dialect("DCAT-AP 3")

    static let all: [Endpoint] = RDFFormat.allCases.flatMap { [catalogue($0), dataset($0)] }

    private static func catalogue(_ format: RDFFormat) -> Endpoint {
        Endpoint(
            .get, Path("/catalog.\(format.rawValue)"), "The catalogue as linked data, a page of \(CataloguePage.size) datasets",
            about: "Pages are linked by Hydra.",
            parameters: [
                .init("page", .integer(1...1_000_000), "From 1."),
                .init("modified_since", .string, "Only what changed since this moment or day (ISO 8601)."),
                .init("q", .string, "Only what is found by these words, or by a query in Solr's language."),
                .init("fq", .string, "A filter in Solr's language."),
            ], responseType: format.type, dialect: dialect
        ) { request in try await catalogue(request, format) }
    }

    private static func dataset(_ format: RDFFormat) -> Endpoint {
        Endpoint(
            .get, Path("/dataset/{id}.\(format.rawValue)"), "A dataset as linked data", about: "By id or name.",
            parameters: [PackageRoutes.asOf], responseType: format.type, dialect: dialect
        ) { request in try await reply(try request.parameter("id"), format, request) }
    }

    /// One dataset's graph, by its id or name.
    static func reply(_ name: String, _ format: RDFFormat, _ request: Request) async throws -> Reply {
        let (dataset, address, _) = try await PortalDataset.asked(request, name)
        var graph = DatasetGraph(address: address)
        graph.add(dataset)
        return reply(graph.graph, format)
    }

    private static func reply(_ graph: RDFGraph, _ format: RDFFormat) -> Reply {
        let bytes = format.bytes(graph)
        return Reply(
            headers: [.contentType: format.type, .cacheControl: "no-cache"], body: .bytes(ByteBuffer(bytes: bytes))
        ).etag(String(portalID("graph", String(decoding: bytes, as: UTF8.self)).prefix(23)))
    }

    private static func catalogue(_ request: Request, _ format: RDFFormat) async throws -> Reply {
        let view = try await PortalView.now(request.installation)
        var search = SolrSearch()
        search.query = request.query["q"] ?? "*:*"
        search.filters = request.query["fq"].map { [$0] } ?? []
        search.sort = "metadata_modified desc"
        if let since = request.query["modified_since"] {
            guard let moment = SolrTime.read(since, now: request.now) else {
                throw AppError.invalid("modified_since", "portals.bad_moment")
            }
            search.filters.append("metadata_modified:[\(moment.description) TO *]")
        }
        let number = request.query.int("page") ?? 1
        guard number >= 1, number < 1_000_000 else { throw AppError.invalid("page", "portals.bad_page") }
        search.start = (number - 1) * CataloguePage.size
        search.rows = CataloguePage.size
        let answer: SolrAnswer
        do throws(SolrFault) {
            answer = try await Background.run { [search] () throws(SolrFault) in try view.index.search(search, now: request.now) }
        } catch {
            throw AppError.invalid("q", Message("portals.bad_search", ["what": error.sentence]))
        }
        let address = PortalAddress(request.installation.settings)
        let kept = ["modified_since", "q", "fq"].map { ($0, request.query[$0]) }
        var graph = DatasetGraph(address: address)
        graph.add(
            CataloguePage(
                title: request.page.brand.catalogueTitle, about: request.page.words(Message("portals.about"), .indonesian),
                publisher: request.page.brand.regencyName, datasets: answer.found.map { view.datasets[$0] }, number: number,
                pages: max(1, (answer.count + CataloguePage.size - 1) / CataloguePage.size), total: answer.count,
                modifiedAt: view.modifiedAt,
                link: { page in
                    address.absolute("/catalog.\(format.rawValue)" + Path.query([("page", String(page))] + kept))
                }))
        return reply(graph.graph, format)
    }
}

extension SolrFault {
    var sentence: String {
        switch self {
        case .search(let what), .parameter(let what): what
        }
    }
}

extension Brand {
    /// What the catalogue calls itself to other portals.
    var catalogueTitle: String { "Satu Data \(regencyName)" }
}
