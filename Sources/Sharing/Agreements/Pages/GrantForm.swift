import Catalogue
import Directory
import Foundation
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
        var filled = form
        if isFresh {
            filled = rows.filled(Form(["until": asked.until.description]), with: asked.filter)
            for (index, field) in (file.version?.schema.fields ?? []).enumerated()
            where asked.columns.isEmpty || asked.columns.contains(field.name) {
                // Personal data are masked until the owner says otherwise.
                filled = filled.setting("column.\(index)", "1")
                if field.standard.privacy == .personal || field.standard.privacy == .specific {
                    filled = filled.setting("mask.\(index)", "hidden")
                }
            }
        }
        let fields = Fields(scoped, filled)
        let columns = (file.version?.schema.fields ?? []).enumerated().map { index, field -> [HTML] in
            let id = "persetujuan-kolom-\(index)"
            let options = masks.html { code in
                "<option value=\"\(code)\"\(attr: "selected", filled.value("mask.\(index)") == code)>\(page.t(TextKey("mask.\(code.isEmpty ? "none" : code.replacingOccurrences(of: ":", with: "_"))")))</option>"
            }
            return [
                """
                <label class="choice" for="\(id)"><input type="checkbox" id="\(id)" name="column.\(index)" value="1"\(attr: "checked", filled.isChosen("column.\(index)", "1"))>\
                <span>\(field.heading)</span></label>
                """,
                "<select class=\"input\" name=\"mask.\(index)\" aria-label=\"\(page.t("terms.mask_of", ["column": field.heading]))\">\(options)</select>",
            ]
        }
        return """
            \(Table(page.t("terms.columns"), showsCaption: true, columns: [Table.Column(page.t("terms.column")), Table.Column(page.t("terms.shown_as"))], rows: columns))\
            \(rows.html(scoped, filled, legend: "terms.filter"))\
            \(fields.line("rate", "terms.rate", kind: .number, need: .optional, hint: "terms.rate_hint", max: 6, width: .short))\
            \(fields.day("until", "terms.until", hint: "access.field.until_hint"))\
            \(fields.area("note", "terms.note", need: .optional))
            """
    }
}
