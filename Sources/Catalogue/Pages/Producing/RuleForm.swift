import Directory
import Foundation
import Ingest
import Kernel
import Web

/// What a clerk may demand of a column's values, as fields of the columns' form: presence, bounds, patterns, lists, marks for what is
/// missing, decimal signs, and the reference data its codes must be of. Empty fields demand nothing.
struct RuleForm {
    /// Reference data with a key of one column, which codes may be checked against.
    struct ReferenceData: Sendable, Hashable {
        var dataset: String
        var key: String
        var title: String

        var value: String { "\(dataset)|\(key)" }
    }

    let page: Page
    let form: Form
    let schema: TableSchema
    let references: [ReferenceData]

    /// The part of one column.
    func html(_ prefix: String, _ field: TableSchema.Field) -> HTML {
        let rules = field.constraints
        func line(_ part: String, _ value: String?, max: Int = 200) -> HTML {
            let name = "\(prefix).\(part)"
            return Input(
                page, name, label: page.t(TextKey("rules.\(part)")),
                value: form.value("\(prefix).rules").isEmpty ? value ?? "" : form.value(name),
                hint: RuleForm.hinted.contains(part) ? page.t(TextKey("rules.\(part).hint")) : nil,
                error: form.issue(name).map { page.t($0) }, need: .filter, maxLength: max
            ).html
        }
        func box(_ part: String, _ isOn: Bool) -> HTML {
            Checkbox(page, "\(prefix).\(part)", label: page.t(TextKey("rules.\(part)")), isChecked: isOn, need: .filter).html
        }
        let bounds: HTML =
            field.type.isOrdered
            ? "<div class=\"grid\">\(line("minimum", rules.minimum?.text))\(line("maximum", rules.maximum?.text))</div>" : .empty
        let lengths: HTML =
            field.type.hasLength
            ? """
            <div class="grid">\(line("minLength", rules.minLength.map(String.init)))\(line("maxLength", rules.maxLength.map(String.init)))</div>\
            \(line("pattern", rules.pattern, max: 500))
            """ : .empty
        let signs = ["", ",", "."].map {
            Choice($0, page.t($0 == "" ? "rules.decimal.guess" : $0 == "," ? "rules.decimal.comma" : "rules.decimal.point"))
        }
        let decimal: HTML =
            field.type.isNumeric
            ? Select(
                page, "\(prefix).decimal", label: page.t("rules.decimal"), choices: signs, selected: field.decimalChar ?? "", need: .filter
            ).html
            : .empty
        return """
            <details><summary>\(page.t("rules.title"))</summary><div class="stack"><input type="hidden" name="\(prefix).rules" value="1">
            \(box("required", field.isRequired))\(box("unique", rules.unique ?? false))\(bounds)\(lengths)
            \(line("enum", RuleForm.printed(rules.enumeration), max: 5000))
            \(line("missing", RuleForm.printed(field.missingValues), max: 500))\(decimal)
            \(reference(prefix, field))</div></details>
            """
    }

    /// What MS-Var asks of a variable besides its name, type and standard fields.
    func variable(_ prefix: String, _ field: TableSchema.Field) -> HTML {
        let own = field.standard.variable
        func line(_ part: String, _ value: String?) -> HTML {
            Input(
                page, "\(prefix).var.\(part)", label: page.t(TextKey("bps.var.\(part)")), value: value ?? "", need: .filter, maxLength: 1000
            ).html
        }
        let choices = [Choice("1", page.t("bps.var.public.yes")), Choice("2", page.t("bps.var.public.no"))]
        return """
            <details><summary>\(page.t("bps.var.title"))</summary><div class="stack"><input type="hidden" name="\(prefix).var" value="1">
            \(line("alias", own?.alias))\(line("selection", own?.selectionReference))\(line("time", own?.timeReference))
            \(line("rule", own?.validationRule))\(line("question", own?.question))
            \(Select(page, "\(prefix).var.public", label: page.t("bps.var.public"), choices: choices, selected: own?.isPublic.map { $0 ? "1" : "2" } ?? "", prompt: "–", need: .filter))
            </div></details>
            """
    }

    private static let hinted: Set<String> = ["enum", "missing", "pattern"]

    private func reference(_ prefix: String, _ field: TableSchema.Field) -> HTML {
        let present = schema.foreignKeys.first { $0.fields == [field.name] && !$0.resource.isEmpty && $0.reference.count == 1 }
            .map { ReferenceData(dataset: $0.resource, key: $0.reference[0], title: $0.resource) }
        var all = references
        if let present, !all.contains(where: { $0.value == present.value }) { all.append(present) }
        guard !all.isEmpty else { return .empty }
        return Select(
            page, "\(prefix).reference", label: page.t("rules.reference"), choices: all.map { Choice($0.value, $0.title) },
            selected: present?.value ?? "", prompt: page.t("rules.reference.none"), hint: page.t("rules.reference.hint"), need: .filter
        ).html
    }

    /// The part of the whole table: keys besides the primary one, and how strictly columns must be those of the schema.
    var whole: HTML {
        let keys = schema.uniqueKeys.map { $0.joined(separator: ", ") }.joined(separator: "; ")
        let matches = TableSchema.FieldsMatch.allCases.map { Choice($0.rawValue, page.t(TextKey("rules.match.\($0.rawValue)"))) }
        return """
            <details><summary>\(page.t("rules.whole"))</summary><div class="stack"><input type="hidden" name="rules" value="1">
            \(Input(page, "unique", label: page.t("rules.unique_keys"), value: keys, hint: page.t("rules.unique_keys.hint"), error: form.issue("unique").map { page.t($0) }, need: .filter, maxLength: 1000))
            \(Select(page, "match", label: page.t("rules.match"), choices: matches, selected: schema.fieldsMatch?.rawValue ?? "", prompt: page.t("rules.match.none"), need: .filter))
            </div></details>
            """
    }

    static func printed(_ values: [SchemaValue]?) -> String { (values ?? []).compactMap(\.text).joined(separator: "; ") }

    static func printed(_ marks: [Labelled]?) -> String {
        (marks ?? []).map(\.text).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
