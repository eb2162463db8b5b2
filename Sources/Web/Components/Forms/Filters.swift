import Kernel

/// Fields that narrow a list. A GET form, so that every narrowed list has an address; folded away on a phone.
package struct Filters: Component {
    var page: Page
    var action: String
    var lead: HTML?
    var fields: [HTML]
    var active: [String]
    var isOpen: Bool
    var target: String

    /// - Parameters:
    ///   - lead: the field most people want, which is never folded away; it gets a button of its own.
    ///   - fields: ``Select`` and ``Input`` with `need: .filter`, selects with the prompt "all".
    ///   - active: the filters in force, in words; shown beside the heading even when folded.
    ///   - target: id of the element that holds the list; scripts exchange it without loading the page anew.
    package init(
        _ page: Page, action: String, lead: HTML? = nil, fields: [HTML], active: [String] = [], isOpen: Bool = false, target: String
    ) {
        self.page = page
        self.action = action
        self.lead = lead
        self.fields = fields
        self.active = active
        self.isOpen = isOpen
        self.target = target
    }

    package var html: HTML {
        """
        <form class="filters" method="get" action="\(action)" data-filters="\(target)" role="search" aria-label="\(page.t("ui.filters"))">\
        \(with: lead, { "<div class=\"filters__lead\">\($0)\(Button(page.t("ui.filters.search"), kind: .quiet, icon: .search))</div>" })\
        <details\(attr: "open", isOpen)><summary>\(Icon.filter)\(page.t("ui.filters"))\
        \(if: !active.isEmpty, "<span class=\"muted\">(\(page.format.number(active.count)))</span>")</summary>\
        <div class="filters__fields">\(fields)<div class="row">\(Button(page.t("ui.filters.apply")))</div></div></details>\
        \(if: !active.isEmpty, on)</form>
        """
    }

    private var on: HTML {
        """
        <p class="filters__on row">\(each: active, { Tag($0).html })\
        \(Button(page.t("ui.filters.clear"), kind: .plain, link: action))</p>
        """
    }

    package static let examples = [
        Example("folded, two in force") { page in
            Filters(
                page, action: "#", fields: fields(page, "kategori", "kecamatan", "kata"), active: ["Jalan rusak", "Kecamatan Kencong"],
                target: "daftar"
            ).html
        },
        Example("open") { page in
            Filters(
                page, action: "#", lead: Input(page, "cari2", label: "Cari kata atau kode", kind: .search, need: .filter).html,
                fields: fields(page, "kategori2", "kecamatan2", "kata2"), isOpen: true, target: "daftar"
            ).html
        },
    ]

    private static func fields(_ page: Page, _ category: String, _ place: String, _ words: String) -> [HTML] {
        [
            Select(page, category, label: "Kategori", choices: [Choice("jalan", "Jalan rusak")], prompt: "Semua kategori", need: .filter)
                .html,
            Select(page, place, label: "Kecamatan", choices: [Choice("35.09.02", "Kencong")], prompt: "Semua kecamatan", need: .filter)
                .html,
            Input(page, words, label: "Kata", kind: .search, need: .filter).html,
        ]
    }
}
