import Kernel

/// Where map pictures come from, if the regency has named such a server. Without one, outlines are all the map there is.
package struct TileServer: Sendable {
    /// With `{z}`, `{x}` and `{y}`.
    package var url: String
    /// Whom its owner wants to be thanked, as plain text.
    package var attribution: String

    package init(url: String, attribution: String) {
        self.url = url
        self.attribution = attribution
    }
}

/// A map: a drawing by the server at first; the live one is fetched when somebody opens it, because it costs 40 kB.
package struct MapBox: Component {
    package enum Purpose: String, Sendable {
        /// Shows one point.
        case show
        /// Takes a point by tapping; only inside a ``PlacePicker``.
        case pick
        /// Shows many records from ``source``.
        case records
    }

    var page: Page
    var purpose: Purpose
    var outline: OutlineMap
    var boundaries: String?
    var source: String?
    var point: MapPoint?
    var tiles: TileServer?

    /// - Parameters:
    ///   - outline: what is drawn until the live map is opened.
    ///   - boundaries: address of the outlines as GeoJSON.
    ///   - source: for ``Purpose/records``: address of a GeoJSON of points with the properties `count`, `title` and `url`; asked with
    ///     `bbox=west,south,east,north` and `zoom` added whenever the view moves.
    ///   - point: where the marker stands.
    package init(
        _ page: Page, _ purpose: Purpose, outline: OutlineMap, boundaries: String? = nil, source: String? = nil, point: MapPoint? = nil,
        tiles: TileServer? = nil
    ) {
        self.page = page
        self.purpose = purpose
        self.outline = outline
        self.boundaries = boundaries
        self.source = source
        self.point = point
        self.tiles = tiles
    }

    package var html: HTML {
        """
        <div class="map" data-map="\(purpose.rawValue)"\(attr: "data-boundaries", boundaries)\(attr: "data-source", source)\
        \(attr: "data-lat", point.map { "\($0.latitude)" })\(attr: "data-lon", point.map { "\($0.longitude)" })\
        \(attr: "data-tiles", tiles?.url)\(attr: "data-attribution", tiles?.attribution)\
        \(attr: "data-css", page.assets["leaflet/leaflet.css"])\
        \(words: page, "ui.map", ["failed", "label", "zoom_in", "zoom_out"])>\(outline)\
        <button class="button map__open" type="button" data-map-open hidden>\(Icon.map)\(page.t("ui.map.open"))</button></div>
        """
    }

    package static let examples = [
        Example("one point") { page in
            MapBox(
                page, .show,
                outline: OutlineMap(
                    "Tempat laporan di Kecamatan Kencong",
                    areas: [OutlineMap.Area("Kencong", rings: [OutlineMap.Area.exampleRing])],
                    clusters: [OutlineMap.Cluster(MapPoint(latitude: -8.22, longitude: 113.37))]),
                point: MapPoint(latitude: -8.22, longitude: 113.37)
            ).html
        }
    ]
}
