import Directory
import Kernel
import Web

/// Pages about categories: the tree, and one of them.
enum CategoryPages {
    /// Where the names of a category's fields stand in the catalogue.
    static let fieldNames = "category.field"

    struct ListView: Sendable {
        /// Each after the top it belongs to.
        var lines: [Category]
        var agencies: AgencyTree
        var search: String
        /// Whether categories that have ended are shown as well.
        var showsEnded: Bool
        var today: Day
    }

    static func list(_ page: Page, _ view: ListView) -> HTML {
        let filters = Filters(
            page, action: ReportAdminPaths.categories(),
            fields: [
                Input(page, "kata", label: page.t("directory.search"), kind: .search, value: view.search, need: .filter).html,
                Select(
                    page, "semua", label: page.t("category.which"), choices: [Choice("1", page.t("category.with_ended"))],
                    selected: view.showsEnded ? "1" : "", prompt: page.t("category.only_active"), need: .filter
                ).html,
            ], active: view.search.isEmpty ? [] : [view.search], target: "daftar")
        return AdminFrame.page(
            page, page.t("category.title"),
            actions: [
                Button(page.t("category.new"), link: ReportAdminPaths.newCategory()),
                Button(page.t("directory.import"), kind: .quiet, link: ReportAdminPaths.importCategories()),
                Button(page.t("directory.export"), kind: .plain, link: ReportAdminPaths.categoriesTable()),
            ],
            body: """
                <p>\(page.t("category.about"))</p>\(filters)
                <div id="daftar">\(if: view.lines.isEmpty, empty(page, view), else: table(page, view))</div>
                """)
    }

    private static func empty(_ page: Page, _ view: ListView) -> HTML {
        let isFiltered = !view.search.isEmpty
        return EmptyState(
            page.t(isFiltered ? "directory.search.none" : "category.none"),
            text: page.t(isFiltered ? "directory.search.none.about" : "category.none.about"),
            action: isFiltered ? nil : Button(page.t("directory.import"), link: ReportAdminPaths.importCategories())
        ).html
    }

    private static func table(_ page: Page, _ view: ListView) -> HTML {
        Table(
            page.t("category.title"),
            columns: ["name", "agency", "kind", "rules", "state"].map { field in
                // One word is enough where the agencies themselves are read below it.
                Table.Column(page.t(field == "agency" ? "report.fact.agency" : TextKey("category.field.\(field)")))
            },
            rows: view.lines.map { category in
                [
                    "<a href=\"\(ReportAdminPaths.category(category.id))\">\(if: category.parent != nil, "– ")\(category.name(page.language))</a>",
                    "\(category.agency.map(view.agencies.name) ?? "–")", "\(page.t(category.kind.label))", rules(page, category),
                    state(page, category, view.today),
                ]
            }
        ).html
    }

    /// What it brings beyond the usual, as tags.
    private static func rules(_ page: Page, _ category: Category) -> HTML {
        var tags: [HTML] = []
        if category.needsEvidence { tags += [Tag(page.t("category.tag.evidence")).html, " "] }
        if category.isSensitive { tags += [Tag(page.t("category.tag.sensitive"), .warn, icon: .lock).html, " "] }
        if !category.questions.isEmpty {
            tags += [Tag(page.t("category.tag.questions", ["count": "\(category.questions.count)"])).html, " "]
        }
        return tags.isEmpty ? "–" : "\(tags)"
    }

    static func state(_ page: Page, _ category: Category, _ today: Day) -> HTML {
        if category.validFrom > today {
            return Tag(page.t("directory.state.future", ["day": page.format.day(category.validFrom)]), .info).html
        }
        guard let end = category.validTo else { return Tag(page.t("directory.state.active"), .good).html }
        let isOver = end < today
        return Tag(
            page.t(isOver ? "directory.state.ended" : "directory.state.until", ["day": page.format.day(end)]), isOver ? .idle : .warn
        ).html
    }

    struct DetailView: Sendable {
        var category: Category
        var tree: CategoryTree
        var agencies: AgencyTree
        var today: Day
        var form = Form.empty
    }

