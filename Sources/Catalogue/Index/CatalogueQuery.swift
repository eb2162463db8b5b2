import Kernel

/// By what the catalogue can be narrowed.
package enum CatalogueFacet: String, Sendable, CaseIterable, Codable {
    /// Id of the producing agency.
    case publisher
    case theme, dimension
    /// Code of the region.
    case area
    case access, kind, format
    /// `current`, `late` or `unscheduled`.
    case freshness
    case tag

    package var label: TextKey { TextKey("catalogue.facet.\(rawValue)") }
}

/// What somebody looks for in the catalogue.
package struct CatalogueQuery: Sendable, Hashable {
    /// What comes first.
    package enum Order: String, Sendable, CaseIterable {
        /// With words: those that have them in their title first, then the newest; without words the newest.
        case relevance
        case newest, oldest, title, rows
    }

    package var text: String
    /// Values of one facet are alternatives; facets narrow each other.
    package var filters: [CatalogueFacet: Set<String>]
    package var order: Order
    package var offset: Int
    package var limit: Int
    /// Whether those that were withdrawn are found as well.
    package var withWithdrawn: Bool

    package init(
        text: String = "", filters: [CatalogueFacet: Set<String>] = [:], order: Order = .relevance, offset: Int = 0, limit: Int = 20,
        withWithdrawn: Bool = false
    ) {
        self.text = text
        self.filters = filters
        self.order = order
        self.offset = max(0, offset)
        self.limit = max(0, limit)
        self.withWithdrawn = withWithdrawn
    }
}

/// One page of what was found.
package struct CatalogueResult: Sendable {
    /// A value of a facet, and how many datasets have it among what was found.
    package struct Count: Sendable, Equatable {
        package var value: String
        package var count: Int

        package init(value: String, count: Int) {
            self.value = value
            self.count = count
        }
    }

    package var total: Int
    package var entries: [CatalogueEntry]
    /// How many there would be with each value, the filters of the same facet left out; the most frequent first, none with 0 unless chosen.
    package var facets: [CatalogueFacet: [Count]]
}
