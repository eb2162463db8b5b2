import Kernel

/// The parts of the layout that are the same on every page in a language.
struct Frame: Sendable {
    /// What the head names, up to what a page adds to it.
    let links: HTML
    /// The same of pages without data, which do not pay for the second sheet.
    let linksWithoutData: HTML
    /// From there to the switch of languages.
    let top: HTML
    /// The menu everyone sees, by the link it marks as the current one.
    private let menus: [String: HTML]
    private let unmarkedMenu: HTML
    let footOfVisitors: HTML
    let footOfStaff: HTML

    init(_ page: Page) {
        let sheet: HTML = "<link rel=\"stylesheet\" href=\"\(page.assets["css/pendopo.css"])\">"
        let rest: HTML = """
            <link rel="stylesheet" href="\(page.brand.stylesheetURL)">
            <link rel="icon" href="\(page.assets["icons/pendopo.svg"])" type="image/svg+xml">\
            <link rel="apple-touch-icon" href="\(page.assets["icons/pendopo-192.png"])">\
            <link rel="manifest" href="\(SitePaths.manifest())"><meta name="theme-color" content="\(page.brand.primary)">\
            <meta name="color-scheme" content="light dark">
            """
        links = "\(sheet)<link rel=\"stylesheet\" href=\"\(page.assets["css/data.css"])\">\(rest)"
        linksWithoutData = "\(sheet)\(rest)"
        top = """
            \(page.assets.importMap)<script type="module" src="\(page.assets["js/main.js"])"></script></head>
            <body><a class="skip" href="#isi">\(page.t("ui.skip"))</a>
            <header class="site-head"><div class="wrap"><div class="site-head__top">\
            <a class="brand" href="\(SitePaths.home())">\(Frame.logo(page))<span><span class="brand__name">\(page.brand.productName)</span>\
            <span class="brand__place">\(page.brand.regencyName)</span></span></a>
            """
        let menu = { (current: String?) in Menu(page: page, label: page.t("ui.nav"), items: MenuItem.everyone).html(current: current) }
        menus = Dictionary(uniqueKeysWithValues: Frame.everyonesLinks.map { ($0, menu($0)) })
        unmarkedMenu = menu(nil)
        footOfVisitors = Frame.foot(page, hasAccount: false)
        footOfStaff = Frame.foot(page, hasAccount: true)
    }

    private static let everyonesLinks = MenuItem.everyone.map(\.link)

    /// The menu as seen at a path.
    func menu(at path: String) -> HTML { Menu.current(path, among: Frame.everyonesLinks).flatMap { menus[$0] } ?? unmarkedMenu }

    private static func logo(_ page: Page) -> HTML {
        page.brand.logoURL.map { "<img src=\"\($0)\" alt=\"\" width=\"40\" height=\"40\">" } ?? Roof.mark.html
    }

    private static func foot(_ page: Page, hasAccount: Bool) -> HTML {
        let links: [(TextKey, String)] = [
            ("ui.foot.about", SitePaths.about()), ("ui.foot.privacy", SitePaths.privacy()), ("ui.foot.api", SitePaths.openAPI()),
        ]
        return """
            <footer class="site-foot"><div class="wrap"><p>\(page.t("ui.foot.motto", ["regency": page.brand.regencyName]))</p>\
            <nav aria-label="\(page.t("ui.foot"))"><ul>\(each: links, { "<li><a href=\"\($0.1)\">\(page.t($0.0))</a></li>" })\
            \(if: !hasAccount, "<li><a href=\"\(SitePaths.signIn())\">\(page.t("ui.sign_in"))</a></li>")\
            </ul></nav></div></footer>
            """
    }
}
