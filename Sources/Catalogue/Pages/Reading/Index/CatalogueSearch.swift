import Kernel
import Web

/// What somebody looks for in the catalogue, as it stands in an address.
package struct CatalogueSearch: Sendable, Hashable {
    package var query: CatalogueQuery

    package static let pageSize = 20
    /// Addresses with more are cut: nobody turns so many pages.
    private static let furthest = 100_000

    package init(_ query: CatalogueQuery = CatalogueQuery()) { self.query = query }

    package init(_ query: Query) {
        var filters: [CatalogueFacet: Set<String>] = [:]
        for facet in CatalogueFacet.allCases {
            let values = Set(query.all(CatalogueSearch.name(facet)).prefix(50))
            if !values.isEmpty { filters[facet] = values }
        }
        let order = query["urut"].flatMap { word in CatalogueQuery.Order.allCases.first { CatalogueSearch.word($0) == word } } ?? .relevance
        let page = min(max(query.int("halaman") ?? 1, 1), CatalogueSearch.furthest / CatalogueSearch.pageSize)
        self.query = CatalogueQuery(
            text: String((query["cari"] ?? "").prefix(200)), filters: filters, order: order, offset: (page - 1) * CatalogueSearch.pageSize,
            limit: CatalogueSearch.pageSize)
    }

    /// A facet's name in an address.
    package static func name(_ facet: CatalogueFacet) -> String {
        switch facet {
        case .publisher: "instansi"
        case .theme: "tema"
        case .dimension: "dimensi"
        case .area: "wilayah"
        case .access: "akses"
        case .kind: "jenis"
        case .format: "format"
        case .freshness: "pembaruan"
        case .tag: "kata-kunci"
        }
    }

    package static func word(_ order: CatalogueQuery.Order) -> String {
        switch order {
        case .relevance: "cocok"
        case .newest: "terbaru"
        case .oldest: "terlama"
        case .title: "judul"
        case .rows: "terbesar"
        }
    }

    private var parameters: [(String, String?)] {
        let facets = CatalogueFacet.allCases.flatMap { facet in
            (query.filters[facet] ?? []).sorted().map { (CatalogueSearch.name(facet), Optional($0)) }
        }
        let page = query.offset / CatalogueSearch.pageSize + 1
        return [("cari", query.text.isEmpty ? nil : query.text)] + facets + [
            ("urut", query.order == .relevance ? nil : CatalogueSearch.word(query.order)), ("halaman", page > 1 ? "\(page)" : nil),
        ]
    }

    package var link: String { DataPaths.index(query: parameters) }

    package var isNarrowed: Bool { !query.text.isEmpty || !query.filters.isEmpty }

    package func isChosen(_ facet: CatalogueFacet, _ value: String) -> Bool { query.filters[facet]?.contains(value) ?? false }

    /// With a value of a facet taken in, or left out when it is there; from the first page.
    package func switching(_ facet: CatalogueFacet, _ value: String) -> CatalogueSearch {
        var search = first
        var values = search.query.filters[facet] ?? []
        if values.remove(value) == nil { values.insert(value) }
        search.query.filters[facet] = values.isEmpty ? nil : values
        return search
    }

    package func ordered(_ order: CatalogueQuery.Order) -> CatalogueSearch {
        var search = first
        search.query.order = order
        return search
    }

    private var first: CatalogueSearch {
        var search = self
        search.query.offset = 0
        return search
    }

    /// - Parameter pages: forwards, or backwards when negative.
    package func turned(_ pages: Int) -> CatalogueSearch {
        var search = self
        search.query.offset = max(0, search.query.offset + pages * CatalogueSearch.pageSize)
        return search
    }

    /// The fields a form must carry so that searching again keeps what is chosen.
    package var hidden: [(String, String)] {
        parameters.compactMap { name, value in name == "cari" || name == "halaman" ? nil : value.map { (name, $0) } }
    }
}
