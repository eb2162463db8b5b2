import Kernel

/// This page in the other language. Languages are named in themselves.
package struct LanguageSwitch: Component {
    var page: Page

    package init(_ page: Page) { self.page = page }

    package var html: HTML {
        let links = Language.allCases.html { language in
            let short = language.rawValue.uppercased()
            let name = language == .indonesian ? "Bahasa Indonesia" : "English"
            return language == page.language
                ? "<span aria-current=\"true\" lang=\"\(language.rawValue)\"><abbr title=\"\(name)\">\(short)</abbr></span>"
                : """
                <a href="\(page.path(in: language))" hreflang="\(language.rawValue)" lang="\(language.rawValue)" rel="nofollow"\
                 aria-label="\(short), \(name)">\
                \(short)</a>
                """
        }
        return "<div class=\"lang\" role=\"group\" aria-label=\"\(page.t("ui.language"))\">\(links)</div>"
    }

    package static let examples = [Example("both languages") { page in LanguageSwitch(page).html }]
}
