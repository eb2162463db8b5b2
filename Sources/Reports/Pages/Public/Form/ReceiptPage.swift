import Kernel
import Web
import Work

/// What a citizen holds in her hands when the report has arrived.
package struct ReceiptView: Sendable {
    package var code: String
    /// The whole secret address.
    package var link: String
    /// The same within the site.
    package var path: String
    package var isConfidential: Bool
    /// When somebody will have looked at it at the latest.
    package var verifiedBy: Instant?
    package var workingDays: Int?
    package var hasMail: Bool

    package init(code: String, link: String, path: String, isConfidential: Bool, verifiedBy: Instant?, workingDays: Int?, hasMail: Bool) {
        self.code = code
        self.link = link
        self.path = path
        self.isConfidential = isConfidential
        self.verifiedBy = verifiedBy
        self.workingDays = workingDays
        self.hasMail = hasMail
    }
}

package enum ReceiptPage {
    package static func page(_ page: Page, _ view: ReceiptView) -> HTML {
        Layout.page(
            page, title: page.t("report.receipt.title"), isWide: false, head: SecretHead.html,
            body: """
                <div class="stack">\(DraftSent(ReportFormPage.draft))<h1>\(page.t("report.receipt.title"))</h1>\
                <p class="lead">\(page.t("report.receipt.lead"))</p>\
                <section class="card receipt stack"><h2>\(page.t("report.receipt.code"))</h2><p class="code-big">\(view.code)</p>\
                <p class="muted">\(page.t("report.receipt.code_hint"))</p></section>\
                \(Card(title: page.t("report.receipt.link"), """
                    <p>\(page.t("report.receipt.link_text"))</p>\
                    \(CopyBox(page, id: "tautan", label: page.t("report.receipt.link_label"), text: view.link))\
                    <p class="row">\(Button(page.t("report.receipt.open"), kind: .quiet, icon: .arrow, link: view.path))</p>
                    """))\
                \(Card(title: page.t("report.receipt.next"), next(page, view)))\
                <p>\(page.t("report.receipt.lost")) <a href="\(ReportPaths.track())">\(page.t("report.track.title"))</a></p></div>
                """)
    }

    private static func next(_ page: Page, _ view: ReceiptView) -> HTML {
        let days = ["days": view.workingDays.map(page.format.number) ?? "–", "day": view.verifiedBy.map(page.format.day) ?? "–"]
        var steps: [HTML] = ["\(page.t("report.receipt.step_check", days))"]
        steps.append("\(page.t("report.receipt.step_agency"))")
        steps.append("\(page.t("report.receipt.step_verify"))")
        steps.append("\(page.t(view.isConfidential ? "report.receipt.step_confidential" : "report.receipt.step_public"))")
        if view.hasMail { steps.append("\(page.t("report.receipt.step_mail"))") }
        return "<ol>\(each: steps, { "<li>\($0)</li>" })</ol>"
    }
}

/// For pages whose address is a secret: found by no search engine, told to no other site. `same-origin` and not `no-referrer`, with which
/// browsers leave out of what a page's own forms send where they come from.
enum SecretHead {
    static let html: HTML = "<meta name=\"robots\" content=\"noindex, nofollow\"><meta name=\"referrer\" content=\"same-origin\">"
}

extension Reply {
    /// For pages whose address is a secret.
    var secret: Reply {
        header("Cache-Control", "private, no-store").header("Referrer-Policy", "same-origin").header("X-Robots-Tag", "noindex, nofollow")
    }
}

extension PageRoute {
    static let receipt = PageRoute.get(ReportPaths.receipt) { request in
        let (report, actor) = try await request.reporter()
        let file = try await request.reports.desk.file(report.id, for: actor)
        let clock = file.clocks.first { $0.name == "verification" }
        let path = ReportPaths.follow(report.code, try request.parameter("secret"))
        let view = ReceiptView(
            code: report.code, link: request.installation.settings.absolute(path), path: path,
            isConfidential: report.disclosure == .confidential, verifiedBy: clock?.dueAt, workingDays: clock?.workingDays,
            hasMail: file.hasIdentity)
        return Reply.page(ReceiptPage.page(request.page, view)).secret
    }
}

extension Request {
    /// The report whose secret link was opened, and its bearer as an actor.
    /// - Throws: `.notFound` alike for a wrong code and a wrong secret.
    func reporter() async throws -> (report: Report, actor: Actor) {
        try await reports.desk.reporter(code: try parameter("code"), secret: try parameter("secret"))
    }
}
