import Kernel
import Web

/// Pages about agencies.
enum AgencyPages {
    struct ListView: Sendable {
        var lines: [(agency: Agency, depth: Int)]
        var search: String
        /// Whether agencies that have ended are shown as well.
        var showsEnded: Bool
        var today: Day
    }

    static func list(_ page: Page, _ view: ListView) -> HTML {
        let filters = Filters(
            page, action: DirectoryPaths.agencies(),
            fields: [
                Input(page, "kata", label: page.t("directory.search"), kind: .search, value: view.search, need: .filter).html,
                Select(
                    page, "semua", label: page.t("directory.agency.which"), choices: [Choice("1", page.t("directory.agency.with_ended"))],
                    selected: view.showsEnded ? "1" : "", prompt: page.t("directory.agency.only_active"), need: .filter
                ).html,
            ], active: view.search.isEmpty ? [] : [view.search], target: "daftar")
        return AdminFrame.page(
            page, page.t("directory.agencies"), actions: listActions(page),
            body: """
                <p>\(page.t("directory.agencies.about"))</p>\(filters)<div id="daftar">\(if: view.lines.isEmpty, empty(page, view), else: table(page, view))</div>
                """)
    }

    private static func listActions(_ page: Page) -> [Button] {
        let export = Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.agenciesCSV())
        guard page.actor.mayAnywhere(DirectoryPermission.agencies) else { return [export] }
        return [
            Button(page.t("directory.agency.new"), link: DirectoryPaths.newAgency()),
            Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.agenciesImport()), export,
        ]
    }

    private static func empty(_ page: Page, _ view: ListView) -> HTML {
        let isFiltered = !view.search.isEmpty
        return EmptyState(
            page.t(isFiltered ? "directory.search.none" : "directory.agencies.none"),
            text: page.t(isFiltered ? "directory.search.none.about" : "directory.agencies.none.about"),
            action: isFiltered ? nil : Button(page.t("directory.import"), link: DirectoryPaths.agenciesImport())
        ).html
    }

    private static func table(_ page: Page, _ view: ListView) -> HTML {
        Table(
            page.t("directory.agencies"),
            columns: ["name", "code", "kind", "daysPerWeek", "state"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) },
            rows: view.lines.map { agency, depth in
                [
                    "<a href=\"\(DirectoryPaths.agency(agency.id.text))\">\(String(repeating: "– ", count: depth))\(agency.name)</a>",
                    "<span class=\"code\">\(agency.code)</span>", "\(page.t(agency.kind.label))",
                    "\(page.t(TextKey("directory.week.\(agency.daysPerWeek)")))", state(page, agency, view.today),
                ]
            }
        ).html
    }

    static func state(_ page: Page, _ agency: Agency, _ today: Day) -> HTML {
        if agency.mergedInto != nil { return Tag(page.t("directory.agency.merged")).html }
        if agency.validFrom > today { return Tag(page.t("directory.state.future", ["day": page.format.day(agency.validFrom)]), .info).html }
        guard let end = agency.validTo else { return Tag(page.t("directory.state.active"), .good).html }
        return Tag(
            page.t(end < today ? "directory.state.ended" : "directory.state.until", ["day": page.format.day(end)]),
            end < today ? .idle : .warn
        ).html
    }

    struct DetailView: Sendable {
        var agency: Agency
        var tree: AgencyTree
        var region: String?
        var today: Day
        var mayEdit: Bool
        /// How many people belong to it.
        var people: Int
        var mergeForm = Form.empty
    }

    static func detail(_ page: Page, _ view: DetailView, history: HistoryList, conflict: AppError? = nil) -> HTML {
        let agency = view.agency
        let link = { (other: Agency) -> HTML in "<a href=\"\(DirectoryPaths.agency(other.id.text))\">\(other.name)</a>" }
        let children = view.tree.children(of: agency.id)
        return AdminFrame.page(
            page, agency.name, above: [(page.t("directory.agencies"), DirectoryPaths.agencies())],
            actions: view.mayEdit && agency.mergedInto == nil
                ? [Button(page.t("directory.edit"), link: DirectoryPaths.editAgency(agency.id.text))] : [],
            body: """
                \(AdminFrame.conflict(page, conflict))<p>\(state(page, agency, view.today))</p>
                \(Facts([
                    (page.t("directory.field.code"), "<span class=\"code\">\(agency.code)</span>"), (page.t("directory.field.kind"), "\(page.t(agency.kind.label))"),
                    (page.t("directory.field.parent"), agency.parent.flatMap { view.tree[$0] }.map(link)),
                    (page.t("directory.field.mergedInto"), agency.mergedInto.flatMap { view.tree[$0] }.map(link)),
                    (page.t("directory.field.region"), view.region.map { "\($0)" }),
                    (page.t("directory.field.functions"), agency.functions.isEmpty ? nil : "\(agency.functions.map { page.t($0.label) }.sorted().joined(separator: ", "))"),
                    (page.t("directory.field.governmentFunctions"), agency.governmentFunctions.isEmpty ? nil : "\(agency.governmentFunctions.joined(separator: ", "))"),
                    (page.t("directory.field.daysPerWeek"), "\(page.t(TextKey("directory.week.\(agency.daysPerWeek)")))"),
                    (page.t("directory.field.email"), agency.email.map { "\($0)" }), (page.t("directory.field.phone"), agency.phone.map { "\($0)" }),
                    (page.t("directory.field.address"), agency.address.map { "\($0)" }),
                    (page.t("directory.field.validFrom"), "\(page.format.day(agency.validFrom))"),
                    (page.t("directory.field.validTo"), agency.validTo.map { "\(page.format.day($0))" }),
                    (page.t("directory.field.people"), "\(page.format.number(view.people))"),
                ]))
                \(if: !children.isEmpty, Card(title: page.t("directory.agency.below"), "<ul>\(each: children, { "<li>\(link($0))</li>" })</ul>").html)
                \(if: view.mayEdit && agency.mergedInto == nil, weighty(page, view))
                \(Card(title: page.t("directory.history"), history.html))
                """)
    }

    /// Ending, taking that back, and merging.
    private static func weighty(_ page: Page, _ view: DetailView) -> HTML {
        let agency = view.agency
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(agency.version)\">"
        let fields = Fields(page, view.mergeForm)
        let targets = view.tree.active(on: view.today).filter { !view.tree.reach(of: agency.id).contains($0.id.text) }
        let end = ConfirmBox(
            page, page.t("directory.agency.end"), explanation: page.t("directory.agency.end.about"),
            content: "\(Input(page, "day", label: page.t("directory.agency.end.day"), kind: .date, value: view.today.description))",
            confirm: page.t("directory.agency.end.confirm"))
        let merge = ConfirmBox(
            page, page.t("directory.agency.merge"), explanation: page.t("directory.agency.merge.about"),
            content:
                "\(fields.select("into", "directory.agency.merge.into", targets.map { Choice($0.id.text, $0.name) }, prompt: "directory.choose"))",
            confirm: page.t("directory.agency.merge.confirm"))
        return """
            \(if: agency.validTo == nil, PostForm(page, DirectoryPaths.endAgency(agency.id.text), "\(version)\(end)").html, else: PostForm(page, DirectoryPaths.reopenAgency(agency.id.text), "\(version)<p>\(Button(page.t("directory.agency.reopen"), kind: .quiet))</p>").html)
            \(fields.summary)\(PostForm(page, DirectoryPaths.mergeAgency(agency.id.text), "\(version)\(merge)"))
            """
    }
}
