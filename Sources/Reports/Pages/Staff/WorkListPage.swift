import Directory
import Kernel
import Web
import Work

/// One row of the work list: what is owed, about which record, by when.
package struct WorkItem: Sendable {
    package var owed: OwedWork
    /// Working days left by the calendar of who owes it; negative when the day has passed.
    package var daysLeft: Int

    package init(_ owed: OwedWork, daysLeft: Int) {
        self.owed = owed
        self.daysLeft = daysLeft
    }
}

/// The one work list of an official, what is due first at the top.
package enum WorkListPage {
    package struct View: Sendable {
        package var items: [WorkItem]
        package var names: Names
        /// Link to the next page, `nil` on the last.
        package var older: String?
        package var isFirst: Bool
        package var unread: Int
    }

    package static func page(_ page: Page, _ view: View) -> HTML {
        let late = view.items.count { $0.daysLeft < 0 }
        // The agency is worth a word only where there are several.
        let hasSeveral = Set(view.items.map(\.owed.obligation.agency)).count > 1
        return Layout.page(
            page, title: page.t("staff.work.title"),
            body: """
                <h1>\(page.t("staff.work.title"))</h1>
                <p class="lead">\(page.t("staff.work.intro"))</p>
                \(if: view.unread > 0, "<p><a href=\"\(StaffPaths.notifications())\">\(page.t("staff.work.unread", ["count": String(view.unread)]))</a></p>")
                \(if: late > 0, Notice(.warn, "<p>\(page.t("staff.work.late", ["count": String(late)]))</p>").html)
                \(if: view.items.isEmpty,
                    EmptyState(
                        page.t("staff.work.empty.title"), text: page.t("staff.work.empty.text"),
                        action: Button(page.t("staff.reports.title"), kind: .quiet, link: StaffPaths.reports())).html,
                    else: ListCard.list(view.items.map { card(page, $0, view.names, showsAgency: hasSeveral) }))
                \(Pagination(page, newer: view.isFirst ? nil : StaffPaths.workList(), older: view.older))
                """)
    }

    private static func card(_ page: Page, _ item: WorkItem, _ names: Names, showsAgency: Bool) -> ListCard {
        let obligation = item.owed.obligation
        var facts: [HTML] = []
        if let report = item.owed.report {
            facts.append("\(names.category(report.category))")
            if let place = names.place(village: report.place.village, subdistrict: report.place.subdistrict) {
                facts.append("\(Icon.pin) \(place)")
            }
        }
        if showsAgency, let agency = item.owed.report?.agency ?? obligation.agency { facts.append("\(names.agency(agency))") }
        facts.append(
            "<time datetime=\"\(obligation.dueAt.description)\">\(page.t("staff.work.due", ["day": page.format.day(obligation.dueAt)]))</time>"
        )
        // Records that nobody calls by a code are named by the end of their id, which says nothing to people.
        if !obligation.subject.id.hasSuffix(obligation.subjectCode) {
            facts.append("<span class=\"code\">\(obligation.subjectCode)</span>")
        }
        var tags = [
            Tag(page.t(TextKey("task.\(obligation.task)")), .act).html,
            DueTag(page, daysLeft: item.daysLeft).html,
        ]
        if obligation.level > 0 { tags.append(Tag(page.t("staff.level", ["level": String(obligation.level)]), .warn).html) }
        if let report = item.owed.report, report.disclosure != .open {
            tags.append(Tag(page.t(report.disclosure.label), .idle, icon: .lock).html)
        }
        return ListCard(item.owed.view.title, link: item.owed.view.url ?? StaffPaths.workList(), facts: facts, tags: tags)
    }
}
