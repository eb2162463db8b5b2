import Kernel

/// What the phone shows for a page it cannot fetch. It is kept on phones, so nothing on it may depend on who looks.
package enum OfflinePage {
    package static func page(_ page: Page) -> HTML {
        Layout.page(
            page, title: page.t("ui.offline.title"), isWide: false, hasData: false,
            body: """
                <h1>\(page.t("ui.offline.title"))</h1><p class="lead">\(page.t("ui.offline.text"))</p>
                <p class="row">\(Button(page.t("ui.offline.report"), icon: .edit, link: SitePaths.report()))</p>
                """)
    }
}