    static func detail(_ page: Page, _ view: DetailView, history: HistoryList, conflict: AppError? = nil) -> HTML {
        let category = view.category
        let children = view.tree.all.filter { $0.parent == category.id }
        let link = { (other: Category) -> HTML in "<a href=\"\(ReportAdminPaths.category(other.id))\">\(other.name(page.language))</a>" }
        return AdminFrame.page(
            page, category.name(page.language), above: [(page.t("category.title"), ReportAdminPaths.categories())],
            actions: [Button(page.t("directory.edit"), link: ReportAdminPaths.editCategory(category.id))],
            body: """
                \(AdminFrame.conflict(page, conflict, fields: fieldNames))<p>\(state(page, category, view.today))</p>
                \(Facts([
                    (page.t("category.field.nameID"), "\(category.nameIndonesian)"),
                    (page.t("category.field.nameEN"), category.nameEnglish.isEmpty ? nil : "\(category.nameEnglish)"),
                    (page.t("category.field.id"), "<span class=\"code\">\(category.id)</span>"),
                    (page.t("category.field.parent"), category.parent.flatMap { view.tree[$0] }.map(link)),
                    (page.t("category.field.agency"), category.agency.map { "\(view.agencies.name($0))" }),
                    (page.t("category.field.kind"), "\(page.t(category.kind.label))"),
                    (page.t("category.field.rounding"), "\(page.t("category.metres", ["count": page.format.number(category.rounding)]))"),
                    (page.t("category.field.needsEvidence"), "\(yesNo(page, category.needsEvidence))"),
                    (page.t("category.field.isSensitive"), "\(yesNo(page, category.isSensitive))"),
                    (page.t("category.field.position"), "\(category.position)"),
                    (page.t("category.field.validFrom"), "\(page.format.day(category.validFrom))"),
                    (page.t("category.field.validTo"), category.validTo.map { "\(page.format.day($0))" }),
                ]))
                \(if: !category.questions.isEmpty, Card(title: page.t("category.field.questions"), questions(page, category)).html)
                \(if: !children.isEmpty, Card(title: page.t("category.below"), "<ul>\(each: children, { "<li>\(link($0)) \(state(page, $0, view.today))</li>" })</ul>").html)
                \(validity(page, view))
                \(Card(title: page.t("directory.history"), history.html))
                """)
    }

    static func yesNo(_ page: Page, _ isSo: Bool) -> String { page.t(isSo ? "report.form.yes" : "report.form.no") }

    private static func day(_ page: Page, _ day: Day?) -> String { day.map { page.format.day($0) } ?? "–" }

    private static func questions(_ page: Page, _ category: Category) -> HTML {
        let columns = ["label", "code", "kind", "required", "options", "valid_from", "valid_to"]
        return Table(
            page.t("category.field.questions"), columns: columns.map { Table.Column(page.t(TextKey("category.question.\($0)"))) },
            rows: category.questions.map { question in
                [
                    "\(question.label(page.language))", "<span class=\"code\">\(question.code)</span>",
                    "\(page.t(TextKey("category.question.kind.\(question.kind.rawValue)")))", "\(yesNo(page, question.isRequired))",
                    "\(question.options.isEmpty ? "–" : question.options.joined(separator: ", "))",
                    "\(day(page, question.validFrom))", "\(day(page, question.validTo))",
                ]
            }
        ).html
    }

    /// Ending it, or taking that back.
    private static func validity(_ page: Page, _ view: DetailView) -> HTML {
        let category = view.category
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(category.version)\">"
        let fields = Fields(page, view.form.values["day"] == nil ? view.form.setting("day", view.today.description) : view.form)
        if category.validTo != nil {
            return PostForm(
                page, ReportAdminPaths.reopenCategory(category.id),
                "\(fields.summary)\(version)<p>\(Button(page.t("category.reopen"), kind: .quiet))</p>"
            ).html
        }
        let end = ConfirmBox(
            page, page.t("category.end"), explanation: page.t("category.end.about"), content: fields.day("day", "category.end.day").html,
            confirm: page.t("category.end.confirm"))
        return PostForm(page, ReportAdminPaths.endCategory(category.id), "\(fields.summary)\(version)\(end)").html
    }
}
