import Catalogue
import Kernel
import Signing
import Storage
import Web

/// Citations as the API answers them.
struct CitationJSON {
    let request: Request

    init(_ request: Request) { self.request = request }

    func citation(_ code: String) async throws -> JSONValue {
        let desk = request.citations.desk
        let (citation, dataset) = try await desk.find(code: code, for: request.actor)
        let standing = try await desk.standing(of: citation, for: request.actor)
        guard let version = try await request.database.read({ tx in try tx.datasetVersion(citation.version) }) else {
            throw AppError.notFound
        }
        return [
            "code": .string(citation.code), "url": .string(desk.absolute(CitationPaths.citation(citation.code))),
            "title": .string(citation.title),
            "dataset": ["id": .string(dataset.id.text), "name": .string(dataset.name), "title": .string(dataset.title(request.language))],
            "version": ["id": .string(version.id.text), "number": .integer(version.number), "sha256": .string(version.hash)],
            "filter": .string(citation.filter), "formula": .string(citation.formula.text), "value": text(citation.computed.value),
            "series": .array(citation.computed.series.map { .array($0.map(text)) }), "rows": .integer(citation.computed.rows),
            "unit": text(citation.unit), "citedAt": .string(citation.citedAt.description), "verdict": .string(standing.verdict.rawValue),
            "newer": standing.newer.map(newer) ?? .null, "deed": .string(CitationPaths.apiDeed(citation.code)),
        ]
    }

    private func newer(_ newer: Standing.Newer) -> JSONValue {
        var members: [String: JSONValue] = ["version": .integer(newer.number), "publishedAt": .string(newer.publishedAt.description)]
        switch newer.outcome {
        case .same: members["outcome"] = "same"
        case .hidden: members["outcome"] = "hidden"
        case .unanswerable: members["outcome"] = "unanswerable"
        case .other(let value, let difference, let since):
            members["outcome"] = "other"
            members["value"] = text(value)
            members["difference"] = text(difference)
            members["sinceVersion"] = .integer(since.number)
            members["since"] = .string(since.publishedAt.description)
            members["sinceAtLatest"] = .bool(since.isAtLatest)
        }
        return .object(members)
    }

    private func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
