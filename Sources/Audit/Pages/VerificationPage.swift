import Kernel
import Web
import Work

/// What the page about the verification shows.
package struct VerificationView: Sendable {
    package var asked: VerificationDesk.Run?
    package var done: VerificationDesk.Run?
    package var head: Head?

    package init(asked: VerificationDesk.Run?, done: VerificationDesk.Run?, head: Head?) {
        self.asked = asked
        self.done = done
        self.head = head
    }
}

package enum VerificationPage {
    package static func page(_ page: Page, _ view: VerificationView) -> HTML {
        let isRunning = view.asked?.isRunning(at: page.now) ?? false
        let running = Notice(.info, isLive: true, "<p>\(page.t("audit.verification.running"))</p>")
        let form = PostForm(page, AuditPaths.verification(), "<p>\(Button(page.t("audit.verification.now")))</p>")
        return Layout.page(
            page, title: page.t("audit.verification.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("audit.verification.title"))</h1><p class="lead">\(page.t("audit.verification.lead"))</p>\
                \(AuditTabs.html(page, .verification))\
                \(if: isRunning, running.html)\(result(page, view.done))\(if: !isRunning, form.html)\(head(page, view.head))</div>
                """)
    }

    private static func result(_ page: Page, _ done: VerificationDesk.Run?) -> HTML {
        guard let result = done?.result else {
            return EmptyState(page.t("audit.verification.never"), text: page.t("audit.verification.never_text")).html
        }
        let counted = "<p>\(result.lines(page.words, page.format)[0])</p>" as HTML
        let warning = Notice(.warn, "<p>\(page.t("audit.verify.no_heads"))</p>")
        let isBlind = !result.hasHeadLog && result.seals > 0
        let omissions = result.omissions(page.words, page.language).html { "<p>\($0)</p>" }
        return "\(result.isSound ? sound(page, result) : broken(page, result))\(counted)\(omissions)\(if: isBlind, warning.html)"
    }

    private static func sound(_ page: Page, _ result: VerificationResult) -> Notice {
        let at = page.t("audit.verification.at", ["at": page.format.moment(result.finishedAt)])
        return Notice(.good, title: page.t("audit.verify.sound"), "<p>\(at)</p>")
    }

    private static func broken(_ page: Page, _ result: VerificationResult) -> Notice {
        let findings = result.findings.html { "<li>\($0.sentence(page.words, page.format))</li>" }
        return Notice(
            .bad, title: page.t("audit.verification.broken"), "<ul>\(findings)</ul><p>\(page.t("audit.verification.what_now"))</p>")
    }

    private static func head(_ page: Page, _ head: Head?) -> HTML {
        guard let head else { return .empty }
        return """
            <h2>\(page.t("audit.head.title"))</h2><p>\(page.t("audit.head.lead"))</p>\
            \(Facts([
                (page.t("audit.column.position"), "\(page.format.number(head.position))"),
                (page.t("audit.head.at"), "\(page.format.moment(head.at))"),
                (page.t("audit.event.hash"), "<code>\(head.hash)</code>"),
            ]))
            """
    }
}
