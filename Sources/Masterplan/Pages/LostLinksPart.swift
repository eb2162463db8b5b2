import Directory
import Kernel
import Web

/// What a re-based plan has lost, by name, and how each is mended: its node's page looks for what could take the place.
enum LostLinks {
    static func html(_ page: Page, _ lost: [LostLink], _ agencies: AgencyTree) -> HTML {
        guard !lost.isEmpty else { return .empty }
        let items = lost.html { lost -> HTML in
            let step = PlanPaths.node(lost.node.id.text, query: [("cari", words(lost.was.title))])
            return """
                <li><a href="\(PlanPaths.node(lost.node.id.text))">\(lost.node.name)</a>: \
                \(page.t("plan.lost.was", ["link": page.t(lost.kind.label).lowercased(), "title": lost.was.name]))<br>\
                <a href="\(step)#kaitan">\(page.t("plan.lost.step"))<span class="visually-hidden">: \(lost.node.name)</span></a>\
                \(with: lost.node.agency, { " <span class=\"muted\">· \(agencies.name($0))</span>" })</li>
                """
        }
        return """
            <section class="stack" id="kaitan-hilang"><h2>\(page.t("plan.lost.title", ["count": page.format.number(lost.count)]))</h2>\
            <p>\(page.t("plan.lost.about"))</p><ul>\(items)</ul></section>
            """
    }

    /// The longest word of a title: one that is likely to stand in its successor's too.
    private static func words(_ title: String) -> String {
        title.split(separator: " ").max { $0.count < $1.count }.map { String($0) } ?? title
    }
}
