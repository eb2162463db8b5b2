import HTTPTypes
import Kernel
import Storage
import Web

/// Where a dataset was fetched from, as its page says it.
enum OriginEndpoint {
    static let all = [origin]

    private static let origin = Endpoint(
        .get, "/api/datasets/{name}/origin", "Where a dataset was fetched from, and whether it is still there",
        about: "404 for data that were not fetched from anywhere.",
        response: .named(
            "DatasetOrigin",
            .object(
                .required("source", .string), .required("url", .string), .required("state", .choice(HarvestObject.State.self)),
                .required("seenAt", .instant),
                .required("vanishedAt", Schema.instant.orNull.about("Since when the source no longer lists it."))))
    ) { request in
        let reading = try await ReadingRequest(request, purpose: nil)
        guard let origin = try await request.database.read({ [dataset = reading.dataset] tx in try tx.origin(of: dataset.id) }) else {
            throw AppError.notFound
        }
        return .json([
            "source": .string(origin.source), "url": .string(origin.url), "state": .string(origin.state.rawValue),
            "seenAt": .string(origin.seenAt.description),
            "vanishedAt": origin.vanishedAt.map { .string($0.description) } ?? .null,
        ])
    }
}
