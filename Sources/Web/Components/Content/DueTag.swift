import Kernel

/// How much time is left, in words.
package struct DueTag: Component {
    var page: Page
    var daysLeft: Int?
    var isPaused: Bool

    /// - Parameters:
    ///   - daysLeft: working days until the due day, 0 on the day itself, negative when it has passed; `nil` when nothing is due.
    ///   - isPaused: the clock waits for somebody else, so the days left do not run.
    package init(_ page: Page, daysLeft: Int?, isPaused: Bool = false) {
        self.page = page
        self.daysLeft = daysLeft
        self.isPaused = isPaused
    }

    package var html: HTML {
        if isPaused { return Tag(page.t("ui.due.paused"), .idle, icon: .pause).html }
        guard let daysLeft else { return Tag(page.t("ui.due.none")).html }
        let days = ["days": page.format.number(abs(daysLeft))]
        switch daysLeft {
        case ..<0: return Tag(page.t("ui.due.late", days), .bad).html
        case 0: return Tag(page.t("ui.due.today"), .warn).html
        case 1...2: return Tag(page.t("ui.due.soon", days), .warn).html
        default: return Tag(page.t("ui.due.left", days), .idle, icon: .clock).html
        }
    }

    package static let examples = [
        Example("left, soon, today, late, waiting") { page in
            """
            <p class="row">\(DueTag(page, daysLeft: 12)) \(DueTag(page, daysLeft: 1)) \(DueTag(page, daysLeft: 0)) \
            \(DueTag(page, daysLeft: -4)) \(DueTag(page, daysLeft: 5, isPaused: true)) \(DueTag(page, daysLeft: nil))</p>
            """
        }
    ]
}
