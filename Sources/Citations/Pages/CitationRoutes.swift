import Catalogue
import Documents
import HTTPTypes
import Kernel
import Signing
import Storage
import Web

/// Pages of cited numbers.
enum CitationRoutes {
    static let all: [PageRoute] = [
        .get(CitationPaths.new) { request in try await form(request) },
        .post(CitationPaths.new, rate: RateLimit("citation", 60, per: 600)) { request in try await cite(request) },
        .get(CitationPaths.citation) { request in
            let code = try request.parameter("code")
            // However it was typed, the address in the browser becomes the one to pass on.
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(CitationPaths.citation(plain)) }
            do {
                return .page(CitationPage.page(request.page, try await request.citations.view(code, request)))
            } catch let error as AppError where error.kind == .notFound {
                // Figures of books have codes of the same form, and are printed with this address.
                guard let path = try await request.installation.services.find(FigureCodes.self)?.path(code, request.actor) else {
                    throw error
                }
                return .redirect(path)
            }
        },
        .get(CitationPaths.embed) { request in
            let view = try await request.citations.view(try request.parameter("code"), request)
            // The one page that others may show within theirs; it has nothing to press but a link.
            return Reply.page(EmbedPage.page(request.page, view)).header(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
            ).header("Cross-Origin-Resource-Policy", "cross-origin")
        },
        .get(CitationPaths.badge) { request in
            let view = try await request.citations.view(try request.parameter("code"), request)
            return picture(Badge(request.page, view).file, isPublic: isPublic(view.dataset, request))
        },
        .get(CitationPaths.picture) { request in
            let (citation, dataset) = try await request.citations.desk.find(code: try request.parameter("code"), for: request.actor)
            let address = request.citations.desk.absolute(CitationPaths.citation(citation.code))
            guard let code = QRPicture(address, label: "") else { throw AppError.notFound }
            return picture(code.file, isPublic: isPublic(dataset, request))
        },
        .get(CitationPaths.deed) { request in
            let (citation, _) = try await request.citations.desk.find(code: try request.parameter("code"), for: request.actor)
            guard let signed = citation.signed else { throw AppError.notFound }
            return .bytes(signed.json.bytes, type: "application/json", filename: "akta-\(citation.code).json")
        },
        .get(CitationPaths.publicKeys) { request in
            let keys = try await request.database.read { try $0.keySet() }
            return Reply.bytes(keys.json.bytes, type: "application/jwk-set+json").cached(publicSeconds: 300)
                .header("Access-Control-Allow-Origin", "*").header("Cross-Origin-Resource-Policy", "cross-origin")
        },
        .get(CitationPaths.verifier) { request in .page(VerifierPage.page(request.page)) },
        .get(CitationPaths.verifierFile) { request in
            let keys = try await request.database.read { try $0.keySet() }
            return .bytes(
                Array(try VerifierPage.file(keys, request.page).utf8), type: "text/html; charset=utf-8", filename: "pemeriksa-akta.html")
        },
    ]

    /// What a visitor gets of open data anybody may keep; who is known may see more of them than others.
    private static func isPublic(_ dataset: Dataset, _ request: Request) -> Bool {
        dataset.access == .open && request.actor.kind == .visitor
    }

    private static func picture(_ svg: String, isPublic: Bool) -> Reply {
        let reply = Reply.bytes(Array(svg.utf8), type: "image/svg+xml").header("Cross-Origin-Resource-Policy", "cross-origin")
        return isPublic ? reply.cached(publicSeconds: 600) : reply
    }

    private static func form(_ request: Request) async throws -> Reply {
        var values: [String: String] = ["rumus": Formula.Kind.count.rawValue]
        for name in ["data", "tabel", "versi", "rumus", "kolom", "per", "saring", "judul"] {
            if let value = request.query[name] { values[name] = value }
        }
        return .page(CitationFormPage.page(request.page, try await CitationForm(request, Form(values)).view()))
    }

    private static func cite(_ request: Request) async throws -> Reply {
        let data = try await request.form()
        let form = CitationForm(request, Form(data))
        do {
            if data["lihat"] != nil { return .page(CitationFormPage.page(request.page, try await form.view(mustCompute: true))) }
            let citation = try await request.citations.desk.cite(try await form.act(), by: request.actor)
            return .redirect(CitationPaths.citation(citation.code))
        } catch let error as AppError where error.kind == .invalid {
            return .page(
                CitationFormPage.page(request.page, try await form.with(error.issues).view()), status: .unprocessableContent)
        }
    }
}
