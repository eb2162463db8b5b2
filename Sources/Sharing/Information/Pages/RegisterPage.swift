import Directory
import Kernel
import Web

/// The public register of requests for information, and a year's report.
enum RegisterPage {
    static func page(_ request: Request, _ found: [RegisterEntry], year: Int?, pageSize: Int, isFirst: Bool) async throws -> HTML {
        let page = request.page
        let agencies = request.sharing.directory.agencies
        let shown = Array(found.prefix(pageSize))
        let table = Table(
            page.t("register.title"),
            columns: [
                Table.Column(page.t("register.number")), Table.Column(page.t("register.received")),
                Table.Column(page.t("register.subject")),
                Table.Column(page.t("register.agency")), Table.Column(page.t("register.state")),
                Table.Column(page.t("register.days"), isNumber: true),
            ],
            rows: shown.map { entry in
                [
                    "<span class=\"code\">\(entry.number)</span>", "\(page.format.day(entry.receivedAt))",
                    entry.subject.map { "\($0)" } ?? "<span class=\"muted\">\(page.t("register.undescribed"))</span>",
                    "\(entry.agency.map { agencies.name($0.text) } ?? "PPID")", state(page, entry).html,
                    "\(entry.workingDays.map { page.format.number($0) } ?? "–")",
                ]
            })
        let older =
            found.count > pageSize
            ? shown.last.map { InformationPaths.register(query: [("tahun", year.map(String.init)), ("lama", $0.id)]) } : nil
        let years = try await request.sharing.cases.informationYears()
        return Layout.page(
            page, title: page.t("register.title"),
            body: """
                <h1>\(page.t("register.title"))</h1><p class="lead">\(page.t("register.lead"))</p>\
                <p class="row">\(Button(page.t("register.ask"), icon: .edit, link: InformationPaths.new())) \
                \(each: years, { "<a href=\"\(InformationPaths.year("\($0)"))\">\(page.t("register.report", ["year": "\($0)"]))</a>" })</p>\
                \(if: shown.isEmpty, EmptyState(page.t("register.empty"), text: page.t("register.empty_text")).html, else: table.html)\
                \(Pagination(page, newer: isFirst ? nil : InformationPaths.register(), older: older))
                """)
    }

    static func state(_ page: Page, _ entry: RegisterEntry) -> Tag {
        if let outcome = entry.outcome, entry.state != "objected" {
            return Tag(page.t(outcome.label), outcome == .granted ? .good : outcome == .refused ? .bad : .info)
        }
        return Tag(page.t(TextKey("information.state.\(entry.state)")), entry.state == "objected" ? .warn : .act)
    }

    static func year(_ page: Page, _ figures: InformationYear, years: [Int]) -> HTML {
        let title = page.t("register.report", ["year": "\(figures.year)"])
        let mean = figures.answered == 0 ? "–" : page.format.number(Double(figures.workingDays) / Double(figures.answered), decimals: 1)
        let rows = figures.figures.map {
            ["\(page.t(TextKey("register.figure.\($0.name)")))", "\(page.format.number($0.value))"] as [HTML]
        }
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("register.title"), InformationPaths.register())], title: title))\
                <h1>\(title)</h1><p class="lead">\(page.t("register.report_lead"))</p>\
                \(Tiles([
                    Tile(page.t("register.figure.received"), page.format.number(figures.received)),
                    Tile(page.t("register.in_time_share"), page.format.percent(figures.inTime, of: figures.inTime + figures.late)),
                    Tile(page.t("register.mean_days"), mean),
                ]))\
                \(Table(title, columns: [Table.Column(page.t("register.measure")), Table.Column(page.t("register.count"), isNumber: true)], rows: rows, isCards: false))\
                <p>\(Button(page.t("register.csv"), kind: .quiet, icon: .download, link: InformationPaths.yearTable("\(figures.year)")))</p>\
                <p>\(each: years.filter { $0 != figures.year }, { "<a href=\"\(InformationPaths.year("\($0)"))\">\($0)</a> " })</p>
                """)
    }
}
