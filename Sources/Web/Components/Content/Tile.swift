import Kernel

/// One figure with what it counts; several of them make ``Tiles``.
package struct Tile: Sendable {
    var label: String
    var value: String
    var note: HTML?
    var link: String?

    /// - Parameters:
    ///   - value: formatted; `–` with a note when there is nothing to count, because missing is not zero.
    ///   - note: how it is reckoned, a comparison or a ``Sparkline``.
    ///   - link: to the records behind the figure.
    package init(_ label: String, _ value: String, note: HTML? = nil, link: String? = nil) {
        self.label = label
        self.value = value
        self.note = note
        self.link = link
    }
}

/// A row of figures.
package struct Tiles: Component {
    var tiles: [Tile]

    package init(_ tiles: [Tile]) { self.tiles = tiles }

    package var html: HTML {
        "<dl class=\"tiles\">\(each: tiles, Tiles.tile)</dl>"
    }

    private static func tile(_ tile: Tile) -> HTML {
        let value: HTML = "\(tile.value)"
        let shown = tile.link.map { "<a href=\"\($0)\">\(value)</a>" as HTML } ?? value
        return """
            <div class="tile"><dt>\(tile.label)</dt><dd><span class="tile__value\(if: tile.value.count > 11, " tile__value--long")">\(shown)</span>\
            \(with: tile.note, { "<div class=\"tile__note\">\($0)</div>" })</dd></div>
            """
    }

    package static let examples = [
        Example("of the statistics page") { page in
            Tiles([
                Tile("Laporan diterima", page.format.number(5128), note: Sparkline([3, 5, 4, 8, 6, 9, 12, 8, 7]).html, link: "#laporan"),
                Tile("Tepat waktu", page.format.percent(82, of: 100), note: "dari laporan yang sudah selesai"),
                Tile("Waktu tengah", "6", note: "hari kerja"),
                Tile("Kepuasan", "–", note: "belum ada penilaian"),
            ]).html
        }
    ]
}
