import Directory
import Kernel
import Web

/// The list as a map: subdistricts shaded by how many reports they have, and with a script the single places.
struct ListMap {
    let page: Page
    let view: ListView

    var html: HTML {
        guard let map = view.map else {
            return EmptyState(page.t("report.map.none"), text: page.t("report.map.none_text")).html
        }
        return """
            <h2 class="visually-hidden">\(page.t("report.list.as_map"))</h2>\
            \(if: map.total == 0, Notice(.info, "<p>\(page.t("report.map.empty"))</p>").html)\
            \(MapBox(page, .records, outline: map, boundaries: ReportAPIPaths.outlines(), source: source, tiles: view.tiles))\
            \(map.legend(page, title: page.t("report.map.legend")))\
            <p class="hint">\(page.t("report.map.explained"))</p>
            """
    }

    /// The points behind the same filters, for the live map.
    private var source: String {
        let filter = view.query.filter
        return ReportAPIPaths.map(
            query: [
                ("category", filter.category), ("status", filter.status?.rawValue), ("fact", filter.fact?.rawValue),
                ("agency", filter.agency),
                ("subdistrict", filter.subdistrict), ("from", filter.from?.description), ("to", filter.to?.description),
                ("q", view.query.words),
            ])
    }
}
