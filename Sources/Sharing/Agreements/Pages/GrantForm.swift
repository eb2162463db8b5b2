import Catalogue
import Directory
import Ingest
import Kernel
import Web

/// The terms under which an owner grants access: columns, what is shown in place of some, rows, rate and end.
enum GrantForm {
    /// What may be shown in place of a value, as the form offers it.
    static let masks = ["", "hidden", "partly:2:2", "year", "small:5", "rounded:10", "rounded:100"]

    /// - Parameter rows: as the page offered them; `nil` where the table has no version, and nothing can be granted.
    static func act(_ checker: inout Checker, _ file: RequestFile, _ rows: RowChoices?) -> GrantAccess? {
        let fields = file.version?.schema.fields ?? []
        var columns: [String] = []
        var masks: [String: Mask] = [:]
        if ColumnLines.areWritten(fields) {
            let read = ColumnLines.read(checker.all("columns").first ?? "", fields, hasMasks: true)
            checker.add(read.issues)
            (columns, masks) = (read.columns, read.masks)
            if columns.isEmpty { checker.add("columns", "error.terms_nothing") }
        } else {
            for (index, field) in fields.enumerated() {
                guard checker.isOn("column.\(index)") else { continue }
                columns.append(field.name)
                let code = checker.lineIfAny("mask.\(index)", max: 40) ?? ""
                if let mask = Mask(code: code) {
                    masks[field.name] = mask
                } else if !code.isEmpty {
                    checker.add("mask.\(index)", "error.terms_mask")
                }
            }
            if columns.isEmpty { checker.add("column.0", "error.terms_nothing") }
        }
        let until = checker.day("until")
        let rate = checker.intIfAny("rate", in: 1...100_000)
        let filter = rows?.filter(&checker) ?? ""
        let note = checker.textIfAny("note", max: 2000) ?? ""
        guard let until else { return nil }
        return GrantAccess(Terms(columns: columns, filter: filter, masks: masks, rate: rate), until: until, note: note)
    }

    /// Filled with what was asked for, so that the owner only has to take away.
    static func html(_ page: Page, _ file: RequestFile, _ rows: RowChoices, _ form: Form, isFresh: Bool) -> HTML {
        var scoped = page
        scoped.fieldScope = "persetujuan."
        let asked = file.request
        let known = file.version?.schema.fields ?? []
        var filled = form
        if isFresh {
            filled = rows.filled(Form(["until": asked.until.description]), with: asked.filter)
            filled = filling(filled, known, asked.columns)
        }
        let fields = Fields(scoped, filled)
        let columns: HTML =
            ColumnLines.areWritten(known)
            ? """
            \(fields.area("columns", "terms.columns", need: .filter, hint: "terms.columns_lines_hint", rows: 10, max: nil))\
            \(ColumnLines.legend(page))
            """ : table(page, known, filled)
        return """
            \(columns)\
            \(rows.html(scoped, filled, legend: "terms.filter"))\
            \(fields.line("rate", "terms.rate", kind: .number, need: .optional, hint: "terms.rate_hint", max: 6, width: .short))\
            \(fields.day("until", "terms.until", hint: "access.field.until_hint"))\
            \(fields.area("note", "terms.note", need: .optional))
            """
    }

    /// With the columns that were asked for; personal data are masked until the owner says otherwise.
    private static func filling(_ form: Form, _ fields: [TableSchema.Field], _ asked: [String]) -> Form {
        let wanted = Set(asked)
        func isPersonal(_ field: TableSchema.Field) -> Bool {
            field.standard.privacy == .personal || field.standard.privacy == .specific
        }
        if ColumnLines.areWritten(fields) {
            let chosen = fields.filter { wanted.isEmpty || wanted.contains($0.name) }
            let masks = Dictionary(chosen.filter(isPersonal).map { ($0.name, Mask.hidden) }) { first, _ in first }
            return form.setting("columns", ColumnLines.text(chosen.map(\.name), masks: masks))
        }
        var filled = form
        for (index, field) in fields.enumerated() where wanted.isEmpty || wanted.contains(field.name) {
            filled = filled.setting("column.\(index)", "1")
            if isPersonal(field) { filled = filled.setting("mask.\(index)", "hidden") }
        }
        return filled
    }

    /// The columns with a box each, and what is shown of them.
    private static func table(_ page: Page, _ fields: [TableSchema.Field], _ form: Form) -> HTML {
        let rows = fields.enumerated().map { index, field -> [HTML] in
            let id = "persetujuan-kolom-\(index)"
            let options = masks.html { code in
                "<option value=\"\(code)\"\(attr: "selected", form.value("mask.\(index)") == code)>\(page.t(ColumnLines.key(code)))</option>"
            }
            return [
                """
                <label class="choice" for="\(id)"><input type="checkbox" id="\(id)" name="column.\(index)" value="1"\(attr: "checked", form.isChosen("column.\(index)", "1"))>\
                <span>\(field.heading)</span></label>
                """,
                "<select class=\"input\" name=\"mask.\(index)\" aria-label=\"\(page.t("terms.mask_of", ["column": field.heading]))\">\(options)</select>",
            ]
        }
        return Table(
            page.t("terms.columns"), showsCaption: true,
            columns: [Table.Column(page.t("terms.column")), Table.Column(page.t("terms.shown_as"))], rows: rows
        ).html
    }
}
