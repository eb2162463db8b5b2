import Catalogue
import Columns
import Directory
import Kernel
import Synchronization
import Tables
import Web

/// One collection of OGC API Features.
package struct FeatureCollection: Sendable {
    /// What its features are made of.
    package enum Source: Sendable {
        case table(PortalDataset, PortalTable, FeaturePlace)
        /// The regency's own boundaries of one level.
        case boundaries(Region.Kind)
    }

    package var id: String
    package var title: String
    package var about: String
    package var box: Box?
    package var source: Source
}

/// The collections there are; made anew with the view.
package final class FeatureCollections: Sendable {
    private struct Held {
        var revision: String
        var list: [FeatureCollection]
        var byID: [String: Int]
    }

    private let directory: DirectoryIndex
    private let held = Mutex<Held?>(nil)

    package init(directory: DirectoryIndex) { self.directory = directory }

    /// Those whose rows everybody may read, and the boundaries.
    func all(_ view: PortalView) async -> [FeatureCollection] { await now(view).list }

    func find(_ id: String, in view: PortalView) async -> FeatureCollection? {
        let now = await now(view)
        return now.byID[id].map { now.list[$0] }
    }

    private func now(_ view: PortalView) async -> Held {
        if let held = held.withLock({ $0 }), held.revision == view.revision { return held }
        let places = directory.places.now
        let made = await Background.run {
            let list = FeatureCollections.boundaries(places) + FeatureCollections.tables(view, places)
            return Held(
                revision: view.revision, list: list, byID: Dictionary(list.enumerated().map { ($1.id, $0) }) { first, _ in first })
        }
        held.withLock { $0 = made }
        return made
    }

    private static func boundaries(_ places: PlacesSnapshot) -> [FeatureCollection] {
        let levels: [(Region.Kind, String, String)] = [
            (.regency, "batas-kabupaten", "Batas kabupaten"), (.subdistrict, "batas-kecamatan", "Batas kecamatan"),
            (.village, "batas-desa", "Batas desa dan kelurahan"),
        ]
        return levels.compactMap { kind, id, title in
            var box = Box()
            for region in outlined(kind, places) { if let shape = places.shape(region.code) { box.include(shape.box) } }
            guard !box.isEmpty else { return nil }
            return FeatureCollection(
                id: id, title: title, about: "Dengan kode Kemendagri, untuk digabungkan dengan data lain.", box: box,
                source: .boundaries(kind))
        }
    }

    /// The regency's own regions of a level whose outline is known, by code.
    static func outlined(_ kind: Region.Kind, _ places: PlacesSnapshot) -> [Region] {
        places.all.filter { $0.kind == kind && places.isOwn($0.code) && places.shape($0.code) != nil }
    }

    private static func tables(_ view: PortalView, _ places: PlacesSnapshot) -> [FeatureCollection] {
        let hasBoundaries = places.boundaryCount > 0
        let regency = places.regency.flatMap { places.shape($0.code)?.box } ?? boxOfSubdistricts(places)
        var list: [FeatureCollection] = []
        for dataset in view.datasets where dataset.isOpen {
            for table in dataset.tables {
                guard let place = table.place(hasBoundaries: hasBoundaries) else { continue }
                let isOnly = dataset.tables.count == 1
                list.append(
                    FeatureCollection(
                        id: isOnly ? dataset.name : "\(dataset.name).\(table.name)",
                        title: isOnly ? dataset.title : "\(dataset.title): \(table.title)", about: dataset.description,
                        box: dataset.area?.box ?? regency, source: .table(dataset, table, place)))
            }
        }
        return list
    }

    private static func boxOfSubdistricts(_ places: PlacesSnapshot) -> Box? {
        var box = Box()
        for region in places.subdistricts { if let shape = places.shape(region.code) { box.include(shape.box) } }
        return box.isEmpty ? nil : box
    }
}
