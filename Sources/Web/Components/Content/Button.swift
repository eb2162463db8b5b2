/// A button that sends its form, or a link that looks like one when it has an address.
///
/// A page has at most one `.main` button: the thing most people came to do.
package struct Button: Component {
    package enum Kind: String, Sendable {
        case main = ""
        case quiet = " button--quiet"
        case plain = " button--plain"
        case danger = " button--danger"
    }

    var label: String
    var kind: Kind
    var icon: Icon?
    var link: String?
    var name: String?
    var value: String?
    var isBig: Bool
    var isSubmit: Bool
    var attributes: HTML

    /// - Parameters:
    ///   - link: makes it a link; never use one for something that changes records.
    ///   - name: with `value`, what the form sends when this button of several was pressed.
    ///   - isSubmit: `false` for buttons that only a script gives a meaning.
    ///   - attributes: further attributes, each with a blank before it.
    package init(
        _ label: String, kind: Kind = .main, icon: Icon? = nil, link: String? = nil, name: String? = nil, value: String? = nil,
        isBig: Bool = false, isSubmit: Bool = true, attributes: HTML = .empty
    ) {
        self.label = label
        self.kind = kind
        self.icon = icon
        self.link = link
        self.name = name
        self.value = value
        self.isBig = isBig
        self.isSubmit = isSubmit
        self.attributes = attributes
    }

    package var html: HTML {
        let style = "button\(kind.rawValue)\(isBig ? " button--big" : "")\(kind == .plain ? "" : " button--wide")"
        if let link { return "<a class=\"\(style)\" href=\"\(link)\"\(attributes)>\(icon)\(label)</a>" }
        return """
            <button class="\(style)" type="\(isSubmit ? "submit" : "button")"\(attr: "name", name)\(attr: "value", value)\(attributes)>\
            \(icon)\(label)</button>
            """
    }

    package static let examples = [
        Example("kinds") { _ in
            """
            <p class="row">\(Button("Kirim laporan", icon: .send)) \(Button("Simpan draf", kind: .quiet)) \
            \(Button("Batal", kind: .plain, link: "/")) \(Button("Hapus", kind: .danger, icon: .trash))</p>
            """
        },
        Example("big, as a link") { _ in "<p>\(Button("Sampaikan laporan", icon: .edit, link: "/lapor", isBig: true))</p>" },
        Example("cannot be pressed now") { _ in "<p>\(Button("Mengirim…", attributes: " aria-disabled=\"true\""))</p>" },
    ]
}
