import Kernel

/// One choice out of a few, each with what it means.
package struct Radios: Component {
    var frame: FieldFrame
    var choices: [Choice]
    var selected: String
    var isRow: Bool
    var attributes: HTML

    /// - Parameter isRow: side by side where there is room; for short choices without hints.
    package init(
        _ page: Page, _ name: String, label: String, choices: [Choice], selected: String = "", hint: String? = nil, error: String? = nil,
        need: Need = .required, isRow: Bool = false, attributes: HTML = .empty
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.choices = choices
        self.selected = selected
        self.isRow = isRow
        self.attributes = attributes
    }

    package var html: HTML {
        var rows = HTML.empty
        for (index, choice) in choices.enumerated() {
            rows +=
                ChoiceRow(
                    type: "radio", frame: frame, index: index, choice: choice, isChosen: choice.value == selected,
                    isRequired: frame.need == .required
                ).html
        }
        return frame.group("<div class=\"choices\(isRow ? " choices--row" : "")\">\(rows)</div>", attributes: attributes)
    }

    package static let examples = [
        Example("with hints") { page in
            Radios(
                page, "privacy", label: "Siapa yang boleh melihat nama Anda?",
                choices: [
                    Choice("open", "Terbuka", hint: "Laporan tampil untuk umum setelah diperiksa. Nama Anda terlihat oleh petugas."),
                    Choice("anonymous", "Tanpa nama", hint: "Nama Anda tersembunyi dari umum dan dari instansi yang dilaporkan."),
                    Choice("confidential", "Rahasia", hint: "Hanya petugas yang harus bertindak yang bisa membuka laporan ini."),
                ], selected: "anonymous"
            ).html
        },
        Example("in a row, with error") { page in
            Radios(
                page, "fixed", label: "Apakah masalahnya sudah selesai?", choices: [Choice("yes", "Sudah"), Choice("no", "Belum")],
                error: "Pilih salah satu.", isRow: true
            ).html
        },
    ]
}

/// A radio or checkbox with its words, all of which can be tapped.
struct ChoiceRow {
    let type: String
    let frame: FieldFrame
    let index: Int
    let choice: Choice
    let isChosen: Bool
    var isRequired = false

    var html: HTML {
        // The first takes the field's own id, because the error summary leads there.
        let id = index == 0 ? frame.id : "\(frame.id)-\(index)"
        return """
            <label class="choice" for="\(id)"><input type="\(type)" id="\(id)" name="\(frame.name)" value="\(choice.value)"\
            \(attr: "checked", isChosen)\(attr: "disabled", choice.isDisabled)\(attr: "required", isRequired)\
            \(attr: "aria-describedby", choice.hint == nil ? nil : "\(id)-means")><span><span class="choice__text">\(choice.label)</span>\
            \(with: choice.hint, { "<span class=\"choice__hint\" id=\"\(id)-means\">\($0)</span>" })</span></label>
            """
    }
}
