import Kernel
import Storage
import Synchronization
import Tables

/// Every region and boundary, in memory: what pages list and what turns a position into a village.
///
/// Readers take a snapshot, which never changes; a reload after an import swaps in a new one.
package final class Places: Sendable {
    private let held: Mutex<PlacesSnapshot>

    package init(_ snapshot: PlacesSnapshot = PlacesSnapshot()) { held = Mutex(snapshot) }

    package var now: PlacesSnapshot { held.withLock { $0 } }
    func replace(_ snapshot: PlacesSnapshot) { held.withLock { $0 = snapshot } }

    /// The regency this installation serves; `nil` until regions are imported.
    package var regency: Region? { now.regency }
    package func region(_ code: RegionCode) -> Region? { now.region(code) }
    /// The regency's own subdistricts by name.
    package var subdistricts: [Region] { now.subdistricts }
    /// The villages of a subdistrict by name.
    package func villages(of subdistrict: RegionCode) -> [Region] { now.children(of: subdistrict) }
    /// Where a position lies, by the boundaries and centres there are now.
    package func locate(_ position: Position) -> Placement { now.locate(position) }
    package func locate(latitude: Double, longitude: Double) -> Placement {
        now.locate(Position(latitude: latitude, longitude: longitude))
    }
}

/// Regions and boundaries as they were at one moment.
package final class PlacesSnapshot: Sendable {
    private let regions: [RegionCode: Region]
    private let children: [RegionCode: [Region]]
    private let sorted: [Region]
    private let villageShapes: ShapeIndex
    private let subdistrictShapes: ShapeIndex
    private let regencyShapes: ShapeIndex
    private let shapes: [RegionCode: Shape]
    package let regency: Region?
    /// Every regency known, the neighbours included, by name.
    package let regencies: [Region]

    package convenience init() { self.init(regions: [], boundaries: [], regency: nil) }

    /// - Parameter regency: code of the regency served; without it the only one there is.
    package init(regions: [Region], boundaries: [(code: RegionCode, shape: Shape)], regency: RegionCode?) {
        self.regions = Dictionary(regions.map { ($0.code, $0) }) { $1 }
        sorted = regions.sorted { $0.code < $1.code }
        var children: [RegionCode: [Region]] = [:]
        for region in regions { if let parent = region.parent { children[parent, default: []].append(region) } }
        self.children = children.mapValues { $0.sorted(by: byName) }
        regencies = regions.filter { $0.kind == .regency }.sorted(by: byName)
        let named = regency.flatMap { code in regions.first { $0.code == code } }
        self.regency = named ?? (regency == nil && regencies.count == 1 ? regencies[0] : nil)
        villageShapes = ShapeIndex(boundaries.filter { $0.code.kind == .village })
        subdistrictShapes = ShapeIndex(boundaries.filter { $0.code.kind == .subdistrict })
        regencyShapes = ShapeIndex(boundaries.filter { $0.code.kind == .regency })
        shapes = Dictionary(boundaries.map { ($0.code, $0.shape) }) { $1 }
    }

    /// Reads everything from the database. Boundaries that cannot be read are left out: they were checked on import.
    package static func load(_ tx: Transaction, regency: RegionCode?) throws -> PlacesSnapshot {
        let store = RegionStore(tx)
        var boundaries: [(code: RegionCode, shape: Shape)] = []
        try store.eachBoundary { code, bytes in if let shape = try? Shape(geoJSON: bytes) { boundaries.append((code, shape)) } }
        return PlacesSnapshot(regions: try store.all(), boundaries: boundaries, regency: regency)
    }

    package func region(_ code: RegionCode) -> Region? { regions[code] }
    package func children(of code: RegionCode) -> [Region] { children[code] ?? [] }
    package var subdistricts: [Region] { regency.map { children(of: $0.code) } ?? [] }
    package func shape(_ code: RegionCode) -> Shape? { shapes[code] }
    package var count: Int { regions.count }
    /// Every region by code.
    package var all: [Region] { sorted }
    package var boundaryCount: Int { shapes.count }

    /// Whether the region is the installation's own regency or lies in it.
    package func isOwn(_ code: RegionCode) -> Bool { regency.map { code.lies(in: $0.code) } ?? false }

    /// `Desa Sukorejo, Kecamatan Bangsalsari` without the kinds: names from the village up to the subdistrict.
    package func name(_ code: RegionCode) -> String {
        guard let region = regions[code] else { return code.text }
        guard code.kind == .village, let parent = code.parent.flatMap({ regions[$0] }) else { return region.name }
        return "\(region.name), \(parent.name)"
    }

    /// The village a position lies in. The best boundary known decides; where there is none, the nearest village centre.
    package func locate(_ at: Position) -> Placement {
        if let code = villageShapes.around(at) { return isOwn(code) ? inside(village: code, .boundary) : outside(code) }
        if let code = subdistrictShapes.around(at) { return isOwn(code) ? nearest(at, among: children(of: code), in: code) : outside(code) }
        if let code = regencyShapes.around(at) { return isOwn(code) ? nearest(at, among: ownVillages, in: nil) : outside(code) }
        // Simplified outlines and coasts leave slivers; what lies that close to one of ours is ours.
        for index in [villageShapes, subdistrictShapes, regencyShapes] {
            guard let code = index.nearest(to: at, within: 500, where: isOwn) else { continue }
            switch code.kind {
            case .village: return inside(village: code, .nearestCentre(metres: metres(at, code)))
            case .subdistrict: return nearest(at, among: children(of: code), in: code)
            case .regency: return nearest(at, among: ownVillages, in: nil)
            }
        }
        let isOutlined = [villageShapes, subdistrictShapes, regencyShapes].contains { $0.shapes.contains { isOwn($0.code) } }
        return isOutlined ? outside(nil) : byCentresAlone(at)
    }

    private func byCentresAlone(_ at: Position) -> Placement {
        let all = regions.values.filter { $0.kind == .village }
        guard let closest = closest(to: at, among: all), closest.metres < 15_000 else { return outside(nil) }
        return isOwn(closest.region.code)
            ? inside(village: closest.region.code, .nearestCentre(metres: Int(closest.metres))) : outside(closest.region.code)
    }

    private var ownVillages: [Region] { subdistricts.flatMap { children(of: $0.code) } }

    private func nearest(_ at: Position, among villages: [Region], in subdistrict: RegionCode?) -> Placement {
        guard let closest = closest(to: at, among: villages) else {
            return Placement(how: .nearestCentre(metres: 0), subdistrict: subdistrict.flatMap(region))
        }
        return inside(village: closest.region.code, .nearestCentre(metres: Int(closest.metres)))
    }

    private func closest(to at: Position, among villages: some Sequence<Region>) -> (region: Region, metres: Double)? {
        var closest: (region: Region, metres: Double)?
        for village in villages {
            guard let latitude = village.latitude, let longitude = village.longitude else { continue }
            let metres = Position(latitude: latitude, longitude: longitude).metres(to: at)
            if metres < closest?.metres ?? .infinity { closest = (village, metres) }
        }
        return closest
    }

    private func metres(_ at: Position, _ code: RegionCode) -> Int {
        closest(to: at, among: region(code).map { [$0] } ?? []).map { Int($0.metres) } ?? 0
    }

    private func inside(village code: RegionCode, _ how: Placement.How) -> Placement {
        Placement(how: how, village: region(code), subdistrict: code.parent.flatMap(region))
    }

    private func outside(_ code: RegionCode?) -> Placement { Placement(how: .outside(neighbour: code.flatMap { region($0.regency) })) }
}

private func byName(_ a: Region, _ b: Region) -> Bool { (a.name, a.code) < (b.name, b.code) }
