/// One thing that can be chosen.
package struct Choice: Sendable, Hashable {
    package var value: String
    package var label: String
    /// What choosing it means; shown beside radios and checkboxes only.
    package var hint: String?
    package var isDisabled: Bool

    package init(_ value: String, _ label: String, hint: String? = nil, isDisabled: Bool = false) {
        self.value = value
        self.label = label
        self.hint = hint
        self.isDisabled = isDisabled
    }
}

/// Things that can be chosen, under a heading.
package struct ChoiceGroup: Sendable, Hashable {
    package var label: String
    package var choices: [Choice]

    package init(_ label: String, _ choices: [Choice]) {
        self.label = label
        self.choices = choices
    }
}
