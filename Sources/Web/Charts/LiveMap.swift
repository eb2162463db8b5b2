import Kernel

/// What a script needs to turn a drawn map into a live one, once somebody asks for it. Without scripts the drawing is the map.
package struct LiveMap: Sendable {
    package enum Kind: String, Sendable {
        /// Areas with their figures: `source` answers with a GeoJSON of areas that have the properties `name`, `shown`, `shade` and `url`.
        case areas
        /// Points that are grouped by the server, as ``MapBox/Purpose/records``.
        case records
    }

    package var kind: Kind
    package var source: String
    /// Address of outlines as GeoJSON, under points.
    package var boundaries: String?
    package var tiles: TileServer?

    package init(_ kind: Kind, source: String, boundaries: String? = nil, tiles: TileServer? = nil) {
        self.kind = kind
        self.source = source
        self.boundaries = boundaries
        self.tiles = tiles
    }

    func attributes(_ page: Page) -> HTML {
        """
         data-map="\(kind.rawValue)" data-source="\(source)"\(attr: "data-boundaries", boundaries)\
        \(attr: "data-tiles", tiles?.url)\(attr: "data-attribution", tiles?.attribution)\
        \(attr: "data-css", page.assets["leaflet/leaflet.css"])\
        \(words: page, "ui.map", ["failed", "label", "zoom_in", "zoom_out"])
        """
    }

    func button(_ page: Page) -> HTML {
        "<button class=\"button map__open\" type=\"button\" data-map-open hidden>\(Icon.map)\(page.t("ui.map.open"))</button>"
    }
}
