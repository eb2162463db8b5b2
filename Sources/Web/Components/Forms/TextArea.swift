import Kernel

/// A field for several lines.
package struct TextArea: Component {
    var frame: FieldFrame
    var value: String
    var rows: Int
    var maxLength: Int?
    var attributes: HTML

    package init(
        _ page: Page, _ name: String, label: String, value: String = "", hint: String? = nil, error: String? = nil, need: Need = .required,
        rows: Int = 5, maxLength: Int? = nil, attributes: HTML = .empty
    ) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: need)
        self.value = value
        self.rows = rows
        self.maxLength = maxLength
        self.attributes = attributes
    }

    package var html: HTML {
        // The line end after the tag is dropped by browsers; without it they would drop the first one of the value.
        frame.around(
            "<textarea class=\"input\" rows=\"\(rows)\"\(frame.control)\(attr: "maxlength", maxLength)\(attributes)>\n\(value)</textarea>")
    }

    package static let examples = [
        Example("plain") { page in
            TextArea(
                page, "description", label: "Apa yang terjadi?",
                hint: "Tulis sejak kapan dan siapa yang terkena. Jangan tulis data pribadi."
            ).html
        }
    ]
}
