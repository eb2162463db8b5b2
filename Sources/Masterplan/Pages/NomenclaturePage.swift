import Directory
import Kernel
import Storage
import Web

/// The nomenclature to walk through and to search.
enum NomenclaturePage {
    private static let pageSize = 50

    static func page(_ request: Request) async throws -> HTML {
        let page = request.page
        let (sought, code) = (request.query["cari"] ?? "", request.query["kode"])
        let after = request.query["sesudah"] ?? ""
        let wanted = request.query["edisi"]
        let today = request.plans.directory.today
        let found = try await request.database.read { tx -> View in
            let editions = try tx.nomenclatureEditions()
            guard
                let edition = editions.first(where: { $0.name == wanted }) ?? editions.first(where: { $0.isValid(on: today) })
                    ?? editions.first
            else { return View(editions: [], edition: nil, entries: [], entry: nil, replaced: []) }
            let typed = Plain.line(sought)
            let exact = try (code ?? typed).isEmpty ? nil : tx.nomenclature(code: code ?? typed, in: edition.id)
            let entries =
                typed.isEmpty
                ? try tx.nomenclature(below: code.flatMap { NomenclatureCode($0)?.description }, in: edition.id)
                : try tx.nomenclature(matching: typed, in: edition.id, after: after, limit: pageSize + 1)
            return View(
                editions: editions, edition: edition, entries: entries, entry: exact,
                replaced: try typed.isEmpty ? [] : tx.nomenclature(replacing: typed, in: edition.id))
        }
        return html(page, found, sought: sought, isFirst: after.isEmpty, mayImport: page.actor.mayAnywhere(.importNomenclature))
    }

    struct View: Sendable {
        var editions: [NomenclatureEdition]
        var edition: NomenclatureEdition?
        var entries: [NomenclatureEntry]
        /// The line whose code was asked for.
        var entry: NomenclatureEntry?
        /// What took the place of the code that was asked for.
        var replaced: [NomenclatureEntry]
    }

    private static func html(_ page: Page, _ view: View, sought: String, isFirst: Bool, mayImport: Bool) -> HTML {
        let title = page.t("nomenclature.title")
        let upload: HTML =
            mayImport ? "<p>\(Button(page.t("nomenclature.import"), kind: .quiet, link: PlanPaths.importNomenclature()))</p>" : .empty
        guard let edition = view.edition else {
            return Layout.page(
                page, title: title,
                body: """
                    <h1>\(title)</h1>\(PlanNavigation.html(page, PlanPaths.nomenclature))\
                    \(EmptyState(page.t("nomenclature.none"), text: page.t("nomenclature.none_text")))\(upload)
                    """)
        }
        func link(_ code: String) -> String { PlanPaths.nomenclature(query: [("edisi", edition.name), ("kode", code)]) }
        let shown = sought.isEmpty ? view.entries[...] : view.entries.prefix(pageSize)
        let rows = shown.map { entry -> [HTML] in
            let unit: String = entry.unit.isEmpty ? "" : " (\(entry.unit))"
            let measure: String = entry.indicator.isEmpty ? "–" : entry.indicator + unit
            return [
                "<a class=\"code\" href=\"\(link(entry.code))\">\(entry.code)</a>", "\(entry.title)", "\(page.t(entry.kind.label))",
                "\(measure)",
            ]
        }
        let older = !sought.isEmpty && view.entries.count > pageSize ? shown.last?.code : nil
        return Layout.page(
            page, title: title,
            body: """
                <h1>\(title)</h1><p class="lead">\(page.t("nomenclature.lead", ["edition": edition.name, "count": page.format.number(edition.entries)]))</p>\
                \(PlanNavigation.html(page, PlanPaths.nomenclature))\
                <form method="get" action="\(PlanPaths.nomenclature())" class="form" role="search" aria-label="\(page.t("nomenclature.seek"))">\
                \(Select(page, "edisi", label: page.t("nomenclature.edition"), choices: view.editions.map { Choice($0.name, $0.name) }, selected: edition.name))\
                \(Input(page, "cari", label: page.t("nomenclature.seek"), value: sought, hint: page.t("nomenclature.seek_hint")))\
                <p>\(Button(page.t("plan.seek"), kind: .quiet, icon: .search))</p></form>\
                \(with: view.entry, { entry(page, $0, link) })\
                \(each: view.replaced, { "<p>\(page.t("nomenclature.replaced", ["code": sought])) <a class=\"code\" href=\"\(link($0.code))\">\($0.code)</a> \($0.title)</p>" })\
                \(if: rows.isEmpty && view.entry == nil, "<p class=\"muted\">\(page.t("nomenclature.nothing"))</p>")\
                \(if: !rows.isEmpty, Table(title, columns: ["nomenclature.code", "nomenclature.name", "nomenclature.level", "plan.field.indicator"].map { Table.Column(page.t(TextKey($0))) }, rows: rows).html)\
                \(Pagination(
                    page, newer: isFirst ? nil : PlanPaths.nomenclature(query: [("edisi", edition.name), ("cari", sought)]),
                    older: older.map { PlanPaths.nomenclature(query: [("edisi", edition.name), ("cari", sought), ("sesudah", $0)]) }))\
                \(PlainTable.links { PlanPaths.listFile("nomenklatur", $0, query: [("edisi", edition.name)]) })\(upload)
                """)
    }

    private static func entry(_ page: Page, _ entry: NomenclatureEntry, _ link: (String) -> String) -> HTML {
        Card(
            title: "\(entry.code) \(entry.title)",
            Facts([
                (page.t("nomenclature.level"), "\(page.t(entry.kind.label))"),
                (page.t("nomenclature.above"), entry.parent.map { "<a class=\"code\" href=\"\(link($0))\">\($0)</a>" }),
                (page.t("nomenclature.performance"), entry.performance.isEmpty ? nil : "\(entry.performance)"),
                (page.t("plan.field.indicator"), entry.indicator.isEmpty ? nil : "\(entry.indicator)"),
                (page.t("plan.field.unit"), entry.unit.isEmpty ? nil : "\(entry.unit)"),
                (page.t("nomenclature.minimum"), entry.isMinimumStandard ? "\(page.t("nomenclature.yes"))" : nil),
                (page.t("nomenclature.previous"), entry.previous.map { "<span class=\"code\">\($0)</span>" }),
            ]).html
        ).html
    }
}
