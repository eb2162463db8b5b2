import Directory
import Kernel
import Web

/// Smart-city points beside what they are joined with, those with the most holes first; each hole says what to do and whose it is.
enum AlignmentPage {
    /// - Parameter stages: of the way to the books, for who leads the planning.
    static func page(_ page: Page, _ table: AlignmentTable, _ directory: DirectoryIndex, stages: [PlanStage]) -> HTML {
        let agencies = directory.agencies
        guard let edition = table.edition else {
            return Layout.page(
                page, title: page.t("alignment.title"),
                body: """
                    <h1>\(page.t("alignment.title"))</h1>\(PlanNavigation.html(page, PlanPaths.alignment))\
                    \(EmptyState(page.t("alignment.none"), text: page.t("alignment.none_text")))
                    """)
        }
        let programmes = table.flagships.programmes
        let query = [
            ("rencana", edition.id.text as String?), ("dimensi", table.filter.dimension), ("instansi", table.filter.agency),
            ("unggulan", table.flagship?.text),
        ]
        let tiles = Alignment.Hole.allCases.map { hole in
            Tile(
                page.t(hole.label), page.format.number(table.holes[hole] ?? 0),
                note: "\(page.t("alignment.of", ["count": "\(table.points)"]))")
        }
        let dimensions = CityDimension.all.map { Choice($0.id, page.t($0.label)) }
        let names = PlanForms.agencies(directory).filter { choice in
            table.rows.contains { $0.agency == choice.value } || choice.value == table.filter.agency
        }
        let filters = Filters(
            page, action: PlanPaths.alignment(),
            fields: [
                Select(
                    page, "rencana", label: page.t("alignment.plan"), choices: table.editions.map { Choice($0.id.text, $0.title) },
                    selected: edition.id.text, need: .filter
                ).html,
                Select(
                    page, "dimensi", label: page.t("plan.field.dimension"), choices: dimensions, selected: table.filter.dimension ?? "",
                    prompt: page.t("alignment.all"), need: .filter
                ).html,
                programmes.isEmpty
                    ? .empty
                    : Select(
                        page, "unggulan", label: page.t("alignment.flagships"), choices: programmes.map { Choice($0.id.text, $0.name) },
                        selected: table.flagship?.text ?? "", prompt: page.t("alignment.all"), need: .filter
                    ).html,
                Select(
                    page, "instansi", label: page.t("plan.field.lead"), choices: names, selected: table.filter.agency ?? "",
                    prompt: page.t("alignment.all"), need: .filter
                ).html,
            ],
            active: [
                table.filter.dimension.flatMap(CityDimension.find).map { page.t($0.label) }, table.filter.agency.map { agencies.name($0) },
                programmes.first { $0.id == table.flagship }?.name,
            ].compactMap { $0 }, target: "keselarasan")
        var columns = [Table.Column(page.t("alignment.point"))]
        if !programmes.isEmpty { columns.append(Table.Column(page.t("alignment.flagships"))) }
        columns += Alignment.Hole.allCases.map { Table.Column(page.t($0.label)) }
        columns.append(Table.Column(page.t("alignment.next")))
        let matrix = Table(
            page.t("alignment.title"), columns: columns, rows: table.rows.map { cells(page, table, $0, agencies) })
        let older = table.next.map { PlanPaths.alignment(query: query + [("sesudah", $0)]) }
        return Layout.page(
            page, title: page.t("alignment.title"),
            body: """
                <h1>\(page.t("alignment.title"))</h1><p class="lead">\(page.t("alignment.lead"))</p>\(PlanNavigation.html(page, PlanPaths.alignment))\
                <section class="stack"><h2>\(page.t("alignment.holes"))</h2>\(Tiles(tiles))\
                \(if: !table.unserved.isEmpty, Notice(.info, title: page.t("alignment.unserved"), "<p>\(table.unserved.map(\.name).joined(separator: "; "))</p>").html)</section>\(filters)\
                <section id="keselarasan" class="stack"><h2>\(edition.title)</h2>\
                \(if: table.rows.isEmpty, "<p class=\"muted\">\(page.t("alignment.empty"))</p>", else: matrix.html)\
                \(Pagination(page, newer: table.isFirst ? nil : PlanPaths.alignment(query: query), older: older))</section>\
                <p class="row"><a href="\(PlanPaths.alignmentFile("xlsx", query: query))">XLSX</a> <a href="\(PlanPaths.alignmentFile("csv", query: query))">CSV</a></p>\
                \(StagePart.html(page, stages))
                """)
    }

    /// What a point serves; to serve none is no hole.
    private static func flagships(_ served: [PlanNode]) -> HTML {
        served.isEmpty
            ? "<span class=\"muted\">–</span>"
            : "<ul>\(each: served, { "<li><a href=\"\(PlanPaths.node($0.id.text))\">\($0.name)</a></li>" })</ul>"
    }

    private static func cells(_ page: Page, _ table: AlignmentTable, _ row: Alignment, _ agencies: AgencyTree) -> [HTML] {
        let node = table.node(row.node)
        let first: HTML = """
            <a href="\(PlanPaths.node(row.node.text))">\(node?.title ?? "–")</a><br><span class="muted">\
            \(row.dimension.isEmpty ? "–" : page.t(TextKey("plan.dimension.\(row.dimension)")))\
            \(if: !row.agency.isEmpty, " · \(agencies.name(row.agency))")</span>
            """
        let columns = Alignment.Hole.allCases.map { hole -> HTML in
            if row.holes.contains(hole) { return Tag(page.t(hole == .partner ? "plan.own_only" : "alignment.hole"), .bad).html }
            if hole == .partner { return Tag(page.t("alignment.shared"), .good).html }
            guard let text = table.text(row, hole) else { return "<span class=\"muted\">\(page.t("plan.hidden_node"))</span>" }
            let target =
                switch hole {
                case .objective: row.objective
                case .programme: row.programme
                case .subActivity: row.subActivity
                case .indicator, .partner: row.node as Identifier<PlanNode>?
                }
            let link = hole == .indicator && row.indicator == nil ? row.source.flatMap { table.sources[$0]?.url } : nil
            return "<a href=\"\(link ?? PlanPaths.node((target ?? row.node).text))\">\(text)</a>"
        }
        let steps = row.holes.html { hole -> HTML in
            let whose = row.owner(of: hole).map { agencies.name($0) } ?? page.t("plan.planning_agency")
            let form = "\(PlanPaths.node(row.node.text, query: [("buka", hole.form)]))#\(hole.form)"
            return "<li><a href=\"\(form)\">\(page.t(hole.step))</a><br><span class=\"muted\">\(whose)</span></li>"
        }
        let next: HTML = row.holes.isEmpty ? Tag(page.t("alignment.whole"), .good).html : "<ol class=\"plain\">\(steps)</ol>"
        let serving: [HTML] = table.flagships.programmes.isEmpty ? [] : [flagships(table.served(row))]
        return [first] + serving + columns + [next]
    }
}
