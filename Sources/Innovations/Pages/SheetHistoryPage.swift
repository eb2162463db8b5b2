import Directory
import Kernel
import Masterplan
import Web

/// What became of a sheet: who changed which field from what to what, the newest first.
enum SheetHistoryPage {
    static func page(_ page: Page, _ file: SheetFile, _ versions: [RecordVersion], names: [String: String], agencies: AgencyTree) -> HTML {
        let title = page.t("innovation.history")
        let label = SheetPage.label(page, file.form)
        func words(_ field: String, _ value: String?) -> String {
            guard let value else { return "–" }
            switch field {
            case "lead": return agencies.name(value)
            case "dimension": return InnovationWords.dimension(page, value)
            case "pillar": return InnovationWords.pillar(page, value)
            case "state": return page.t(TextKey("innovation.state.\(value)"))
            default: return value
            }
        }
        var entries: [Timeline.Entry] = []
        for (index, version) in versions.enumerated() {
            let before = index + 1 < versions.count ? versions[index + 1].fields : nil
            let changed = before.map { before in
                Set(before.keys).union(version.fields.keys).filter { before[$0] != version.fields[$0] }.sorted()
            }
            let list = changed?.html { field in
                "<li>\(label(field)): <del>\(words(field, before?[field]))</del> → <ins>\(words(field, version.fields[field]))</ins></li>"
            }
            let who = names[version.actorID] ?? page.t("directory.history.system")
            entries.append(
                Timeline.Entry(
                    page.t("innovation.history.version", ["version": "\(version.version)"]),
                    meta: "\(who) · \(page.format.moment(version.at))",
                    content: list.map { "<ul>\($0)</ul>" }))
        }
        return Layout.page(
            page, title: "\(title) \(file.sheet.code)",
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.sheets"), InnovationsPaths.sheets()), (file.sheet.code, InnovationsPaths.sheet(file.sheet.code))], title: title))\
                <h1>\(title)</h1><p class="lead">\(file.sheet.title)</p>\(Timeline(entries))
                """)
    }
}
