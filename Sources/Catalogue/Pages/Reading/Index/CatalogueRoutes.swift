import Directory
import Kernel
import Storage
import Web

extension PageRoute {
    static let dataIndex: [PageRoute] = [
        .get(DataPaths.index) { request in
            let index = request.catalogueIndex
            let directory: DirectoryIndex = request.installation.services.get()
            return try await request.unlessChanged("data \(index.revision) \(directory.revision)") {
                .page(CataloguePage.page(request.page, try await view(request, CatalogueSearch(request.query))))
            }
        }
    ]

    private static func view(_ request: Request, _ search: CatalogueSearch) async throws -> CatalogueView {
        let index = request.catalogueIndex
        let directory: DirectoryIndex = request.installation.services.get()
        let result = index.search(search.query)
        let themes = try await request.database.read { try $0.themes() }
        let page = request.page
        let agencies = directory.agencies
        let places = directory.places.now
        func label(_ facet: CatalogueFacet, _ value: String) -> String {
            switch facet {
            case .publisher: agencies.name(value)
            case .theme: themes.first { $0.code == value }?.title(page.language) ?? value
            case .dimension: Dimension(rawValue: value).map { page.t($0.label) } ?? value
            case .area: RegionCode(value).map { places.name($0) } ?? value
            case .access: Dataset.Access(rawValue: value).map { page.t($0.label) } ?? value
            case .kind: Dataset.Kind(rawValue: value).map { page.t($0.label) } ?? value
            case .freshness: page.t(TextKey("catalogue.freshness.\(value)"))
            case .format, .tag: value
            }
        }
        let order: [CatalogueFacet] = [.theme, .publisher, .freshness, .access, .dimension, .area, .format, .kind, .tag]
        return CatalogueView(
            search: search, total: result.total,
            cards: result.entries.map { card($0, agencies, today: directory.today, page.language) },
            facets: order.map { facet in
                let counts = (result.facets[facet] ?? []).prefix(facet == .tag ? 20 : 60)
                // What every hit has in common narrows nothing.
                let isUseful = counts.count > 1 || counts.contains { search.isChosen(facet, $0.value) }
                return (facet, isUseful ? counts.map { .init($0.value, label: label(facet, $0.value), count: $0.count) } : [])
            },
            all: index.snapshot.totals)
    }

    static func card(_ entry: CatalogueEntry, _ agencies: AgencyTree, today: Day, _ language: Language) -> DatasetCard {
        let dataset = entry.dataset
        return DatasetCard(
            name: dataset.name, title: dataset.title(language), description: dataset.description,
            producer: agencies.name(dataset.producer.text), access: dataset.access, freshness: .init(dueOn: dataset.dueOn, today: today),
            isPriority: dataset.isPriority, isWithdrawn: dataset.state == .withdrawn,
            updatedAt: entry.lastPublishedAt ?? dataset.publishedAt,
            frequency: dataset.frequency, rows: entry.rows, tables: entry.versions.count, formats: entry.formats)
    }
}
