import Ingest
import Kernel
import Web

/// The columns of a file as fields: what each is called, what its values are, and what the data standard wants to know about it.
struct ColumnsForm {
    let page: Page
    let view: SubmissionPage.View
    let seen: Understanding

    init(_ page: Page, _ view: SubmissionPage.View, _ seen: Understanding) {
        self.page = page
        self.view = view
        self.seen = seen
    }

    private static let types = FieldType.all
    /// Columns up to which each has its rules on the page; of wider sheets they come with a schema or a standard.
    private static let mostWithRules = 300

    private var rules: RuleForm? {
        seen.columns.count > Self.mostWithRules
            ? nil : RuleForm(page: page, form: view.form, schema: seen.schema, references: view.references)
    }

    var html: HTML {
        guard !seen.columns.isEmpty else { return .empty }
        guard view.isMyTurn else { return table }
        let columns = seen.columns.enumerated().html { index, column in "<li>\(field(index, column))</li>" }
        let keys = seen.schema.fields.map { Choice($0.name, $0.heading) }
        return Card(
            title: page.t("understood.columns"),
            """
            <p>\(page.t("understood.columns.about"))</p>
            \(PostForm(page, CataloguePaths.changeReading(view.id), """
            \(SubmissionPage.version(view))<input type="hidden" name="change" value="columns"><ol class="list">\(columns)</ol>
            \(Checkboxes(page, "key", label: page.t("understood.key"), choices: keys, selected: Set(seen.schema.primaryKey), hint: page.t("understood.key.hint"), need: .optional, isRow: true))
            \(rules?.whole ?? .empty)
            <p>\(Button(page.t("understood.columns.apply"), kind: .quiet))</p>
            """))
            """
        ).html
    }

    private var table: HTML {
        Table(
            page.t("understood.columns"), showsCaption: true,
            columns: ["heading", "name", "type", "unit"].map { Table.Column(page.t(TextKey("understood.column.\($0)"))) },
            rows: seen.schema.fields.map { field in
                [
                    "\(field.heading)", "<span class=\"code\">\(field.name)</span>",
                    "\(page.t(TextKey("field.type.\(field.type.rawValue)")))",
                    "\(field.standard.unit ?? "–")",
                ]
            }
        ).html
    }

    private func field(_ index: Int, _ column: Understanding.Column) -> HTML {
        let prefix = "c.\(index)"
        let heading = column.heading.isEmpty ? page.t("understood.column.unnamed") : column.heading
        let examples = column.examples.prefix(4).joined(separator: " · ")
        let head: HTML = """
            <h3 class="list-card__title"><span class="code">\(column.letters)</span> \(heading)</h3><p class="muted">\(examples)\
            \(if: column.missing > 0, " · \(page.t("understood.column.missing", ["count": page.format.number(column.missing)]))")</p>
            """
        let keep = Checkbox(page, "\(prefix).keep", label: page.t("understood.column.keep"), isChecked: column.field != nil, need: .filter)
            .html
        guard let name = column.field, let field = seen.schema[name] else {
            return "<article class=\"list-card list-card--open\">\(head)\(keep)</article>"
        }
        let types = Self.types.map { Choice($0.rawValue, page.t(TextKey("field.type.\($0.rawValue)"))) }
        let known = Self.types.contains(field.type) ? types : [Choice(field.type.rawValue, field.type.rawValue)] + types
        let roles = FieldRole.allCases.map { Choice($0.rawValue, page.t(TextKey("field.role.\($0.rawValue)"))) }
        func line(_ part: String, _ value: String?, max: Int = 200, width: Input.Width = .full) -> HTML {
            let name = "\(prefix).\(part)"
            return Input(
                page, name, label: page.t(TextKey("understood.column.\(part)")), value: value ?? "",
                error: view.form.issue(name).map { page.t($0) }, need: .filter, width: width, maxLength: max
            ).html
        }
        return """
            <article class="list-card list-card--open">\(head)<div class="grid">
            \(line("title", field.title))\(Select(page, "\(prefix).type", label: page.t("understood.column.type"), choices: known, selected: field.type.rawValue, need: .filter))
            \(line("unit", field.standard.unit, max: 100))\(Select(page, "\(prefix).role", label: page.t("understood.column.role"), choices: roles, selected: field.standard.role?.rawValue ?? "", prompt: "–", need: .filter))
            </div><details><summary>\(page.t("understood.column.more"))</summary><div class="stack">
            \(line("name", field.name, max: 100))\(line("description", field.description, max: 2000))
            \(line("concept", field.standard.concept, max: 500))\(line("definition", field.standard.definition, max: 2000))
            \(line("classification", field.standard.classification, max: 500))\(line("measure", field.standard.measure, max: 500))
            \(line("code", field.standard.standardCode, max: 20, width: .code))</div></details>\(rules?.html(prefix, field) ?? .empty)\(rules?.variable(prefix, field) ?? .empty)\(keep)</article>
            """
    }
}
