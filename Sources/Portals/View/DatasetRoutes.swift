import Catalogue
import Foundation
import HTTPTypes
import Kernel
import Web

/// The addresses CKAN gives to pages: they lead to ours, to linked data, or to the file itself.
enum DatasetRoutes {
    static let all: [PageRoute] = [
        .get(PortalPaths.dataset) { request in
            let view = try await PortalView.now(request.installation)
            guard let dataset = view.find(try request.parameter("id")) else { throw AppError.notFound }
            // The same address names the dataset in linked data: whoever asks for a graph gets it here.
            if let format = RDFFormat.wanted(request.headers[.accept]) {
                return try await DCATEndpoints.reply(dataset.id, format, request).header("Vary", "Accept")
            }
            let past = Path.query([(AsOf.name, request.query[AsOf.name])])
            return .redirect(PortalPaths.page(dataset.name) + past).header("Vary", "Accept")
        },
        .get(PortalPaths.datasets) { request in .redirect(PortalPaths.pages(query: request.query["q"].map { [("q", $0)] } ?? [])) },
        .get(PortalPaths.catalogue) { request in
            let format = RDFFormat.wanted(request.headers[.accept])
            return .redirect(format.map { "/catalog.\($0.rawValue)" } ?? PortalPaths.pages()).header("Vary", "Accept")
        },
        .get(PortalPaths.organization) { request in
            let view = try await PortalView.now(request.installation)
            guard let publisher = view.publisher(try request.parameter("id")) else { throw AppError.notFound }
            return .redirect(PortalPaths.pages(query: [("publisher", publisher.id)]))
        },
        .get(PortalPaths.group) { request in
            let view = try await PortalView.now(request.installation)
            guard let group = view.group(try request.parameter("id")) else { throw AppError.notFound }
            return .redirect(PortalPaths.pages(query: [(group.isTheme ? "theme" : "dimension", group.filter)]))
        },
        .get(PortalPaths.table) { request in .redirect(PortalPaths.page(try await find(request).dataset.name)) },
        .get(PortalPaths.download) { request in
            let (_, table) = try await find(request)
            return try await file(table, request)
        },
    ]

    private static func find(_ request: Request) async throws -> (dataset: PortalDataset, table: PortalTable) {
        let view = try await PortalView.now(request.installation)
        guard let found = view.table(try request.parameter("table")), let named = view.find(try request.parameter("id")),
            named.id == found.dataset.id
        else { throw AppError.notFound }
        return found
    }

    /// The table as it is kept, whole: its hash is the validator.
    private static func file(_ table: PortalTable, _ request: Request) async throws -> Reply {
        let reader = request.catalogueReader
        let moment = try request.query[AsOf.name].map { text in try AsOf.moment(text, reader.directory) }
        let opened = try await reader.open(.distribution(Identifier(table.id), asOf: moment), for: request.actor, purpose: .export)
        guard opened.rule.isWhole else { throw AppError(.forbidden, "error.data_partial") }
        let path = try await reader.files.csv(opened.version.hash)
        guard let handle = FileHandle(forReadingAtPath: path) else { throw AppError.notFound }
        return Reply(
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"\(table.name).csv\"",
                .cacheControl: opened.isPublic ? "no-cache" : "no-store",
            ],
            body: .stream { writer in
                defer { try? handle.close() }
                while let piece = try handle.read(upToCount: 256 << 10), !piece.isEmpty { try await writer.write(Array(piece)) }
            }
        ).etag(opened.validator)
    }
}
