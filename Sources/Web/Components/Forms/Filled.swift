import Kernel

// Fields that take their value and their error from a ``Form``, so that a form that came back is filled and explained without
// a word about it on the page.

extension Input {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, kind: Kind = .text, hint: String? = nil, need: Need = .required,
        width: Width = .full, maxLength: Int? = nil, autocomplete: String? = nil, attributes: HTML = .empty
    ) {
        self.init(
            page, name, label: label, kind: kind, value: form.value(name), hint: hint, error: form.issue(name).map(page.t), need: need,
            width: width, maxLength: maxLength, autocomplete: autocomplete, attributes: attributes)
    }
}

extension TextArea {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, hint: String? = nil, need: Need = .required, rows: Int = 5,
        maxLength: Int? = nil, attributes: HTML = .empty
    ) {
        self.init(
            page, name, label: label, value: form.value(name), hint: hint, error: form.issue(name).map(page.t), need: need, rows: rows,
            maxLength: maxLength, attributes: attributes)
    }
}

extension Select {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, groups: [ChoiceGroup], prompt: String? = nil, hint: String? = nil,
        need: Need = .required, attributes: HTML = .empty
    ) {
        self.init(
            page, name, label: label, groups: groups, selected: form.value(name), prompt: prompt, hint: hint,
            error: form.issue(name).map(page.t), need: need, attributes: attributes)
    }

    package init(
        _ page: Page, _ name: String, in form: Form, label: String, choices: [Choice], prompt: String? = nil, hint: String? = nil,
        need: Need = .required, attributes: HTML = .empty
    ) {
        self.init(
            page, name, in: form, label: label, groups: [ChoiceGroup("", choices)], prompt: prompt, hint: hint, need: need,
            attributes: attributes)
    }
}

extension Radios {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, choices: [Choice], hint: String? = nil, need: Need = .required,
        isRow: Bool = false, attributes: HTML = .empty
    ) {
        self.init(
            page, name, label: label, choices: choices, selected: form.value(name), hint: hint, error: form.issue(name).map(page.t),
            need: need, isRow: isRow, attributes: attributes)
    }
}

extension Checkboxes {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, choices: [Choice], hint: String? = nil, need: Need = .required,
        isRow: Bool = false
    ) {
        self.init(
            page, name, label: label, choices: choices, selected: Set(form.all(name)), hint: hint, error: form.issue(name).map(page.t),
            need: need, isRow: isRow)
    }
}

extension Checkbox {
    package init(_ page: Page, _ name: String, in form: Form, label: String, hint: String? = nil, need: Need = .optional) {
        self.init(
            page, name, label: label, isChecked: form.isChosen(name, "1"), hint: hint, error: form.issue(name).map(page.t), need: need)
    }
}

extension Stars {
    package init(_ page: Page, _ name: String, in form: Form, label: String, hint: String? = nil) {
        self.init(page, name, label: label, selected: Int(form.value(name)), hint: hint, error: form.issue(name).map(page.t))
    }
}

extension PhotoInput {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, max: Int = 5, longestEdge: Int = 1600, hint: String? = nil,
        need: Need = .optional
    ) {
        self.init(
            page, name, label: label, max: max, longestEdge: longestEdge, hint: hint, error: form.issue(name).map(page.t), need: need)
    }
}

extension FileInput {
    package init(
        _ page: Page, _ name: String, in form: Form, label: String, accept: String? = nil, isMultiple: Bool = false, hint: String? = nil,
        need: Need = .required
    ) {
        self.init(
            page, name, label: label, accept: accept, isMultiple: isMultiple, hint: hint, error: form.issue(name).map(page.t), need: need)
    }
}

extension PlacePicker {
    /// Errors are those of the fields `place`, `village`, `lat` and `lon`, whichever comes first.
    package init(
        _ page: Page, in form: Form, label: String, villages: [ChoiceGroup], map: MapBox? = nil, villagesURL: String? = nil,
        locateURL: String? = nil, hint: String? = nil
    ) {
        let point = Double(form.value("lat")).flatMap { latitude in
            Double(form.value("lon")).map { MapPoint(latitude: latitude, longitude: $0) }
        }
        let issue = ["place", "village", "lat", "lon"].lazy.compactMap(form.issue).first
        self.init(
            page, label: label, villages: villages, village: form.value("village"), point: point, map: map, villagesURL: villagesURL,
            locateURL: locateURL, hint: hint, error: issue.map(page.t))
    }
}

extension ErrorSummary {
    package init(_ page: Page, _ form: Form) { self.init(page, form.issues) }
}
