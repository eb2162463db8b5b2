import Kernel
import Web

/// Addresses for programs, which capabilities put among the services at their start: which doors there are depends on what is installed.
package struct DatasetDoors: Sendable {
    package struct Door: Sendable, Hashable {
        /// What it is, such as `CKAN` or `DCAT`; a name of the field, in no language.
        package var name: String
        package var about: TextKey
        /// From the root of this site.
        package var path: String

        package init(_ name: String, about: TextKey, path: String) {
            self.name = name
            self.about = about
            self.path = path
        }
    }

    package var doors: @Sendable (CatalogueEntry) -> [Door]

    package init(doors: @escaping @Sendable (CatalogueEntry) -> [Door]) { self.doors = doors }

    /// Doors that the field's tools know: rows, CKAN, DCAT, Data Package and the feed of changes. For whoever opens all of them.
    package static let known = DatasetDoors { entry in
        let name = entry.dataset.name
        var doors: [Door] = []
        if entry.dataset.access == .open, let table = entry.distributions.first {
            doors.append(Door("API", about: "reading.door.rows", path: "/api/datasets/\(name)/tables/\(table.name)/rows"))
        }
        return doors + [
            Door("CKAN", about: "reading.door.ckan", path: "/api/3/action/package_show?id=\(name)"),
            Door("DCAT (Turtle)", about: "reading.door.dcat", path: "/dataset/\(name).ttl"),
            Door("Data Package", about: "reading.door.package", path: "/data/\(name)/datapackage.json"),
            Door("Atom", about: "reading.door.atom", path: "/data/\(name)/perubahan.atom"),
        ]
    }
}

/// How a dataset's description for search engines is made (schema.org), put among the services by whoever makes it.
package struct DatasetMarkup: Sendable {
    package var json: @Sendable (CatalogueEntry, _ page: Page) -> String?

    package init(json: @escaping @Sendable (CatalogueEntry, _ page: Page) -> String?) { self.json = json }
}

/// What the page shows on which one takes a dataset along.
package struct UseView: Sendable {
    package var head: DatasetHead
    package var table: String?
    package var citation: DatasetCitation?
    package var cite: String?
    package var conditions: [String]
    package var downloads: [(label: String, link: String)]
    package var doors: [DatasetDoors.Door]
    /// Scheme and host.
    package var address: String
    package var charts: [SavedChart]
    package var chartCount: Int
    /// Of the last thirty days and of all time; `nil` for what is not open, where nothing is counted.
    package var use: (recent: DatasetUse, all: DatasetUse)?
    package var users: [DatasetUsers.Line]

    package init(
        head: DatasetHead, table: String?, citation: DatasetCitation?, cite: String?, conditions: [String] = [],
        downloads: [(label: String, link: String)], doors: [DatasetDoors.Door], address: String, charts: [SavedChart], chartCount: Int,
        use: (recent: DatasetUse, all: DatasetUse)? = nil, users: [DatasetUsers.Line] = []
    ) {
        self.head = head
        self.table = table
        self.citation = citation
        self.cite = cite
        self.conditions = conditions
        self.downloads = downloads
        self.doors = doors
        self.address = address
        self.charts = charts
        self.chartCount = chartCount
        self.use = use
        self.users = users
    }
}

package enum UsePage {
    package static func page(_ page: Page, _ view: UseView) -> HTML {
        DatasetFrame.page(
            page, view.head, part: .use, table: view.table,
            body: """
                <div class="stack-big">\(conditions(page, view))\(cite(page, view))\(downloads(page, view))\(doors(page, view))\(users(page, view))</div>
                """)
    }

    private static func conditions(_ page: Page, _ view: UseView) -> HTML {
        if view.conditions.isEmpty { return .empty }
        return """
            <p class="row chips"><span class="muted">\(page.t("reading.only_rows"))</span>\(each: view.conditions, { Tag($0).html })</p>
            """
    }

    private static func cite(_ page: Page, _ view: UseView) -> HTML {
        guard let citation = view.citation else { return .empty }
        return """
            <section class="stack"><h2>\(page.t("reading.use.cite"))</h2><p class="muted prose">\(page.t("reading.use.cite_about"))</p>\
            \(with: view.cite, { "<p>\(Button(page.t("reading.use.cite_figure"), kind: .quiet, icon: .copy, link: $0))</p>" })\
            <div class="grid grid--wide">\(CopyBox(page, id: "kutipan", label: page.t("reading.use.cite_text"), text: citation.text(page.format)))</div>\
            <details><summary>BibTeX</summary><pre class="code-box" tabindex="0">\(citation.bibTeX)</pre></details></section>
            """
    }

    private static func downloads(_ page: Page, _ view: UseView) -> HTML {
        if view.downloads.isEmpty { return .empty }
        return """
            <section class="stack"><h2>\(page.t("reading.use.download"))</h2><p class="muted prose">\(page.t("reading.use.download_about"))</p>\
            <ul class="link-row">\(each: view.downloads, { "<li><a href=\"\($0.link)\" download>\(Icon.download) \($0.label)</a></li>" })</ul></section>
            """
    }

    private static func doors(_ page: Page, _ view: UseView) -> HTML {
        if view.doors.isEmpty { return .empty }
        let boxes = view.doors.enumerated().html { index, door in
            """
            <div class="card"><h3>\(door.name)</h3><p class="muted">\(page.t(door.about))</p>\
            \(CopyBox(page, id: "pintu-\(index)", label: page.t("reading.use.address", ["name": door.name]), text: view.address + door.path))\
            <p><a href="\(door.path)">\(page.t("reading.use.try"))</a></p></div>
            """
        }
        return """
            <section class="stack"><h2>\(page.t("reading.use.doors"))</h2><p class="muted prose">\(page.t("reading.use.doors_about"))</p>\
            <div class="grid grid--wide">\(boxes)</div></section>
            """
    }

    private static func users(_ page: Page, _ view: UseView) -> HTML {
        let charts = view.charts.html { chart in
            """
            <li><a href="\(DataPaths.savedChart(chart.code))">\(chart.spec.title ?? page.t(chart.spec.kind.label))</a> \
            <span class="muted"><span class="code">\(chart.code)</span> · \(page.format.day(chart.createdAt))</span></li>
            """
        }
        return """
            <section class="stack"><h2>\(page.t("reading.use.who"))</h2>\(counted(page, view))\(Tiles([
                Tile(page.t("reading.use.charts"), page.format.number(view.chartCount)),
                Tile(page.t("reading.use.questions"), page.format.number(view.head.questions), link: DataPaths.questions(view.head.dataset.name)),
            ]))\(DatasetUsers.html(page, view.users))\(if: !view.charts.isEmpty, "<h3>\(page.t("reading.use.newest_charts"))</h3><ul>\(charts)</ul>")</section>
            """
    }

    private static func counted(_ page: Page, _ view: UseView) -> HTML {
        guard let (recent, all) = view.use, let since = all.since else { return .empty }
        func tile(_ label: TextKey, _ count: KeyPath<DatasetUse, Int>) -> Tile {
            let whole = ["count": page.format.number(all[keyPath: count]), "day": page.format.day(since)]
            return Tile(page.t(label), page.format.number(recent[keyPath: count]), note: "\(page.t("reading.use.all_time", whole))")
        }
        return """
            \(Tiles([
                tile("reading.use.views", \.views), tile("reading.use.downloads", \.downloads), tile("reading.use.programs", \.questions),
            ]))<p class="muted prose">\(page.t("reading.use.counted_about"))</p>
            """
    }
}
