import Kernel
import Web

/// Regions as they were imported: the regency's subdistricts on a map and in a list, and the villages of one.
enum RegionPages {
    static func list(_ page: Page, _ places: PlacesSnapshot, mayImport: Bool) -> HTML {
        let importing = Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.importRegions())
        let export = Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.regionsCSV())
        let neighbours = places.regencies.filter { $0.code != places.regency?.code }
        guard let regency = places.regency else {
            return AdminFrame.page(
                page, page.t("directory.regions"),
                body: EmptyState(
                    page.t("directory.regions.none"), text: page.t("directory.regions.none.about"), action: mayImport ? importing : nil
                ).html)
        }
        let villages = places.subdistricts.reduce(0) { $0 + places.children(of: $1.code).count }
        return AdminFrame.page(
            page, page.t("directory.regions"), actions: mayImport ? [export, importing] : [export],
            body: """
                <p>\(page.t("directory.regions.summary", [
                    "regency": regency.name, "subdistricts": page.format.number(places.subdistricts.count), "villages": page.format.number(villages),
                    "boundaries": page.format.number(places.boundaryCount),
                ]))</p>
                \(map(page, places, places.subdistricts))
                \(table(page, places, places.subdistricts))
                \(if: !neighbours.isEmpty, "<p class=\"muted\">\(page.t("directory.regions.neighbours", ["names": neighbours.map(\.name).joined(separator: ", ")]))</p>")
                """)
    }

    static func subdistrict(_ page: Page, _ places: PlacesSnapshot, _ region: Region) -> HTML {
        AdminFrame.page(
            page, region.name, above: [(page.t("directory.regions"), DirectoryPaths.regions())],
            body: "\(map(page, places, places.children(of: region.code)))\(table(page, places, places.children(of: region.code)))")
    }

    private static func map(_ page: Page, _ places: PlacesSnapshot, _ regions: [Region]) -> HTML {
        let outlines = Outlines(regions, in: places, metres: 150)
        if outlines.features.isEmpty { return "<p class=\"muted\">\(page.t("directory.regions.no_boundaries"))</p>" }
        let areas = outlines.areas { region, rings in
            OutlineMap.Area(region.name, rings: rings, link: region.kind == .village ? nil : DirectoryPaths.region(region.code.text))
        }
        return "<div class=\"map\">\(OutlineMap(page.t("directory.regions.map"), areas: areas))</div>"
    }

    private static func table(_ page: Page, _ places: PlacesSnapshot, _ regions: [Region]) -> HTML {
        let rows: [[HTML]] = regions.map { region in
            let link = DirectoryPaths.region(region.code.text)
            let below = page.format.number(places.children(of: region.code).count)
            let kind = region.villageKind.map { page.t(TextKey("directory.village_kind.\($0.rawValue)")) }
            return [
                region.kind == .village ? "\(region.name)" : "<a href=\"\(link)\">\(region.name)</a>",
                "<span class=\"code\">\(region.code.text)</span>", "\(kind ?? below)",
                places.shape(region.code) == nil
                    ? Tag(page.t("directory.regions.without"), .warn).html : Tag(page.t("directory.regions.with"), .good).html,
            ]
        }
        let isVillages = regions.first?.kind == .village
        let columns = ["name", "code", isVillages ? "kind" : "villages", "boundary"].map {
            Table.Column(page.t(TextKey("directory.field.\($0)")))
        }
        return Table(page.t("directory.regions"), columns: columns, rows: rows).html
    }
}
