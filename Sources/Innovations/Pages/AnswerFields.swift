import Directory
import Kernel
import Masterplan
import Web
import Work

/// The part of a page that asks what a form asks: one field or group of rows each, in the form's order. Works without scripts; rows
/// are added by a button that sends the form and comes back with two more.
struct AnswerFields {
    let page: Page
    let form: Form
    let years: ClosedRange<Int>
    let places: PlacesSnapshot
    /// What the record says now, by field.
    let kept: [String: Answer]
    /// What evidence that stands there already is called, as far as who looks may open it.
    let evidence: [Reference: ReferenceView]
    /// Marks for it; `nil` for a record that does not exist yet.
    let marks: EvidenceMarks?

    /// Name of the buttons that add rows; their value is the field.
    static let more = "more"

    func html(_ fields: [SheetField]) -> HTML { fields.html(field) }

    static func rows(_ form: Form, _ name: String) -> Int { min(max(Int(form.value("rows.\(name)")) ?? 2, 1), AnswerCheck.mostRows) }

    private func field(_ field: SheetField) -> HTML {
        let name = "f.\(field.name)"
        let label = field.label(page.language)
        let help = field.help.isEmpty ? nil : field.help(page.language)
        // A draft may lack anything, so nothing is demanded by the browser; what is needed says so.
        let need: Need = field.need == .optional ? .optional : .filter
        switch field.kind {
        case .line: return Input(page, name, in: form, label: label, hint: help, need: need, maxLength: 300).html
        case .text: return TextArea(page, name, in: form, label: label, hint: help, need: need, rows: 4, maxLength: 10_000).html
        case .number:
            return Input(page, name, in: form, label: label, kind: .number, hint: help, need: need, width: .short, maxLength: 40).html
        case .day: return Input(page, name, in: form, label: label, kind: .date, hint: help, need: need).html
        case .yesNo:
            return Radios(
                page, name, in: form, label: label,
                choices: [Choice("yes", page.t("innovation.yes")), Choice("no", page.t("innovation.no"))], hint: help, need: need,
                isRow: true
            ).html
        case .choice:
            return Select(
                page, name, in: form, label: label, choices: options(field), prompt: page.t("directory.choose"), hint: help, need: need
            )
            .html
        case .choices: return Checkboxes(page, name, in: form, label: label, choices: options(field), hint: help, need: need).html
        case .readiness: return group(field, field.options.html { readiness(field, $0) })
        case .indicators: return rows(field, indicator)
        case .years: return rows(field, year)
        case .risks: return rows(field, risk)
        case .partners: return rows(field, partner)
        case .villages: return group(field, villages(field))
        case .codes:
            return group(
                field,
                """
                \(TextArea(page, "\(name).codes", in: form, label: page.t("innovation.field.codes"), need: .filter, rows: 3, maxLength: 2000))\
                \(Checkbox(page, "\(name).unbudgeted", in: form, label: page.t("innovation.field.unbudgeted")))
                """)
        case .evidence: return group(field, evidence(field))
        }
    }

    private func options(_ field: SheetField) -> [Choice] { field.options.map { Choice($0.value, $0.label(page.language)) } }

    /// A group of controls with the field's words, its error, and the id the summary of errors leads to.
    private func group(_ field: SheetField, _ content: HTML) -> HTML {
        let name = "f.\(field.name)"
        let error = form.issue(name).map(page.t)
        return """
            <fieldset class="card\(error == nil ? "" : " is-bad")" id="f-\(name)"><legend class="label">\(field.label(page.language))\
            \(if: field.need == .optional, " <span class=\"optional\">\(page.t("ui.optional"))</span>")</legend>\
            \(if: !field.help.isEmpty, "<p class=\"hint\">\(field.help(page.language))</p>")\
            \(with: error, FieldError("f-\(name)", field.label(page.language)).html)\(content)</fieldset>
            """
    }

    private func rows(_ field: SheetField, _ row: (String, Int) -> HTML) -> HTML {
        let count = Self.rows(form, field.name)
        let all = (0..<count).html { index in
            "<fieldset class=\"row-of-fields\"><legend class=\"visually-hidden\">\(page.t("innovation.row", ["row": "\(index + 1)"]))</legend>\(row("f.\(field.name).\(index)", index))</fieldset>"
        }
        return group(
            field,
            """
            <input type="hidden" name="rows.\(field.name)" value="\(count)">\(all)\
            \(if: count < AnswerCheck.mostRows, "<p>\(Button(page.t("innovation.more_rows"), kind: .quiet, icon: .add, name: Self.more, value: field.name))</p>")
            """)
    }

