import Kernel
import Web

/// One page of the whole catalogue in DCAT, with links to the other pages (Hydra).
package struct CataloguePage: Sendable {
    package var title: String
    package var about: String
    package var publisher: String
    package var datasets: [PortalDataset]
    /// From 1.
    package var number: Int
    package var pages: Int
    package var total: Int
    package var modifiedAt: Instant?
    /// The address of a page by its number, in the format that was asked for.
    package var link: @Sendable (Int) -> String

    /// Datasets of one page, as ckanext-dcat has them.
    package static let size = 100
}

extension DatasetGraph {
    package mutating func add(_ page: CataloguePage) {
        let it = RDFTerm.address(address.catalogue)
        graph.add(it, types: RDFName.dcat + "Catalog")
        graph.add(it, RDFName.dct + "title", .text(page.title, "id"))
        graph.add(it, RDFName.dct + "description", .text(page.about, "id"))
        graph.add(it, RDFName.dct + "language", language())
        graph.add(it, RDFName.foaf + "homepage", document(address.absolute(PortalPaths.pages())))
        graph.add(it, RDFName.dct + "modified", page.modifiedAt.map(moment))
        let publisher = RDFTerm.address(address.absolute("/#pemerintah"))
        graph.add(publisher, types: RDFName.foaf + "Agent", RDFName.foaf + "Organization")
        graph.add(publisher, RDFName.foaf + "name", .text(page.publisher, "id"))
        graph.add(it, RDFName.dct + "publisher", publisher)
        for dataset in page.datasets {
            for group in dataset.groups { graph.add(it, RDFName.dcat + "themeTaxonomy", scheme(of: group)) }
        }
        for dataset in page.datasets {
            let name = add(dataset)
            graph.add(it, RDFName.dcat + "dataset", name)
        }
        addPaging(page)
    }

    /// Under both the old and the new names of Hydra, because harvesters know one or the other.
    private mutating func addPaging(_ page: CataloguePage) {
        let it = RDFTerm.address(page.link(page.number))
        graph.add(it, types: RDFName.hydra + "PagedCollection", RDFName.hydra + "PartialCollectionView")
        func put(_ names: [String], _ number: Int) -> [(String, RDFTerm)] {
            names.map { (RDFName.hydra + $0, .text(page.link(number))) }
        }
        var links = put(["first", "firstPage"], 1) + put(["last", "lastPage"], page.pages)
        if page.number < page.pages { links += put(["next", "nextPage"], page.number + 1) }
        if page.number > 1 { links += put(["previous", "previousPage"], page.number - 1) }
        for (name, link) in links { graph.add(it, name, link) }
        graph.add(it, RDFName.hydra + "totalItems", .typed(String(page.total), "integer"))
        graph.add(it, RDFName.hydra + "itemsPerPage", .typed(String(CataloguePage.size), "integer"))
    }
}
