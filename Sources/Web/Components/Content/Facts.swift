import Kernel

/// Names and values, one below the other.
package struct Facts: Component {
    var facts: [(name: String, value: HTML)]

    /// Facts without a value are left out; give a reason as value where its absence means something.
    package init(_ facts: [(String, HTML?)]) {
        self.facts = facts.compactMap { name, value in value.map { (name, $0) } }
    }

    package var html: HTML {
        "<dl class=\"facts\">\(each: facts, { "<dt>\($0.name)</dt><dd>\($0.value)</dd>" })</dl>"
    }

    package static let examples = [
        Example("of a report") { page in
            Facts([
                ("Kode", "<span class=\"code\">K7M-Q2X-94</span>"), ("Kategori", "Jalan dan jembatan"), ("Tempat", "Kencong, Kencong"),
                ("Diterima", "\(page.format.moment(page.now))"), ("Disembunyikan", nil),
            ]).html
        }
    ]
}
