import Kernel
import Storage
import Web

/// How often a dataset was used, as its page tells it.
enum UseEndpoint {
    private static let figures = Schema.object(
        .required("views", .integer), .required("downloads", .integer), .required("questions", .integer))

    static let one = Endpoint(
        .get, "/api/datasets/{name}/use", "How often a dataset was used",
        about: """
            Pages that opened its rows, files asked for and questions of programs, in the last thirty days and since counting began; \
            written down once a minute. Nobody is recognized: who comes twice counts twice. Only of open datasets.
            """,
        response: .object(.required("since", .day.orNull), .required("recent", figures), .required("all", figures))
    ) { request in
        let dataset = try await DatasetEndpoints.find(request)
        guard dataset.access == .open else { throw AppError.notFound }
        let month = request.catalogueReader.directory.today.adding(-29)
        let (recent, all) = try await request.database.read { tx in
            (try tx.use(of: dataset.id, since: month), try tx.use(of: dataset.id))
        }
        return .json(["since": all.since.map { .string($0.description) } ?? .null, "recent": json(recent), "all": json(all)])
    }

    private static func json(_ use: DatasetUse) -> JSONValue {
        ["views": .integer(use.views), "downloads": .integer(use.downloads), "questions": .integer(use.questions)]
    }
}
