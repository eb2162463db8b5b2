import Directory
import Kernel
import Masterplan
import Web

/// The overview of innovations and the list of sheets.
enum SheetLists {
    struct Overview: Sendable {
        /// Public sheets by dimension, and quick wins with their sheets.
        var sheets: [String: Int]
        var shared: Int
        var wins: [(quickWin: QuickWin, sheet: InnovationSheet)]
        var stages: [String: Int]
        var newest: [Innovation]
    }

    static func overview(_ page: Page, _ view: Overview, _ agencies: AgencyTree) -> HTML {
        let total = view.sheets.values.reduce(0, +)
        let tiles = CityDimension.all.map { dimension in
            Tile(
                page.t(dimension.label), page.format.number(view.sheets[dimension.id] ?? 0),
                link: InnovationsPaths.sheets(query: [("dimensi", dimension.id)]))
        }
        let stages = ["idea", "trial", "applied"].map { stage in
            Tile(
                page.t(TextKey("innovation.stage.\(stage)")), page.format.number(view.stages[stage] ?? 0),
                link: InnovationsPaths.register(query: [("tahap", stage)]))
        }
        let wins = view.wins.map { win, sheet in
            ListCard(
                win.title, link: InnovationsPaths.quickWin(win.code),
                facts: [
                    "\(InnovationWords.dimension(page, sheet.dimension))", "\(agencies.name(win.agency.text))",
                    QuickWinPages.change(page, win),
                ],
                tags: [InnovationWords.tag(page, win).html], level: 3)
        }
        return Layout.page(
            page, title: page.t("innovation.title"),
            body: """
                <h1>\(page.t("innovation.title"))</h1><p class="lead">\(page.t("innovation.lead"))</p>\
                <p class="row">\(Button(page.t("innovation.propose"), icon: .edit, link: InnovationsPaths.propose())) \
                \(Button(page.t("innovation.sheets"), kind: .quiet, icon: .list, link: InnovationsPaths.sheets())) \
                \(Button(page.t("innovation.register"), kind: .quiet, icon: .document, link: InnovationsPaths.register()))</p>\
                <section class="stack"><h2>\(page.t("innovation.plan"))</h2><p>\(page.t("innovation.plan.count", ["count": page.format.number(total), "shared": page.format.number(view.shared)]))</p>\(Tiles(tiles))</section>\
                \(if: !wins.isEmpty, "<section class=\"stack\"><h2>\(page.t("innovation.quick_wins"))</h2>\(ListCard.list(wins, isGrid: true))</section>")\
                <section class="stack"><h2>\(page.t("innovation.register"))</h2>\(Tiles(stages))\
                \(if: !view.newest.isEmpty, ListCard.list(view.newest.map { RegisterPages.card(page, $0, agencies, level: 3) }))</section>
                """)
    }

    /// - Parameter stages: of the way to the books, for who leads the planning.
    static func sheets(
        _ page: Page, _ lines: [SheetLine], _ query: SheetQuery, _ directory: DirectoryIndex, pageSize: Int, isFirst: Bool,
        stages: [PlanStage]
    ) -> HTML {
        let shown = Array(lines.prefix(pageSize))
        let agencies = directory.agencies
        let cards = shown.map { line in
            let sheet = line.sheet
            return ListCard(
                sheet.title, link: InnovationsPaths.sheet(sheet.code),
                facts: [
                    "<span class=\"code\">\(sheet.code)</span>", "\(InnovationWords.dimension(page, sheet.dimension))",
                    "\(agencies.name(sheet.lead.text))", "\(sheet.fromYear)–\(sheet.toYear)", "\(page.format.rupiah(sheet.money.rupiah))",
                ],
                tags: [
                    InnovationWords.tag(page, sheet).html, InnovationWords.sharing(page, line.supporters.count).html,
                    sheet.subActivities.isUnbudgeted ? Tag(page.t("innovation.unbudgeted"), .warn).html : .empty,
                    sheet.node == nil && page.actor.kind == .account ? Tag(page.t("innovation.unconnected")).html : .empty,
                ])
        }
        func parameters(_ after: String?) -> [(String, String?)] {
            [
                ("kata", query.words.isEmpty ? nil : query.words), ("dimensi", query.dimension), ("keadaan", query.state),
                ("instansi", query.agency), ("tahun", query.year.map(String.init)), ("lanjut", after),
            ]
        }
        let active: [String?] = [
            query.dimension.map { InnovationWords.dimension(page, $0) }, query.state.map { page.t(TextKey("innovation.state.\($0)")) },
            query.agency.map { agencies.name($0) }, query.year.map { "\($0)" }, query.words.isEmpty ? nil : "“\(query.words)”",
        ]
        let mayWrite = page.actor.mayAnywhere(.editInnovations) || page.actor.may(.decideInnovations)
        let older = lines.count > pageSize ? shown.last.map { InnovationsPaths.sheets(query: parameters($0.sheet.code)) } : nil
        return Layout.page(
            page, title: page.t("innovation.sheets"),
            body: """
                \(Breadcrumb(page, above: [(page.t("innovation.title"), InnovationsPaths.overview())], title: page.t("innovation.sheets")))\
                <h1>\(page.t("innovation.sheets"))</h1><p class="lead">\(page.t("innovation.sheets.lead"))</p>\
                <p class="row">\(if: mayWrite, Button(page.t("innovation.new_sheet"), icon: .add, link: InnovationsPaths.newSheet()).html) \
                \(Button(page.t("innovation.csv"), kind: .plain, icon: .download, link: InnovationsPaths.sheetsCSV(query: parameters(nil)))) \
                \(Button(page.t("innovation.xlsx"), kind: .plain, icon: .download, link: InnovationsPaths.sheetsXLSX(query: parameters(nil))))</p>\
                \(filters(page, query, agencies.active(on: directory.today), active.compactMap { $0 }))<div id="daftar" class="stack">\
                \(if: cards.isEmpty, EmptyState(page.t("innovation.sheets.none"), text: page.t("innovation.sheets.none_text")).html, else: ListCard.list(cards))\
                \(Pagination(page, newer: isFirst ? nil : InnovationsPaths.sheets(query: parameters(nil)), older: older))</div>\
                \(StagePart.html(page, stages))
                """)
    }

    private static func filters(_ page: Page, _ query: SheetQuery, _ agencies: [Agency], _ active: [String]) -> HTML {
        let states = ["draft", "submitted", "returned", "accepted", "in_plan"]
        func select(_ name: String, _ label: TextKey, _ choices: [Choice], _ chosen: String?) -> HTML {
            Select(
                page, name, label: page.t(label), choices: choices, selected: chosen ?? "", prompt: page.t("innovation.all"), need: .filter
            ).html
        }
        return Filters(
            page, action: InnovationsPaths.sheets(),
            lead: Input(page, "kata", label: page.t("innovation.search"), kind: .search, value: query.words, need: .filter).html,
            fields: [
                select(
                    "dimensi", "innovation.column.dimension", CityDimension.all.map { Choice($0.id, page.t($0.label)) }, query.dimension),
                select(
                    "keadaan", "innovation.column.state", states.map { Choice($0, page.t(TextKey("innovation.state.\($0)"))) }, query.state),
                select("instansi", "innovation.column.agency", agencies.map { Choice($0.id.text, $0.name) }, query.agency),
                Input(
                    page, "tahun", label: page.t("innovation.field.year"), kind: .number, value: query.year.map(String.init) ?? "",
                    need: .filter, width: .short
                ).html,
            ], active: active, target: "daftar"
        ).html
    }
}
