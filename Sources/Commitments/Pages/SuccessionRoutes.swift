import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Offices that changed hands: who succeeded whom, and what the successor says to the inherited pledges.
enum SuccessionRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.succession) { request in
            try request.requireAccount()
            return .page(try await page(request, "", .empty, nil))
        },
        .post(CommitmentPaths.successor, permission: .draftCommitments) { request in
            let (code, id) = (try request.parameter("code"), try request.parameter("id"))
            return try await request.act(again: { form, error in try await page(request, id, form, error) }) { data in
                try await request.commitments.desk.name(successor: data["account"] ?? "", of: id, in: code, by: request.actor)
                return .redirect(CommitmentPaths.succession(code), flash: request.t("succession.named"))
            }
        },
        .post(CommitmentPaths.inherit) { request in
            try request.requireAccount()
            let (code, id) = (try request.parameter("code"), try request.parameter("id"))
            return try await request.act(again: { form, error in try await page(request, id, form, error) }) { data in
                var checker = Checker(data)
                let decision = checker.choice("decision", among: ["accepted", "contested"])
                try checker.check()
                try await request.commitments.desk.decide(
                    id, in: code, accepts: decision == "accepted", contested: data.all("contested"), text: data["text"] ?? "",
                    by: request.actor)
                return .redirect(CommitmentPaths.succession(code), flash: request.t("succession.decided"))
            }
        },
    ]

    private static func page(_ request: Request, _ noun: String, _ form: Form, _ error: AppError?) async throws -> HTML {
        let site = request.commitments
        let file = try await site.desk.file(of: try request.parameter("code"), for: request.actor)
        let isMine = file.inheritances.contains { $0.account == request.actor.id }
        guard isMine || CommitmentPolicy.maySeeDrafts(request.actor) else { throw AppError.forbidden }
        let accounts =
            CommitmentPolicy.mayDraft(request.actor)
            ? try await request.database.read { try AccountStore($0).list(includingDisabled: false, limit: 500) } : []
        let page = request.page
        let rows = file.signatories.filter { file.left.contains($0.id.text) && $0.state == .signed }.html { signatory in
            office(page, file, signatory, accounts, form: noun == signatory.id.text ? form : .empty)
        }
        return Layout.page(
            page, title: page.t("succession.title"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(file.commitment.title(page.language), CommitmentPaths.commitment(file.commitment.code))], title: page.t("succession.title")))\
                <div class="stack"><h1>\(page.t("succession.title"))</h1><p class="lead">\(page.t("succession.lead"))</p>\
                \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, form.issues))\
                \(if: rows.isEmpty, EmptyState(page.t("succession.none"), text: page.t("succession.none.text")).html, else: rows)</div>
                """)
    }

    private static func office(_ page: Page, _ file: CommitmentFile, _ signatory: Signatory, _ accounts: [Account], form: Form) -> HTML {
        let inheritance = file.inheritances.last { $0.signatory == signatory.id }
        var scoped = page
        scoped.fieldScope = "\(signatory.id.text)."
        let fields = Fields(scoped, form)
        var content: HTML = "<p>\(page.t("succession.signed_by", ["name": signatory.name]))</p>"
        if let inheritance {
            content += """
                <p><strong>\(inheritance.name)</strong> \(Tag(page.t(inheritance.decision.label), inheritance.decision == .accepted ? .good : .warn))</p>\
                \(if: !inheritance.text.isEmpty, "<p class=\"said\">\(inheritance.text)</p>")
                """
        }
        if let inheritance, inheritance.decision == .pending, inheritance.account == page.actor.id {
            let mine = file.clauses.filter { signatory.agency.map($0.agencies.contains) ?? true || signatory.office == .regent }
            content +=
                PostForm(
                    page, CommitmentPaths.inherit(file.commitment.code, signatory.id.text),
                    """
                    \(fields.radios("decision", "succession.decision", [Choice("accepted", page.t("succession.accept")), Choice("contested", page.t("succession.contest"))]))\
                    \(fields.boxes("contested", "succession.which", mine.map { Choice($0.code, "\($0.number). \($0.promise)") }))\
                    \(fields.area("text", "succession.text"))<p>\(Button(page.t("succession.do")))</p>
                    """
                ).html
        } else if inheritance == nil, !accounts.isEmpty {
            let choices = accounts.filter { signatory.agency == nil || $0.person.agency?.text == signatory.agency }.map {
                Choice($0.id.text, [$0.name, $0.person.position].compactMap { $0 }.joined(separator: " – "))
            }
            content +=
                PostForm(
                    page, CommitmentPaths.successor(file.commitment.code, signatory.id.text),
                    "\(fields.select("account", "succession.account", choices, prompt: "clause.field.choose"))<p>\(Button(page.t("succession.name"), kind: .quiet))</p>"
                ).html
        }
        return Card(title: signatory.officeTitle, content).html
    }
}
