import Kernel

/// Any number of a few choices.
package struct Checkboxes: Component {
    var frame: FieldFrame
    var choices: [Choice]
    var selected: Set<String>
    var isRow: Bool

    package init(
        _ page: Page, _ name: String, label: String, choices: [Choice], selected: Set<String> = [], hint: String? = nil,
        error: String? = nil,
        need: Need = .required, isRow: Bool = false
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.choices = choices
        self.selected = selected
        self.isRow = isRow
    }

    package var html: HTML {
        var rows = HTML.empty
        for (index, choice) in choices.enumerated() {
            rows += ChoiceRow(type: "checkbox", frame: frame, index: index, choice: choice, isChosen: selected.contains(choice.value)).html
        }
        return frame.group("<div class=\"choices\(isRow ? " choices--row" : "")\">\(rows)</div>")
    }

    package static let examples = [
        Example("permissions of a role") { page in
            Checkboxes(
                page, "permissions", label: "Yang boleh dilakukan",
                choices: [
                    Choice("reports.triage", "Memeriksa laporan", hint: "Menerima, menolak, menggabungkan."),
                    Choice("reports.assign", "Meneruskan"),
                ], selected: ["reports.assign"]
            ).html
        }
    ]
}

/// One thing to tick, sent as `1`.
package struct Checkbox: Component {
    var frame: FieldFrame
    var choice: Choice
    var isChecked: Bool

    package init(
        _ page: Page, _ name: String, label: String, isChecked: Bool = false, hint: String? = nil, error: String? = nil,
        need: Need = .optional
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: nil, error: error, need: need)
        choice = Choice("1", label, hint: hint)
        self.isChecked = isChecked
    }

    package var html: HTML {
        let row = ChoiceRow(
            type: "checkbox", frame: frame, index: 0, choice: choice, isChosen: isChecked, isRequired: frame.need == .required)
        return """
            <div class="field\(frame.error == nil ? "" : " is-bad")">\
            \(with: frame.error, FieldError(frame.id, choice.label).html)\(row.html)</div>
            """
    }

    package static let examples = [
        Example("with hint") { page in
            Checkbox(page, "notify", label: "Kabari saya lewat surel", hint: "Satu surel untuk setiap perkembangan, tidak lebih.").html
        },
        Example("with error") { page in
            Checkbox(page, "agree", label: "Saya sudah membaca pemberitahuan privasi", error: "Centang untuk melanjutkan.").html
        },
    ]
}
