import Kernel

/// One to five stars as radios, each with its word, so that they work by keyboard, by voice and without a script.
package struct Stars: Component {
    var frame: FieldFrame
    var selected: Int?

    package init(_ page: Page, _ name: String, label: String, selected: Int? = nil, hint: String? = nil, error: String? = nil) {
        frame = FieldFrame(page: page, name: name, label: label, hint: hint, error: error, need: .required)
        self.selected = selected
    }

    package var html: HTML {
        let stars = (1...5).html { star in
            let id = star == 1 ? frame.id : "\(frame.id)-\(star)"
            return """
                <label for="\(id)"><input type="radio" id="\(id)" name="\(frame.name)" value="\(star)" required\
                \(attr: "checked", selected == star)>\
                \(Icon.star)<span class="stars__word">\(frame.page.t(TextKey("ui.stars.\(star)")))</span></label>
                """
        }
        return frame.group("<div class=\"stars\">\(stars)</div>")
    }

    package static let examples = [
        Example("not yet given") { page in Stars(page, "stars", label: "Seberapa puas Anda?").html },
        Example("four given") { page in Stars(page, "stars-given", label: "Seberapa puas Anda?", selected: 4).html },
    ]
}
