import Kernel
import Web
import Work

/// What an official was told in the application, newest first.
enum NotificationsPage {
    static func page(_ page: Page, _ notifications: [Notification], older: String?) -> HTML {
        Layout.page(
            page, title: page.t("staff.notifications.title"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("staff.work.title"), StaffPaths.workList())], title: page.t("staff.notifications.title")))
                <h1>\(page.t("staff.notifications.title"))</h1>
                \(if: notifications.isEmpty,
                    EmptyState(page.t("staff.notifications.empty.title"), text: page.t("staff.notifications.empty.text")).html,
                    else: list(page, notifications))
                \(Pagination(page, older: older))
                """)
    }

    private static func list(_ page: Page, _ notifications: [Notification]) -> HTML {
        let cards = notifications.map { notification in
            ListCard(
                page.t(notification.message), link: notification.url, facts: ["\(page.format.moment(notification.createdAt))"],
                tags: notification.readAt == nil ? [Tag(page.t("staff.notifications.new"), .info).html] : [])
        }
        let hasUnread = notifications.contains { $0.readAt == nil }
        return """
            \(if: hasUnread, PostForm(page, StaffPaths.readNotifications(),
                "<input type=\"hidden\" name=\"last\" value=\"\(notifications[0].id.text)\"><p>\(Button(page.t("staff.notifications.mark"), kind: .quiet))</p>").html)
            \(ListCard.list(cards))
            """
    }
}
