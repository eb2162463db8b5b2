import Kernel
import Web

/// The frame of administration pages: where one is, the heading, and the sections one may enter.
package enum AdminFrame {
    static let sections = [
        AdminSection(
            title: "directory.agencies", about: "directory.agencies.about", path: DirectoryPaths.agencies,
            permission: DirectoryPermission.view),
        AdminSection(
            title: "directory.accounts", about: "directory.accounts.about", path: DirectoryPaths.accounts,
            permission: DirectoryPermission.accounts),
        AdminSection(
            title: "directory.roles", about: "directory.roles.about", path: DirectoryPaths.roles, permission: DirectoryPermission.view),
        AdminSection(
            title: "directory.calendar", about: "directory.calendar.about", path: DirectoryPaths.calendar,
            permission: DirectoryPermission.view),
        AdminSection(
            title: "directory.regions", about: "directory.regions.about", path: DirectoryPaths.regions, permission: DirectoryPermission.view
        ),
        AdminSection(
            title: "directory.words", about: "directory.words.about", path: DirectoryPaths.words, permission: DirectoryPermission.words),
        AdminSection(
            title: "directory.brand", about: "directory.brand.about", path: DirectoryPaths.brand, permission: DirectoryPermission.brand),
        AdminSection(
            title: "directory.clients", about: "directory.clients.about", path: DirectoryPaths.clients,
            permission: DirectoryPermission.clients),
        AdminSection(
            title: "directory.retention", about: "directory.retention.about", path: DirectoryPaths.retention,
            permission: DirectoryPermission.retention),
        AdminSection(
            title: "directory.session_times", about: "directory.session_times.about", path: DirectoryPaths.sessionTimes,
            permission: DirectoryPermission.roles),
    ]

    /// - Parameters:
    ///   - above: pages between the overview and this one.
    ///   - actions: buttons beside the heading.
    package static func page(
        _ page: Page, _ title: String, above: [(String, String)] = [], isWide: Bool = true, actions: [Button] = [], body: HTML
    ) -> HTML {
        let crumbs = [(page.t("directory.administration"), DirectoryPaths.administration())] + above
        return Layout.page(
            page, title: title, isWide: isWide,
            body: """
                \(Breadcrumb(page, above: crumbs, title: title))
                <div class="row row--apart"><h1>\(title)</h1>\(if: !actions.isEmpty, "<p class=\"row\">\(actions)</p>")</div>
                <div class="stack">\(body)</div>
                """)
    }

    /// Says that somebody else changed the record meanwhile, and what; the form below holds what was typed.
    /// - Parameter fields: where the names of its fields stand in the catalogue.
    package static func conflict(_ page: Page, _ error: AppError?, fields: String = "directory.field") -> HTML {
        guard let error, error.kind == .conflict else { return .empty }
        let changes = error.issues.html { issue in
            "<li>\(page.t(fieldName(issue.field, page, under: fields))): \(page.t(issue.message))</li>"
        }
        return Notice(.warn, title: page.t(error.message), isLive: true, error.issues.isEmpty ? .empty : "<ul>\(changes)</ul>").html
    }

    /// - Parameter sections: those this actor may enter.
    static func overview(_ page: Page, _ sections: [AdminSection], _ steps: SetUpSteps) -> HTML {
        Layout.page(
            page, title: page.t("directory.administration"),
            body: """
                <div class="stack"><h1>\(page.t("directory.administration"))</h1>\
                <p class="lead">\(page.t("directory.administration.about"))</p>\(steps.html(page))\
                \(ListCard.list(sections.map { ListCard(page.t($0.title), link: $0.path(), text: page.t($0.about)) }, isGrid: true))</div>
                """)
    }
}

/// The text key of a field's name in histories, or the name itself where it is data such as a day.
func fieldName(_ name: String, _ page: Page, under fields: String) -> TextKey {
    let key = TextKey("\(fields).\(name)")
    return page.words.sentence(key, .indonesian) == nil ? TextKey(name) : key
}
