import Kernel

/// Whether a field must be filled.
package enum Need: Sendable {
    case required
    /// May stay empty, and says so beside its label.
    case optional
    /// May stay empty without saying so, as the fields of ``Filters``.
    case filter
}

/// What is wrong with a field, beside it. ``ErrorSummary`` finds the field's name here.
package struct FieldError {
    let id: String
    let label: String

    /// - Parameters:
    ///   - id: of the control, where the summary leads.
    ///   - label: what the field is called.
    package init(_ id: String, _ label: String) {
        self.id = id
        self.label = label
    }

    package func html(_ error: String) -> HTML {
        "<p class=\"error\" id=\"\(id)-error\" data-field=\"\(label)\">\(Icon.alert)<span>\(error)</span></p>"
    }
}

/// What all fields share: label, hint and error, tied to the control by ids.
struct FieldFrame {
    let page: Page
    let name: String
    let label: String
    let hint: String?
    let error: String?
    let need: Need

    var id: String { FieldFrame.id(name, page) }
    /// The id of the control that takes a field's value; ``ErrorSummary`` leads there.
    static func id(_ name: String, _ page: Page) -> String { "f-\(page.fieldScope)\(name)" }

    /// Ids of hint and error, for `aria-describedby`.
    var describedBy: String? {
        let ids = [hint == nil ? nil : "\(id)-hint", error == nil ? nil : "\(id)-error"].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// Attributes of a single control.
    var control: HTML {
        """
         id="\(id)" name="\(name)"\(attr: "aria-describedby", describedBy)\
        \(attr: "aria-invalid", error == nil ? nil : "true")\(attr: "required", need == .required)
        """
    }

    private var optional: HTML { need != .optional ? "" : " <span class=\"optional\">\(page.t("ui.optional"))</span>" }
    private var notes: HTML {
        """
        \(with: hint, { "<p class=\"hint\" id=\"\(id)-hint\">\($0)</p>" })\(with: error, FieldError(id, label).html)
        """
    }

    /// Label, hint and error around one control.
    func around(_ control: HTML, attributes: HTML = .empty) -> HTML {
        """
        <div class="field\(error == nil ? "" : " is-bad")"\(attributes)><label for="\(id)">\(label)\(optional)</label>\
        \(notes)\(control)</div>
        """
    }

    /// The same around several controls that answer one question.
    func group(_ controls: HTML, attributes: HTML = .empty) -> HTML {
        """
        <fieldset class="field\(error == nil ? "" : " is-bad")"\(attr: "aria-describedby", describedBy)\(attributes)>\
        <legend class="label">\(label)\(optional)</legend>\(notes)\(controls)</fieldset>
        """
    }
}
