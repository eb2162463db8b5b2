import Directory
import Documents
import HTTPTypes
import Kernel
import Signing
import Storage
import Web
import Work

/// Pages of commitments for everybody.
enum CommitmentRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.commitments) { request in
            let found = try await request.database.read { try $0.commitments(isPublic: true, limit: 200) }
            let page = request.page
            let cards = found.map { commitment in
                ListCard(
                    commitment.title(page.language), link: CommitmentPaths.commitment(commitment.code),
                    facts: [
                        "\(page.t("commitment.period", ["from": page.format.day(commitment.startsOn), "to": page.format.day(commitment.endsOn)]))",
                        "<span class=\"code\">\(commitment.code)</span>",
                    ], tags: [PledgeWords.tag(page, commitment.state).html])
            }
            let list: HTML =
                cards.isEmpty
                ? EmptyState(page.t("commitment.none"), text: page.t("commitment.none.text")).html : ListCard.list(cards)
            return .page(
                Layout.page(
                    page, title: page.t("commitment.all"),
                    body: """
                        <h1>\(page.t("commitment.all"))</h1><p class="lead">\(page.t("commitment.all.lead"))</p>\(list)\
                        \(if: !cards.isEmpty, PlainTable.links { CommitmentPaths.listFile($0) })\
                        <p class="row"><a href="\(CommitmentPaths.pledges())">\(page.t("pledge.title"))</a> \
                        <a href="\(CommitmentPaths.check())">\(page.t("paper_check.title"))</a></p>
                        """))
        },
        .get(CommitmentPaths.check) { request in .page(CheckPage.page(request.page, .empty, nil)) },
        .post(CommitmentPaths.check, limits: .uploads(1, each: 32 << 20), rate: RateLimit("commitment-check", 60, per: 600)) { request in
            try await check(request)
        },
        .get(CommitmentPaths.keys) { request in
            let keys = try await request.database.read { try $0.holderKeySet() }
            return Reply.bytes(keys.json.bytes, type: "application/jwk-set+json").cached(publicSeconds: 300)
                .header("Access-Control-Allow-Origin", "*").header("Cross-Origin-Resource-Policy", "cross-origin")
        },
        .get(CommitmentPaths.verifier) { request in .page(CommitmentVerifier.page(request.page)) },
        .get(CommitmentPaths.verifierFile) { request in
            let keys = try await request.database.read { try $0.holderKeySet() }
            return .bytes(
                Array(try CommitmentVerifier.file(keys, request.page).utf8), type: "text/html; charset=utf-8",
                filename: "pemeriksa-komitmen.html")
        },
        .get(CommitmentPaths.commitment) { request in
            let code = try request.parameter("code")
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(CommitmentPaths.commitment(plain)) }
            let site = request.commitments
            let file = try await site.desk.file(of: code, for: request.actor)
            // A draft has its page elsewhere; here stands only what can be signed.
            if !file.commitment.isPublic { return .redirect(CommitmentPaths.draft(code)) }
            return .page(
                CommitmentPage.page(
                    request.page,
                    CommitmentPage.View(
                        file: file, names: site.directory.agencies, address: site.desk.absolute(CommitmentPaths.commitment(code)),
                        actions: actions(file, request), hasPDF: site.desk.press?.isInstalled ?? false)))
        },
        .get(CommitmentPaths.ceremony) { request in
            let site = request.commitments
            let file = try await site.desk.file(of: try request.parameter("code"), for: request.actor)
            guard file.commitment.isPublic else { throw AppError.notFound }
            return .page(CeremonyPage.page(request.page, file, isStill: request.query["diam"] != nil))
        },
        .get(CommitmentPaths.ceremonyStream, rate: RateLimit("ceremony", 600, per: 600)) { request in
            try await ceremony(request, since: request.query.int("sejak") ?? 0).reply
        },
        .get(CommitmentPaths.deed) { request in
            let desk = request.commitments.desk
            let file = try await desk.file(of: try request.parameter("code"), for: request.actor)
            guard file.commitment.isPublic else { throw AppError.notFound }
            return .bytes(desk.bundle(of: file).bytes, type: "application/json", filename: "komitmen-\(file.commitment.code).json")
        },
        .get(CommitmentPaths.pdf, rate: RateLimit("commitment-paper", 30, per: 600)) { request in
            .bytes(try await pdf(request), type: "application/pdf", filename: "komitmen-\(try request.parameter("code")).pdf")
        },
        .get(CommitmentPaths.docx) { request in
            let code = try request.parameter("code")
            let (_, paper) = try await request.commitments.desk.draftPaper(
                of: code, request.language, request.installation.words, for: request.actor)
            return .bytes(
                try PaperDOCX(paper).bytes(), type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                filename: "komitmen-\(code).docx")
        },
        .get(CommitmentPaths.html) { request in
            let code = try request.parameter("code")
            let (_, paper) = try await request.commitments.desk.draftPaper(
                of: code, request.language, request.installation.words, for: request.actor)
            return .bytes(
                Array(PaperHTML(paper).document.utf8), type: "text/html; charset=utf-8", filename: "komitmen-\(code).html")
        },
        .get(CommitmentPaths.picture) { request in
            let desk = request.commitments.desk
            let file = try await desk.file(of: try request.parameter("code"), for: .visitor)
            guard let code = QRCode(desk.absolute(CommitmentPaths.commitment(file.commitment.code))) else { throw AppError.notFound }
            let svg = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(code.span) \(code.span)" width="\(code.span * 8)" \
                height="\(code.span * 8)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(code.span)v\(code.span)H0z"/>\
                <path fill="#000" d="\(code.path)"/></svg>
                """
            return Reply.bytes(Array(svg.utf8), type: "image/svg+xml").cached(publicSeconds: 600)
        },
    ]

    /// Changes on the screen of a ceremony.
    static func ceremony(_ request: Request, since: Int) async throws -> ChangeStream {
        let desk = request.commitments.desk
        let code = try request.parameter("code")
        let commitment = try await desk.database.read { tx in try desk.commitment(code, for: request.actor, tx) }
        guard commitment.isPublic else { throw AppError.notFound }
        return desk.stream(of: commitment, since: since)
    }

    /// The file that carries certified signatures, where there is one; else one that is made now.
    static func pdf(_ request: Request) async throws -> [UInt8] {
        let (desk, code) = (request.commitments.desk, try request.parameter("code"))
        let file = try await desk.file(of: code, for: request.actor)
        let certified = file.signatories.filter { $0.fileHash != nil }.max {
            ($0.signedAt?.milliseconds ?? 0) < ($1.signedAt?.milliseconds ?? 0)
        }
        if let hash = certified?.fileHash, let bytes = try await desk.files.get(hash) { return bytes }
        return try await desk.paper(of: code, request.language, request.installation.words, for: request.actor).bytes
    }

    private static func actions(_ file: CommitmentFile, _ request: Request) -> [(label: String, link: String)] {
        let (actor, code) = (request.actor, file.commitment.code)
        var actions: [(label: String, link: String)] = []
        if file.waits(for: actor) { actions.append((request.t("signing.go"), CommitmentPaths.sign(code))) }
        if CommitmentPolicy.mayDraft(actor) { actions.append((request.t("commitment.manage"), CommitmentPaths.draft(code))) }
        let isSuccessor = file.inheritances.contains { $0.account == actor.id && $0.decision == .pending }
        if isSuccessor || CommitmentPolicy.mayDraft(actor) && !file.left.isEmpty && file.commitment.state == .inForce {
            actions.append((request.t("succession.title"), CommitmentPaths.succession(code)))
        }
        return actions
    }

    private static func check(_ request: Request) async throws -> Reply {
        let data = try await request.form()
        if let file = data.files("file").first, file.size > 0 {
            let found = try await request.commitments.desk.check(try await file.bytes())
            return .page(CheckPage.page(request.page, .empty, found))
        }
        guard let code = ShortCode.normalize(data["code"] ?? "") else {
            let form = Form(data, issues: [Issue("code", "error.check_nothing")])
            return .page(CheckPage.page(request.page, form, nil), status: .unprocessableContent)
        }
        let known = try await request.database.read { try $0.commitment(code: code) }
        guard known?.isPublic ?? false else { return .page(CheckPage.page(request.page, Form(data), BundleCheck(outcome: .unknown))) }
        return .redirect(CommitmentPaths.commitment(code))
    }
}
