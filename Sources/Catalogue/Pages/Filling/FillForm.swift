import Columns
import Ingest
import Kernel
import Web

/// A form made from a table's schema: one group of fields for each row, kept on the phone until it is sent.
struct FillForm {
    let page: Page
    let schema: TableSchema
    let form: Form
    let rows: Int
    /// Values that are known and not asked for, by the field's name.
    let given: [String: String]

    /// Rows a form has at most; larger tables are sent as files.
    static let mostRows = 50
    /// Name of the button that asks for one more row instead of sending.
    static let moreRows = "more"

    init(_ page: Page, _ schema: TableSchema, _ form: Form, given: [String: String] = [:]) {
        self.given = given
        self.page = page
        self.schema = schema
        self.form = form
        rows = Self.rows(form)
    }

    static func rows(_ form: Form) -> Int { min(max(Int(form.value("rows")) ?? 1, 1), mostRows) }

    var html: HTML {
        """
        <input type="hidden" name="rows" value="\(rows)">\((0..<rows).html(row))
        <p class="row">\(if: rows < Self.mostRows, Button(page.t("fill.more"), kind: .quiet, name: Self.moreRows, value: "1").html) \(Button(page.t("fill.send"), icon: .send))</p>
        """
    }

    private func row(_ row: Int) -> HTML {
        "<fieldset class=\"card\"><legend class=\"label\">\(page.t("fill.row", ["row": "\(row + 1)"]))</legend>\(each: schema.fields.filter { given[$0.name] == nil }, { field($0, row) })</fieldset>"
    }

    private func field(_ field: TableSchema.Field, _ row: Int) -> HTML {
        let name = "r.\(row).\(field.name)"
        // The first row must be filled; further ones count only when something stands in them.
        let need: Need = field.isRequired && row == 0 ? .required : .optional
        let hint = [field.description, field.standard.unit.map { page.t("fill.unit", ["unit": $0]) }].compactMap(\.self).joined(
            separator: " · ")
        let hinted = hint.isEmpty ? nil : hint
        if let choices = Self.choices(field, page) {
            return Select(
                page, name, in: form, label: field.heading, choices: choices, prompt: page.t("directory.choose"), hint: hinted, need: need
            ).html
        }
        let kind = Self.kind(field)
        let max = field.constraints.maxLength ?? (kind == .text ? 1000 : 40)
        return Input(page, name, in: form, label: field.heading, kind: kind, hint: hinted, need: need, maxLength: kind == .date ? nil : max)
            .html
    }

    /// What is measured has a comma; other numbers, such as latitudes, may need the minus that number pads lack.
    private static func kind(_ field: TableSchema.Field) -> Input.Kind {
        switch field.type {
        case .date: .date
        case .integer, .year: .number
        case .number: field.standard.role == .measure ? .decimal : .text
        default: field.type.isNumeric ? .number : .text
        }
    }

    /// The values a field can have, where they are few and known.
    static func choices(_ field: TableSchema.Field, _ page: Page) -> [Choice]? {
        if let categories = field.categories { return categories.map { Choice($0.text, $0.label ?? $0.text) } }
        if let listed = field.constraints.enumeration { return listed.compactMap { $0.text.map { Choice($0, $0) } } }
        if field.type == .boolean { return [Choice("true", page.t("fill.yes")), Choice("false", page.t("fill.no"))] }
        return nil
    }

    /// The rows in which something stands, in canonical values.
    /// - Throws: `invalid` naming every field that cannot be taken.
    static func values(_ data: FormData, _ schema: TableSchema, given: [String: String] = [:]) throws -> [[Datum]] {
        var issues: [Issue] = []
        var found: [[Datum]] = []
        var isAnythingTyped = false
        for row in 0..<rows(Form(data)) {
            let typed = schema.fields.map { given[$0.name] == nil ? Plain.line(data.raw("r.\(row).\($0.name)") ?? "") : "" }
            if row > 0, typed.allSatisfy(\.isEmpty) { continue }
            isAnythingTyped = isAnythingTyped || !typed.allSatisfy(\.isEmpty)
            let texts = zip(schema.fields, typed).map { given[$0.name] ?? $1 }
            var values: [Datum] = []
            for (field, text) in zip(schema.fields, texts) {
                let name = "r.\(row).\(field.name)"
                guard !text.isEmpty else {
                    if field.isRequired { issues.append(Issue(name, "error.missing")) }
                    values.append(.missing)
                    continue
                }
                let type = field.type.columnType
                if let value = Datum(type.isNumeric ? plainNumber(text) : text, as: type) {
                    values.append(value)
                } else {
                    issues.append(Issue(name, Message("error.fill_value", ["value": text])))
                    values.append(.missing)
                }
            }
            found.append(values)
        }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        guard isAnythingTyped else { throw AppError.invalid("rows", "error.fill_empty") }
        return found
    }

    /// `1.234.567,5` and `Rp 1.500` as programs write them; other texts as they are.
    static func plainNumber(_ text: String) -> String {
        let bare = text.replacing("Rp", with: "").filter { !$0.isWhitespace }
        let groups = bare.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count <= 2, let whole = groups.first else { return text }
        let parts = whole.split(separator: ".", omittingEmptySubsequences: false)
        let isGrouped = parts.count > 1 && parts.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
        if groups.count == 1, !isGrouped { return bare }
        return parts.joined() + (groups.count == 2 ? "." + groups[1] : "")
    }
}
