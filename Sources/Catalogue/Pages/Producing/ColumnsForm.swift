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

    private var rules: RuleForm {
        RuleForm(page: page, form: view.form, schema: seen.schema, references: view.references)
    }

    var html: HTML {
        guard !seen.columns.isEmpty else { return .empty }
        guard view.isMyTurn else { return table }
        let window = view.window(seen.columns.count)
        let columns = window.range.html { index in "<li>\(field(index, seen.columns[index]))</li>" }
        // Of a wide sheet the key is chosen among the columns in sight, and what is the key already stays.
        let inSight = Set(seen.columns[window.range].compactMap(\.field)).union(seen.schema.primaryKey)
        let keys = seen.schema.fields.filter { inSight.contains($0.name) }.map { Choice($0.name, $0.heading) }
        let part: HTML =
            window.isPart
            ? """
            <p class="muted">\(page.t("understood.columns.part"))</p>\(window.pages(page, link: view.link))\
            <input type="hidden" name="\(ReadingForm.first)" value="\(window.range.lowerBound)">\
            <input type="hidden" name="\(ReadingForm.last)" value="\(window.range.upperBound - 1)">
            """ : .empty
        return Card(
            title: page.t("understood.columns"),
            """
            <p>\(page.t("understood.columns.about"))</p>
            \(PostForm(page, CataloguePaths.changeReading(view.id), """
            \(SubmissionPage.version(view))<input type="hidden" name="change" value="columns">\(part)<ol class="list">\(columns)</ol>
            \(Checkboxes(page, "key", label: page.t("understood.key"), choices: keys, selected: Set(seen.schema.primaryKey), hint: page.t("understood.key.hint"), need: .optional, isRow: true))
            \(rules.whole)
            <p>\(Button(page.t("understood.columns.apply"), kind: .quiet))</p>
            """))
            """
        ).html
    }

    private var table: HTML {
        let window = view.window(seen.schema.fields.count)
        let list = Table(
            page.t("understood.columns"), showsCaption: true,
            columns: ["heading", "name", "type", "unit"].map { Table.Column(page.t(TextKey("understood.column.\($0)"))) },
            rows: seen.schema.fields[window.range].map { field in
                [
                    "\(field.heading)", "<span class=\"code\">\(field.name)</span>",
                    "\(page.t(TextKey("field.type.\(field.type.rawValue)")))",
                    "\(field.standard.unit ?? "–")",
                ]
            }
        )
        return "\(window.pages(page, link: view.link))\(list)"
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
            \(line("code", field.standard.standardCode, max: 20, width: .code))</div></details>\(rules.html(prefix, field))\(rules.variable(prefix, field))\(keep)</article>
            """
    }
}
