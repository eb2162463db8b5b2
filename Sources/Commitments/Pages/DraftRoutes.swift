import Directory
import HTTPTypes
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Pages of those who write commitments.
enum DraftRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.work, permission: .draftCommitments) { request in
            let page = request.page
            let stages = try await request.planStages(isExact: false)
            let found = try await request.database.read { tx in
                try tx.commitments(isPublic: false, limit: 200).map { commitment in
                    (commitment, try commitment.state == .open ? tx.signatories(of: commitment.id) : [])
                }
            }
            let cards = found.map { commitment, signatories -> ListCard in
                var facts: [HTML] = ["<span class=\"code\">\(commitment.code)</span>"]
                if !signatories.isEmpty {
                    let signed = signatories.count(where: { $0.state == .signed })
                    let values = ["signed": page.format.number(signed), "all": page.format.number(signatories.count)]
                    facts.append("\(page.t("ceremony.count", values))")
                }
                return ListCard(
                    commitment.title, link: CommitmentPaths.draft(commitment.code), facts: facts,
                    tags: [PledgeWords.tag(page, commitment.state).html])
            }
            return .page(
                Layout.page(
                    page, title: page.t("commitment.menu"),
                    body: """
                        <div class="row row--apart"><h1>\(page.t("commitment.menu"))</h1>\
                        \(Button(page.t("commitment.new"), icon: .add, link: CommitmentPaths.new()))</div>\
                        \(if: cards.isEmpty, EmptyState(page.t("commitment.none"), text: page.t("commitment.none.staff")).html, else: ListCard.list(cards))\
                        \(StagePart.html(page, stages))
                        """))
        },
        .get(CommitmentPaths.new, permission: .draftCommitments) { request in .page(CommitmentForm.page(request.page, .empty, of: nil)) },
        .post(CommitmentPaths.new, permission: .draftCommitments) { request in
            try await request.act(again: { form, error in CommitmentForm.page(request.page, form, of: nil, error: error) }) { data in
                var checker = Checker(data)
                let made = try await request.commitments.desk.create(try CommitmentForm.draft(&checker), by: request.actor)
                return .redirect(
                    CommitmentPaths.draft(made.code), flash: request.t("commitment.created"), sent: CommitmentForm.draftName(nil))
            }
        },
        .get(CommitmentPaths.draft) { request in
            try request.requireAccount()
            return .page(try await page(request, .empty))
        },
        .get(CommitmentPaths.preview) { request in
            try request.requireAccount()
            guard CommitmentPolicy.maySeeDrafts(request.actor) else { throw AppError.forbidden }
            let (file, paper) = try await request.commitments.desk.preview(
                of: try request.parameter("code"), request.language, request.installation.words, for: request.actor)
            return .page(DraftPage.preview(request.page, file, paper))
        },
        .get(CommitmentPaths.edit, permission: .draftCommitments) { request in
            let commitment = try await draft(request)
            return .page(CommitmentForm.page(request.page, CommitmentForm.filled(commitment), of: commitment))
        },
        .post(CommitmentPaths.edit, permission: .draftCommitments) { request in
            let commitment = try await draft(request)
            return try await request.act(again: { form, error in CommitmentForm.page(request.page, form, of: commitment, error: error) }) {
                data in
                var checker = Checker(data)
                try await request.commitments.desk.edit(
                    commitment.code, try CommitmentForm.draft(&checker), by: request.actor, expecting: data.neededVersion)
                return .redirect(
                    CommitmentPaths.draft(commitment.code), flash: request.t("commitment.saved"),
                    sent: CommitmentForm.draftName(commitment.code))
            }
        },
        .get(CommitmentPaths.newClause, permission: .draftCommitments) { request in
            let form = ClauseForm(request: request, commitment: try await draft(request), clause: nil)
            return .page(form.page(form.filled()))
        },
        .post(CommitmentPaths.newClause, permission: .draftCommitments) { request in
            let form = ClauseForm(request: request, commitment: try await draft(request), clause: nil)
            return try await request.act(again: form.page) { data in
                let draft = try await form.draft(data)
                try await request.commitments.desk.put(draft, in: form.commitment.code, by: request.actor)
                return .redirect(CommitmentPaths.draft(form.commitment.code), flash: request.t("clause.saved"), sent: form.draftName)
            }
        },
        .get(CommitmentPaths.editClause, permission: .draftCommitments) { request in
            let form = try await clauseForm(request)
            return .page(form.page(form.filled()))
        },
        .post(CommitmentPaths.editClause, permission: .draftCommitments) { request in
            let form = try await clauseForm(request)
            return try await request.act(again: form.page) { data in
                let draft = try await form.draft(data)
                try await request.commitments.desk.put(
                    draft, as: form.clause?.code, in: form.commitment.code, by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(CommitmentPaths.draft(form.commitment.code), flash: request.t("clause.saved"), sent: form.draftName)
            }
        },
        .post(CommitmentPaths.removeClause, permission: .draftCommitments) { request in
            let code = try request.parameter("code")
            try await request.commitments.desk.remove(clause: try request.parameter("clause"), from: code, by: request.actor)
            return .redirect(CommitmentPaths.draft(code), flash: request.t("clause.removed"))
        },
        .post(CommitmentPaths.signatories, permission: .draftCommitments) { request in
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                var checker = Checker(data)
                let office = checker.choice("office", of: Signatory.Office.self)
                let title = checker.line("title", max: 200)
                let account = checker.line("account", max: 40)
                try checker.check()
                let draft = SignatoryDraft(
                    office!, title: title, agency: data["agency"].flatMap { $0.isEmpty ? nil : $0 }, institution: data["institution"],
                    account: account)
                try await request.commitments.desk.add(draft, to: code, by: request.actor)
                return .redirect(CommitmentPaths.draft(code), flash: request.t("signatory.added"))
            }
        },
        .post(CommitmentPaths.signatory, permission: .draftCommitments) { request in
            let (code, id, noun) = (try request.parameter("code"), try request.parameter("id"), try request.parameter("noun"))
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                switch noun {
                case "hapus": try await request.commitments.desk.remove(signatory: id, from: code, by: request.actor)
                case "pengganti":
                    try await request.commitments.desk.replaceHolder(of: id, in: code, with: data["account"] ?? "", by: request.actor)
                default: throw AppError.notFound
                }
                return .redirect(CommitmentPaths.draft(code), flash: request.t("commitment.saved"))
            }
        },
        .post(CommitmentPaths.act, permission: .draftCommitments) { request in
            let (code, noun) = (try request.parameter("code"), try request.parameter("noun"))
            return try await request.act(again: { form, error in try await page(request, form, error) }) { data in
                let (desk, reason) = (request.commitments.desk, data["reason"] ?? "")
                if noun == "pimpinan" {
                    let (named, left) = try await desk.addHeads(to: code, by: request.actor)
                    let counts = ["count": "\(named.count)", "left": "\(left)"]
                    return .redirect(
                        CommitmentPaths.draft(code), flash: request.t(left == 0 ? "signatory.heads_added" : "signatory.heads_left", counts))
                }
                switch noun {
                case "pembukaan": try await desk.open(code, by: request.actor, expecting: data.neededVersion)
                case "penarikan": try await desk.reopen(code, reason: reason, by: request.actor)
                case "di-atas-kertas": try await desk.enterForceOnPaper(code, words: reason, by: request.actor)
                case "pengakhiran": try await desk.end(code, reason: reason, by: request.actor)
                default: throw AppError.notFound
                }
                return .redirect(CommitmentPaths.draft(code), flash: request.t(TextKey("commitment.did.\(noun)")))
            }
        },
    ]

    private static func draft(_ request: Request) async throws -> Commitment {
        let (desk, code, actor) = (request.commitments.desk, try request.parameter("code"), request.actor)
        return try await desk.database.read { tx in try desk.commitment(code, for: actor, tx) }
    }

    private static func clauseForm(_ request: Request) async throws -> ClauseForm {
        let commitment = try await draft(request)
        let code = try request.parameter("clause")
        guard let plain = ShortCode.normalize(code), let clause = try await request.database.read({ try $0.clause(code: plain) }),
            clause.commitment == commitment.id
        else { throw AppError.notFound }
        return ClauseForm(request: request, commitment: commitment, clause: clause)
    }

    static func page(_ request: Request, _ form: Form, _ error: AppError? = nil) async throws -> HTML {
        let site = request.commitments
        guard CommitmentPolicy.maySeeDrafts(request.actor) else { throw AppError.forbidden }
        let file = try await site.desk.file(of: try request.parameter("code"), for: request.actor)
        let accounts = try await request.database.read { try AccountStore($0).list(includingDisabled: false, limit: 500) }
        var stages: [PlanStage] = []
        if file.commitment.state == .inForce { stages = try await request.planStages(isExact: false) }
        return DraftPage.page(
            request.page,
            DraftPage.View(
                file: file, directory: site.directory,
                accounts: accounts.map { account in
                    let office = account.person.agency.map { site.directory.agencies.name($0.text) }
                    return Choice(
                        account.id.text, [account.name, account.person.position, office].compactMap { $0 }.joined(separator: " – "))
                }, provider: site.desk.signatures.provider, stages: stages, form: form, error: error))
    }
}
