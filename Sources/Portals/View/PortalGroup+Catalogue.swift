import Catalogue
import Kernel

extension PortalGroup {
    /// The themes and the six dimensions.
    static func all(_ themes: [Theme]) -> [PortalGroup] {
        themes.map { theme in
            let name = portalName(theme.code)
            return PortalGroup(
                id: portalID("theme", theme.code), name: name, title: theme.titleIndonesian, titleEnglish: theme.titleEnglish, about: "",
                uri: theme.uri, isTheme: true, filter: theme.code)
        } + Dimension.allCases.map(PortalGroup.init)
    }

    private init(_ dimension: Dimension) {
        let (title, english) = PortalGroup.titles[dimension] ?? (dimension.rawValue, dimension.rawValue)
        self.init(
            id: portalID("dimension", dimension.rawValue), name: PortalGroup.name(dimension), title: title, titleEnglish: english,
            about: "Dimensi kabupaten cerdas", uri: nil, isTheme: false, filter: dimension.rawValue)
    }

    static func name(_ dimension: Dimension) -> String { "smart-\(dimension.rawValue)" }

    /// As the national programme of smart cities names them, whatever words a regency uses on its pages: portals compare them.
    private static let titles: [Dimension: (String, String)] = [
        .governance: ("Smart Governance", "Smart Governance"), .branding: ("Smart Branding", "Smart Branding"),
        .economy: ("Smart Economy", "Smart Economy"), .living: ("Smart Living", "Smart Living"),
        .society: ("Smart Society", "Smart Society"), .environment: ("Smart Environment", "Smart Environment"),
    ]
}
