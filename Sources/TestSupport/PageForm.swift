import Web

/// A form as it stands on a page, to be filled in and sent as a browser would.
package struct PageForm: Sendable {
    package let action: String
    package let method: String
    package let isMultipart: Bool
    /// Names and values that would be sent, hidden fields included, in order.
    package private(set) var fields: [(name: String, value: String)]
    /// Names of the fields for files.
    package let fileFields: [String]
    /// Names of every control, also of boxes not ticked.
    package let names: Set<String>

    init(_ form: Markup, page: String) {
        action = form["action"] ?? String(page.prefix { $0 != "?" })
        method = form["method"]?.lowercased() ?? "get"
        isMultipart = form["enctype"] == "multipart/form-data"
        let controls = form.all(where: { ["input", "textarea", "select"].contains($0.name) && $0["name"] != nil && $0["disabled"] == nil })
        names = Set(controls.map { $0["name"]! })
        fileFields = controls.filter { $0["type"] == "file" }.map { $0["name"]! }
        fields = controls.flatMap { control in PageForm.values(control).map { (control["name"]!, $0) } }
    }

    private static func values(_ control: Markup) -> [String] {
        switch (control.name, control["type"]) {
        case ("textarea", _):
            // HTML drops one line end right after the tag.
            return [control.text.hasPrefix("\n") ? String(control.text.dropFirst()) : control.text]
        case ("select", _):
            let options = control.all("option")
            let chosen = options.filter { $0["selected"] != nil }
            let shown = chosen.isEmpty && control["multiple"] == nil ? Array(options.prefix(1)) : chosen
            return shown.map { $0["value"] ?? $0.text }
        case (_, "checkbox"), (_, "radio"): return control["checked"] == nil ? [] : [control["value"] ?? "on"]
        case (_, "submit"), (_, "button"), (_, "file"), (_, "image"), (_, "reset"): return []
        default: return [control["value"] ?? ""]
        }
    }

    package func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The form as a browser sends it when a named button is pressed.
    package func with(_ button: String, _ value: String) -> PageForm {
        var form = self
        form.fields.append((button, value))
        return form
    }

    /// The form with some fields filled in.
    /// - Throws: ``UnknownField`` when the form has no control of that name, because then no browser could send it.
    package func filling(_ values: [String: String]) throws -> PageForm {
        var form = self
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard names.contains(name) else { throw UnknownField(name: name, known: names.sorted()) }
            form.fields.removeAll { $0.name == name }
            form.fields.append((name, value))
        }
        return form
    }
}

package struct UnknownField: Error, CustomStringConvertible {
    let name: String
    let known: [String]
    package var description: String { "the form has no field \(name); it has \(known)" }
}
