import Catalogue
import HTTPTypes
import Kernel
import Signing
import Storage
import Web

/// Citing numbers and finding them again.
enum CitationEndpoints {
    static let all = [cite, one, deed, verify, keys, rotate, withdraw]

    static let cite = Endpoint(
        .post, CitationPaths.apiCitations, "Cite a number: compute it, sign its deed, get its code",
        about: """
            Everybody may cite what she may read whole. The same version, filter and formula give the same citation, whoever asks. \
            Columns, filters and figures are those of the row API.
            """,
        request: CitationSchemas.request, response: CitationSchemas.citation, status: .created, rate: RateLimit("citation", 60, per: 600)
    ) { request in
        let body = try await request.jsonValue()
        let site = request.citations
        let choice: TableChoice
        if let id = body["version"]?.string {
            choice = .version(Identifier(id))
        } else {
            choice = try site.table(body["dataset"]?.string ?? "", body["table"]?.string ?? "", asOf: body["asOf"]?.string)
        }
        let formula = Formula(
            Formula.Kind(rawValue: body["formula"]?.string ?? "") ?? .count, body["column"]?.string,
            by: body["groups"]?.array?.compactMap(\.string) ?? [])
        let citation = try await site.desk.cite(
            CiteNumber(choice, filter: body["filter"]?.string ?? "", formula: formula, title: body["title"]?.string ?? ""),
            by: request.actor)
        return .created(
            try await CitationJSON(request).citation(citation.code), at: CitationPaths.apiCitation(citation.code))
    }

    static let one = Endpoint(
        .get, CitationPaths.apiCitation, "One citation, with what is to be thought of its deed and what the newest version says",
        about: "404 for a code that nobody made and for data the caller may not read; which of the two is not told.",
        response: CitationSchemas.citation
    ) { request in .json(try await CitationJSON(request).citation(try request.parameter("code"))) }

    static let deed = Endpoint(
        .get, CitationPaths.apiDeed, "The signed deed of a citation",
        about: """
            The signature (Ed25519) is over the payload in the form of RFC 8785. Keys are at /.well-known/pendopo-keys.json; \
            /angka/pemeriksa.html is a page that checks a deed without a network.
            """,
        response: CitationSchemas.deed
    ) { request in
        let (citation, _) = try await request.citations.desk.find(code: try request.parameter("code"), for: request.actor)
        guard let signed = citation.signed else { throw AppError.notFound }
        return .json(signed.json.jsonValue)
    }

    static let verify = Endpoint(
        .post, CitationPaths.apiVerification, "Check a deed that somebody else has handed you",
        request: CitationSchemas.deed, response: .object(.required("verdict", .choice(KeySet.Verdict.self)))
    ) { request in
        let keys = try await request.database.read { try $0.keySet() }
        let body = try await request.jsonValue()
        // Fractions stand in no deed of ours, so one that has any was changed.
        guard let signed = CanonicalValue(body).flatMap(Signed.init(json:)),
            let at = signed.payload["cited_at"]?.string.flatMap({ Instant($0) })
        else { return .json(["verdict": .string(KeySet.Verdict.altered.rawValue)] as JSONValue) }
        return .json(["verdict": .string(keys.verify(signed, type: Deed.type, at: at).rawValue)] as JSONValue)
    }

    static let keys = Endpoint(
        .get, CitationPaths.apiKeys, "The public keys of this installation, as /.well-known/pendopo-keys.json has them",
        response: CitationSchemas.keys
    ) { request in .json(try await request.database.read { try $0.keySet() }.json.jsonValue) }

    static let rotate = Endpoint(
        .post, CitationPaths.apiKeys, "Let a new key sign from now on; what the one before signed stays good",
        permission: .administerCatalogue,
        response: CitationSchemas.keys, status: .created
    ) { request in
        try await request.citations.desk.keys.rotate(by: request.actor)
        return .json(try await request.database.read { try $0.keySet() }.json.jsonValue, status: .created)
    }

    static let withdraw = Endpoint(
        .post, CitationPaths.apiWithdrawal, "Say that nothing a key signed is to be trusted any more", permission: .administerCatalogue,
        request: .object(.required("reason", .string(min: 10, max: 500))), response: CitationSchemas.keys
    ) { request in
        let reason = try await request.jsonValue()["reason"]?.string ?? ""
        try await request.citations.desk.keys.withdraw(try request.parameter("id"), reason: reason, by: request.actor)
        return .json(try await request.database.read { try $0.keySet() }.json.jsonValue)
    }
}
