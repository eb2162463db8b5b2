import Kernel

/// One choice out of many, in groups or not. For up to six choices use ``Radios``.
package struct Select: Component {
    var frame: FieldFrame
    var groups: [ChoiceGroup]
    var selected: String
    var prompt: String?
    var attributes: HTML

    /// - Parameters:
    ///   - selected: the value chosen; empty for none.
    ///   - prompt: the words of the empty first choice; `nil` leaves it out. In filters, for example, "Semua kategori".
    package init(
        _ page: Page, _ name: String, label: String, groups: [ChoiceGroup], selected: String = "", prompt: String? = nil,
        hint: String? = nil,
        error: String? = nil, need: Need = .required, attributes: HTML = .empty
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.groups = groups
        self.selected = selected
        self.prompt = prompt
        self.attributes = attributes
    }

    package init(
        _ page: Page, _ name: String, label: String, choices: [Choice], selected: String = "", prompt: String? = nil, hint: String? = nil,
        error: String? = nil, need: Need = .required, attributes: HTML = .empty
    ) {
        self.init(
            page, name, label: label, groups: [ChoiceGroup("", choices)], selected: selected, prompt: prompt, hint: hint, error: error,
            need: need, attributes: attributes)
    }

    package var html: HTML {
        frame.around(
            """
            <select class="input"\(frame.control)\(attributes)>\(with: prompt, { "<option value=\"\">\($0)</option>" })\
            \(each: groups, group)</select>
            """)
    }

    private func group(_ group: ChoiceGroup) -> HTML {
        let options = group.choices.html(option)
        return group.label.isEmpty ? options : "<optgroup label=\"\(group.label)\">\(options)</optgroup>"
    }

    private func option(_ choice: Choice) -> HTML {
        """
        <option value="\(choice.value)"\(attr: "selected", choice.value == selected && !selected.isEmpty)\
        \(attr: "disabled", choice.isDisabled)>\(choice.label)</option>
        """
    }

    package static let examples = [
        Example("in groups") { page in
            Select(
                page, "category", label: "Kategori",
                groups: [
                    ChoiceGroup("Infrastruktur", [Choice("jalan", "Jalan rusak"), Choice("lampu", "Lampu jalan")]),
                    ChoiceGroup("Lingkungan", [Choice("sampah", "Sampah"), Choice("banjir", "Banjir")]),
                ], prompt: "Pilih kategori", hint: "Pilih yang paling mendekati. Petugas akan membetulkan bila perlu."
            ).html
        },
        Example("with error") { page in
            Select(
                page, "agency", label: "Perangkat daerah",
                choices: [Choice("pu", "Dinas Pekerjaan Umum"), Choice("dlh", "Dinas Lingkungan Hidup")],
                selected: "dlh", error: "Dinas ini sudah digabung. Pilih yang lain."
            ).html
        },
    ]
}
