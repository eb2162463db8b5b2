import Kernel

/// What makes the site installable on a phone's home screen (`/manifest.webmanifest`, `application/manifest+json`).
package struct Manifest: Encodable, Sendable {
    struct Picture: Encodable, Sendable {
        var src: String
        var sizes: String
        var type: String
        var purpose: String
    }
    struct Shortcut: Encodable, Sendable {
        var name: String
        var url: String
    }

    var id = "/"
    var name: String
    var shortName: String
    var description: String
    var lang: String
    var start = "/"
    var scope = "/"
    var display = "standalone"
    var background = "#f7f2e8"
    var theme: String
    var icons: [Picture]
    var shortcuts: [Shortcut]

    private enum CodingKeys: String, CodingKey {
        case id, name, description, lang, scope, display, icons, shortcuts
        case shortName = "short_name"
        case start = "start_url"
        case background = "background_color"
        case theme = "theme_color"
    }

    package init(_ page: Page) {
        name = "\(page.brand.productName) \(page.brand.regencyName)"
        shortName = page.brand.shortName
        description = page.t("ui.foot.motto", ["regency": page.brand.regencyName])
        lang = page.language.rawValue
        theme = page.brand.primary
        icons = [
            Picture(src: page.assets["icons/pendopo.svg"], sizes: "any", type: "image/svg+xml", purpose: "any"),
            Picture(src: page.assets["icons/pendopo-192.png"], sizes: "192x192", type: "image/png", purpose: "any maskable"),
            Picture(src: page.assets["icons/pendopo-512.png"], sizes: "512x512", type: "image/png", purpose: "any maskable"),
        ]
        shortcuts = [
            Shortcut(name: page.t("ui.nav.report"), url: SitePaths.report()),
            Shortcut(name: page.t("ui.nav.track"), url: SitePaths.track()),
        ]
    }
}
