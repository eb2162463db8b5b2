import Kernel

/// The frame around every page.
package enum Layout {
    /// The whole document.
    /// - Parameters:
    ///   - title: of this page; the regency's name is added in the window's title.
    ///   - nav: menu of staff; those entries are left out that the actor may not use. ``Page/menu`` unless given.
    ///   - isWide: `false` keeps the text within a comfortable line length; lists and tables want the width.
    ///   - hasData: whether charts, published tables, citations, sheets or papers may stand on it, whose style lies in a sheet of its
    ///     own. `false` on what a citizen's first visit pays for: the front page, the report form, and what is kept for offline use.
    ///   - head: further elements of the head, such as `<link rel="alternate">`.
    package static func page(
        _ page: Page, title: String, nav: [MenuItem]? = nil, isWide: Bool = true, hasData: Bool = true, head: HTML = .empty, body: HTML
    ) -> HTML {
        let frame = page.look.frame(page.language) ?? Frame(page)
        return """
            <!doctype html>
            <html lang="\(page.language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(page.brand.productName) \(page.brand.regencyName)</title>
            \(hasData ? frame.links : frame.linksWithoutData)\(head)
            \(frame.top)\(LanguageSwitch(page))</div>
            \(frame.menu(at: page.path))</div></header>\(staffBar(page, nav ?? page.menu))
            <main id="isi" class="wrap\(isWide ? "" : " narrow")" tabindex="-1">\
            \(with: page.flash, { Notice(flashKind(page), isLive: true, "<p>\($0)</p>").html })\(with: page.sentDraft, { DraftSent($0).html })
            \(body)</main>
            \(page.actor.kind == .account ? frame.footOfStaff : frame.footOfVisitors)</body></html>
            """
    }

    /// An act that was done leads on to its page; what sends somebody to sign in was not done yet.
    private static func flashKind(_ page: Page) -> Notice.Kind { page.path.hasPrefix(SitePaths.signIn()) ? .info : .good }

    /// What only people with an account see: who they are, their menu, and the way out. Where there is no room the menu is a sheet that a
    /// button opens, by the browser's own popover: no script, closed by Escape or a tap beside it. Browsers that know no popover show it
    /// whole, as wide windows do.
    private static func staffBar(_ page: Page, _ menu: [MenuItem]) -> HTML {
        guard page.actor.kind == .account else { return .empty }
        let items = menu.filter { $0.isFor(page.actor) }
        return """
            <div class="staff"><div class="wrap staff__bar">\
            \(if: !items.isEmpty, staffMenu(page, items))\
            <div class="row staff__who"><a href="\(SitePaths.account())">\(page.actor.name)</a>\
            <form method="post" action="\(SitePaths.signOut())"><input type="hidden" name="\(Page.csrfField)" value="\(page.csrf)">\
            <button class="button button--plain" type="submit">\(page.t("ui.sign_out"))</button></form></div></div></div>
            """
    }

    private static func staffMenu(_ page: Page, _ items: [MenuItem]) -> HTML {
        let label = page.t("ui.nav.staff")
        return """
            <button class="button button--plain staff__open" type="button" popovertarget="menu-petugas">\(Icon.list) \(label)</button>\
            <div class="staff__menu" id="menu-petugas" popover="auto">\(Menu(page: page, label: label, items: items).html)\
            <button class="button button--quiet staff__close" type="button" popovertarget="menu-petugas" popovertargetaction="hide">\
            \(page.t("ui.close"))</button></div>
            """
    }
}