    private func input(_ name: String, _ label: TextKey, kind: Input.Kind = .text, width: Input.Width = .full, max: Int = 300) -> Input {
        Input(page, name, in: form, label: page.t(label), kind: kind, need: .filter, width: width, maxLength: max)
    }

    private func readiness(_ field: SheetField, _ option: SheetField.Option) -> HTML {
        let name = "f.\(field.name).\(option.value)"
        return """
            <div class="row">\(Radios(page, name, in: form, label: option.label(page.language), choices: [Choice("there", page.t("innovation.there")), Choice("not", page.t("innovation.not_there"))], need: .filter, isRow: true))\
            \(input("\(name).document", "innovation.field.document"))</div>
            """
    }

    private func indicator(_ name: String, _ index: Int) -> HTML {
        let targets = years.map { year in
            Input(
                page, "\(name).\(year)", in: form, label: page.t("innovation.field.target", ["year": "\(year)"]), kind: .number,
                need: .filter,
                width: .short, maxLength: 20
            ).html
        }
        return """
            \(input("\(name).name", "innovation.field.indicator"))<div class="row">\(input("\(name).unit", "innovation.field.unit", width: .short, max: 60))\
            \(input("\(name).baseline", "innovation.field.baseline", kind: .number, width: .short, max: 20))\(targets)</div>
            """
    }

    private func year(_ name: String, _ index: Int) -> HTML {
        """
        \(input("\(name).activity", "innovation.field.activity", max: 500))<div class="row">\
        \(Select(page, "\(name).year", in: form, label: page.t("innovation.field.year"), choices: years.map { Choice("\($0)", "\($0)") }, prompt: "–", need: .filter))\
        \(input("\(name).amount", "innovation.field.amount", kind: .number, width: .short, max: 40))\
        \(Select(page, "\(name).source", in: form, label: page.t("innovation.field.source"), choices: FundSource.allCases.map { Choice($0.rawValue, page.t($0.label)) }, prompt: "–", need: .filter))</div>
        """
    }

    private func risk(_ name: String, _ index: Int) -> HTML {
        """
        <div class="row">\(input("\(name).risk", "innovation.field.risk", max: 500))\(input("\(name).mitigation", "innovation.field.mitigation", max: 500))</div>
        """
    }

    private func partner(_ name: String, _ index: Int) -> HTML {
        """
        <div class="row">\(Select(page, "\(name).kind", in: form, label: page.t("innovation.field.partner_kind"), choices: SheetPartner.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }, prompt: "–", need: .filter))\
        \(input("\(name).name", "innovation.field.partner_name", max: 200))</div>
        """
    }

    /// Villages by subdistrict, those open in which one is ticked.
    private func villages(_ field: SheetField) -> HTML {
        let name = "f.\(field.name)"
        let chosen = Set(form.all(name))
        return places.subdistricts.html { subdistrict in
            let villages = places.children(of: subdistrict.code)
            let count = villages.count { chosen.contains($0.code.text) }
            var scoped = page
            scoped.fieldScope = "\(page.fieldScope)\(subdistrict.code)."
            return """
                <details\(if: count > 0, " open")><summary>\(subdistrict.name)\(if: count > 0, " (\(page.format.number(count)))")</summary>\
                \(Checkboxes(scoped, name, label: subdistrict.name, choices: villages.map { Choice($0.code.text, $0.name) }, selected: chosen, need: .filter))</details>
                """
        }
    }

    private func evidence(_ field: SheetField) -> HTML {
        let name = "f.\(field.name)"
        let rows = marks.map { KeptEvidence(kept[field.name], $0) }
        let shown = rows?.shown(name, in: form) ?? (marks: [], kept: [])
        let choices = shown.marks.map { mark in
            Choice(mark, rows?[mark].flatMap { evidence[$0.reference]?.title } ?? page.t("innovation.evidence_hidden"))
        }
        let hidden = shown.marks.html { "<input type=\"hidden\" name=\"\(name).marks\" value=\"\($0)\">" }
        let ticked = form.setting("\(name).kept", all: shown.kept)
        return """
            \(hidden)\(if: !choices.isEmpty, Checkboxes(page, "\(name).kept", in: ticked, label: page.t("innovation.field.evidence_kept"), choices: choices, need: .filter).html)\
            \(TextArea(page, "\(name).new", in: form, label: page.t("innovation.field.evidence_new"), need: .filter, rows: 3, maxLength: 4000))
            """
    }
}
