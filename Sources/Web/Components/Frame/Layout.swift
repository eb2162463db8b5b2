import Kernel

/// The frame around every page.
package enum Layout {
    /// The whole document.
    /// - Parameters:
    ///   - title: of this page; the regency's name is added in the window's title.
    ///   - nav: menu of staff; those entries are left out that the actor may not use. ``Page/menu`` unless given.
    ///   - isWide: `false` keeps the text within a comfortable line length; lists and tables want the width.
    ///   - head: further elements of the head, such as `<link rel="alternate">`.
    package static func page(
        _ page: Page, title: String, nav: [MenuItem]? = nil, isWide: Bool = true, head: HTML = .empty, body: HTML
    ) -> HTML {
        """
        <!doctype html>
        <html lang="\(page.language.rawValue)"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(title) · \(page.brand.productName) \(page.brand.regencyName)</title>
        <link rel="stylesheet" href="\(page.assets["css/pendopo.css"])"><link rel="stylesheet" href="\(page.brand.stylesheetURL)">
        <link rel="icon" href="\(page.assets["icons/pendopo.svg"])" type="image/svg+xml">\
        <link rel="apple-touch-icon" href="\(page.assets["icons/pendopo-192.png"])">\
        <link rel="manifest" href="\(SitePaths.manifest())"><meta name="theme-color" content="\(page.brand.primary)">\
        <meta name="color-scheme" content="light dark">\(head)
        \(page.assets.importMap)<script type="module" src="\(page.assets["js/main.js"])"></script></head>
        <body><a class="skip" href="#isi">\(page.t("ui.skip"))</a>
        \(header(page))\(staffBar(page, nav ?? page.menu))
        <main id="isi" class="wrap\(isWide ? "" : " narrow")" tabindex="-1">\
        \(with: page.flash, { Notice(.good, isLive: true, "<p>\($0)</p>").html })
        \(body)</main>
        \(footer(page))</body></html>
        """
    }

    private static func header(_ page: Page) -> HTML {
        """
        <header class="site-head"><div class="wrap"><div class="site-head__top">\
        <a class="brand" href="\(SitePaths.home())">\(logo(page))<span><span class="brand__name">\(page.brand.productName)</span>\
        <span class="brand__place">\(page.brand.regencyName)</span></span></a>\(LanguageSwitch(page))</div>
        \(Menu(page: page, label: page.t("ui.nav"), items: MenuItem.everyone).html)</div></header>
        """
    }

    private static func logo(_ page: Page) -> HTML {
        page.brand.logoURL.map { "<img src=\"\($0)\" alt=\"\" width=\"40\" height=\"40\">" } ?? Roof.mark.html
    }

    /// What only people with an account see: who they are, their menu, and the way out.
    private static func staffBar(_ page: Page, _ menu: [MenuItem]) -> HTML {
        guard page.actor.kind == .account else { return .empty }
        let items = menu.filter { $0.isFor(page.actor) }
        return """
            <div class="staff"><div class="wrap row row--apart">\
            \(if: !items.isEmpty, Menu(page: page, label: page.t("ui.nav.staff"), items: items).html)\
            <div class="row staff__who"><a href="\(SitePaths.account())">\(page.actor.name)</a>\
            <form method="post" action="\(SitePaths.signOut())"><input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">\
            <button class="button button--plain" type="submit">\(page.t("ui.sign_out"))</button></form></div></div></div>
            """
    }

    private static func footer(_ page: Page) -> HTML {
        let links: [(TextKey, String)] = [
            ("ui.foot.about", SitePaths.about()), ("ui.foot.privacy", SitePaths.privacy()), ("ui.foot.api", SitePaths.openAPI()),
        ]
        return """
            <footer class="site-foot"><div class="wrap"><p>\(page.t("ui.foot.motto", ["regency": page.brand.regencyName]))</p>\
            <nav aria-label="\(page.t("ui.foot"))"><ul>\(each: links, { "<li><a href=\"\($0.1)\">\(page.t($0.0))</a></li>" })\
            \(if: page.actor.kind != .account, "<li><a href=\"\(SitePaths.signIn())\">\(page.t("ui.sign_in"))</a></li>")\
            </ul></nav></div></footer>
            """
    }
}
