import Catalogue
import Directory
import Kernel
import Signing
import Storage
import Web

/// The administration of signing keys.
enum KeyPages {
    static let all: [PageRoute] = [
        .get(CitationPaths.keys, permission: .administerCatalogue) { request in .page(try await page(request)) },
        .post(CitationPaths.rotateKey, permission: .administerCatalogue) { request in
            try await request.citations.desk.keys.rotate(by: request.actor)
            return .redirect(CitationPaths.keys(), flash: request.t("keys.rotated"))
        },
        .post(CitationPaths.withdrawKey, permission: .administerCatalogue) { request in
            let id = try request.parameter("id")
            return try await request.act(again: { form, _ in try await page(request, form, at: id) }) { data in
                try await request.citations.desk.keys.withdraw(id, reason: data["reason"] ?? "", by: request.actor)
                return .redirect(CitationPaths.keys(), flash: request.t("keys.withdrawn"))
            }
        },
    ]

    private static func page(_ request: Request, _ form: Form = .empty, at id: String = "") async throws -> HTML {
        let keys = try await request.database.read { try $0.signingKeys() }
        let page = request.page
        return AdminFrame.page(
            page, page.t("keys.title"), isWide: false,
            body: """
                <p class="lead">\(page.t("keys.lead"))</p>\(ErrorSummary(page, form))\
                \(each: keys.reversed(), { card(page, $0, $0.id == id ? form : .empty) })\
                \(PostForm(page, CitationPaths.rotateKey(), "<p class=\"hint\">\(page.t("keys.rotate.hint"))</p><p>\(Button(page.t("keys.rotate"), kind: .quiet))</p>"))\
                <p><a class="code" href="\(CitationPaths.publicKeys())">\(CitationPaths.publicKeys())</a></p>
                """)
    }

    private static func card(_ page: Page, _ key: KeptKey, _ form: Form) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(key.id.prefix(8))."
        let state: Tag =
            key.published.withdrawnAt != nil
            ? Tag(page.t("keys.state.withdrawn"), .bad)
            : key.isCurrent ? Tag(page.t("keys.state.current"), .good) : Tag(page.t("keys.state.retired"))
        let withdrawal = ConfirmBox(
            scoped, page.t("keys.withdraw"), explanation: page.t("keys.withdraw.explanation"),
            content:
                "\(Input(scoped, "reason", label: page.t("keys.reason"), value: form.value("reason"), error: form.issue("reason").map { page.t($0) }, maxLength: 500))",
            confirm: page.t("keys.withdraw.confirm"))
        return Card(
            title: String(key.id.prefix(12)) + "…",
            """
            <p>\(state)</p>\(Facts([
                (page.t("keys.id"), "<span class=\"code\">\(key.id)</span>"), (page.t("keys.from"), "\(page.format.moment(key.published.validFrom))"),
                (page.t("keys.retired"), key.published.retiredAt.map { "\(page.format.moment($0))" }),
                (page.t("keys.withdrawn_at"), key.published.withdrawnAt.map { "\(page.format.moment($0))" }),
                (page.t("keys.reason"), key.reason.isEmpty ? nil : "\(key.reason)"),
            ]))\(if: key.published.withdrawnAt == nil, PostForm(scoped, CitationPaths.withdrawKey(key.id), "\(withdrawal)").html)
            """
        ).html
    }
}
