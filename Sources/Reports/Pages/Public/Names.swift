import Directory
import Kernel

/// Names of what reports refer to by id, in the reader's language: taken once per page from what is in memory.
package struct Names: Sendable {
    package let tree: CategoryTree
    package let agencies: AgencyTree
    package let places: PlacesSnapshot
    package let language: Language
    package let today: Day
    /// Another text whenever a name may be another; `nil` where that is not known.
    package let revision: String?

    package init(
        tree: CategoryTree, agencies: AgencyTree, places: PlacesSnapshot, language: Language, today: Day, revision: String? = nil
    ) {
        self.tree = tree
        self.agencies = agencies
        self.places = places
        self.language = language
        self.today = today
        self.revision = revision
    }

    /// The category's name, without the one above it.
    package func category(_ id: String) -> String { tree[id]?.name(language) ?? id }

    /// `Jalan dan jembatan › Jalan rusak`.
    package func categoryPath(_ id: String) -> String {
        guard let found = tree[id] else { return id }
        guard let top = found.parent.flatMap({ tree[$0] }) else { return found.name(language) }
        return "\(top.name(language)) › \(found.name(language))"
    }

    package func agency(_ id: String) -> String { agencies.name(id) }

    /// `Mangli, Kaliwates`, or the subdistrict alone; `nil` for reports without a place.
    package func place(village: String?, subdistrict: String?) -> String? {
        guard let code = (village ?? subdistrict).flatMap({ RegionCode($0) }) else { return nil }
        return places.name(code)
    }

    package func subdistrict(_ code: String) -> String { RegionCode(code).flatMap { places.region($0) }?.name ?? code }

    /// The categories one can choose today: tops with what is below them.
    package var offered: [(top: Category, children: [Category])] {
        tree.tops(on: today).map { ($0, tree.children(of: $0.id, on: today)) }
    }

    /// Agencies that work on reports: all but the offices of villages, whose turn is checking.
    package var handlers: [Agency] { agencies.active(on: today).filter { $0.kind != .village && $0.kind != .urbanVillage } }
}
