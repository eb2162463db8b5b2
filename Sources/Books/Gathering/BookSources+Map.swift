import Directory
import Foundation
import Innovations
import Kernel
import Masterplan
import Tables

extension BookSource {
    /// Metres by which a printed outline may be off: a hair's breadth where the regency is as wide as a page.
    private static let tolerance = 200.0

    /// The regency's subdistricts with how many sheets that everyone may read name a village of each.
    static let map = BookSource { data, at in
        let kinds = Dictionary(try at.tx.sheetForms().flatMap(\.fields).map { ($0.name, $0.kind) }) { $1 }
        var counts: [String: Int] = [:]
        for line in try BookSource.lines(at) {
            var named: Set<String> = []
            for case (let name, .texts(let codes)) in line.sheet.answers where kinds[name] == .villages {
                for code in codes { if let above = RegionCode(code)?.parent { named.insert(above.text) } }
            }
            for code in named { counts[code, default: 0] += 1 }
        }
        let places = at.directory.places.now
        let outlines = Outlines(places.subdistricts, in: places, metres: tolerance)
        let rings = BookSource.drawn(outlines)
        data.areas = places.subdistricts.map { region in
            var area = BookData.Area()
            (area.name, area.sheets) = (region.name, counts[region.code.text] ?? 0)
            area.rings = rings[region.code.text] ?? []
            return area
        }
    }

    /// Outlines on a sheet 1,000 wide, by code.
    private static func drawn(_ outlines: Outlines) -> [String: [[Int]]] {
        let box = outlines.box
        guard !box.isEmpty, box.east > box.west else { return [:] }
        let squeeze = cos((box.south + box.north) * .pi / 360)
        let scale = 1000 / ((box.east - box.west) * squeeze)
        func place(_ position: Position) -> [Int] {
            let x = (position.longitude - box.west) * squeeze * scale
            let y = (box.north - position.latitude) * scale
            return [Int(x.rounded()), Int(y.rounded())]
        }
        return Dictionary(
            outlines.features.map { feature in
                (feature.region.code.text, feature.shape.rings.map { ring in feature.shape.positions[ring].flatMap(place) })
            }
        ) { $1 }
    }
}
