import Directory
import Kernel
import Reports
import Storage
import Tables

/// Where the demo's reports are about: its villages, and places in them that lie inside their outlines.
struct DemoGround: Sendable {
    struct Spot: Sendable {
        var code: String
        var name: String
        var latitude: Double
        var longitude: Double
        /// How many reports come from here beside the others.
        var weight: Double
    }

    let spots: [Spot]
    private let places: PlacesSnapshot

    init(_ directory: DirectoryIndex) throws {
        let places = directory.places.now
        self.places = places
        spots = places.subdistricts.flatMap { subdistrict in places.children(of: subdistrict.code) }.compactMap { village in
            guard let latitude = village.latitude, let longitude = village.longitude else { return nil }
            // People in town write more; the cast's village must have enough for its head to do.
            let isTown = village.villageKind == .urban
            let weight = village.code.text == CastMember.village ? 5 : isTown ? 2.2 : 1.0
            return Spot(code: village.code.text, name: village.name, latitude: latitude, longitude: longitude, weight: weight)
        }
        guard !spots.isEmpty else { throw DemoDefect("no villages") }
    }

    /// A position near the middle of the village and inside of it; `nil` for people who choose from the list only.
    func position(in spot: Spot, _ chance: inout Chance) -> (latitude: Double, longitude: Double)? {
        guard chance.happens(0.75) else { return nil }
        for _ in 0..<4 {
            let cut = { (value: Double) in (value * 100_000).rounded() / 100_000 }
            let latitude = cut(spot.latitude + (chance.unit() - 0.5) * 0.02)
            let longitude = cut(spot.longitude + (chance.unit() - 0.5) * 0.02)
            if places.locate(Position(latitude: latitude, longitude: longitude)).village?.code.text == spot.code {
                return (latitude, longitude)
            }
        }
        return nil
    }
}

/// The categories of each theme, and who answers for them.
struct DemoThemes: Sendable {
    struct Match: Sendable {
        var theme: Theme
        var category: Category
        var agency: String
    }

    let matches: [Match]
    /// Ids of agencies that a case may be sent to by mistake.
    let strangers: [String]

    init(_ tree: CategoryTree, _ agencies: AgencyTree, on day: Day) throws {
        let active = agencies.active(on: day).filter {
            [.agency, .board, .unit, .inspectorate, .secretariat, .regionalEnterprise].contains($0.kind)
        }
        matches = Theme.all.compactMap { theme in
            let fitting = theme.categories.lazy.compactMap { word in
                tree.all.first { $0.parent != nil && $0.isValid(on: day) && Plain.folded($0.nameIndonesian).contains(word) }
                    ?? tree.all.first { $0.isValid(on: day) && Plain.folded($0.nameIndonesian).contains(word) }
            }
            guard let category = fitting.first else { return nil }
            let named = theme.agencies.lazy.compactMap { word in active.first { Plain.folded($0.name).contains(word) } }.first
            guard let agency = category.agency ?? named?.id.text else { return nil }
            return Match(theme: theme, category: category, agency: agency)
        }
        strangers = active.map(\.id.text)
        guard !matches.isEmpty else { throw DemoDefect("no category fits any theme") }
    }
}
