import Catalogue
import Web

/// Absolute addresses of what other portals are told of.
package struct PortalAddress: Sendable {
    /// Makes a path of this site absolute.
    package let absolute: @Sendable (String) -> String
    /// The moment at which tables are wanted, as it was asked for; files are then linked as they were.
    package var asOf: String?

    package init(_ settings: Settings) { absolute = { settings.absolute($0) } }
    /// For tests and examples.
    package init(base: String) { absolute = { base + $0 } }

    /// The page people read.
    package func page(_ dataset: PortalDataset) -> String { absolute(PortalPaths.page(dataset.name)) }
    /// What names the dataset in linked data, whatever its name.
    package func uri(_ dataset: PortalDataset) -> String { absolute(PortalPaths.dataset(dataset.id)) }
    package func uri(_ table: PortalTable, of dataset: PortalDataset) -> String {
        absolute(PortalPaths.table(dataset.id, table.id))
    }
    package func uri(_ publisher: PortalPublisher) -> String { absolute(PortalPaths.organization(publisher.id)) }
    package var catalogue: String { absolute(PortalPaths.catalogue()) }

    /// The whole table as it is kept: its bytes have the hash that is given with it.
    package func file(_ table: PortalTable, of dataset: PortalDataset) -> String {
        guard dataset.isOpen else { return page(dataset) }
        let file = absolute(PortalPaths.download(dataset.id, table.id, "\(table.name).csv"))
        return asOf.map { file + Path.query([(AsOf.name, $0)]) } ?? file
    }
    package func dump(_ table: PortalTable) -> String { absolute(PortalPaths.dump(table.id)) }
    package func help(_ action: String) -> String { absolute("/api/3/action/help_show?name=\(percentEncoded(action))") }
}

/// Every address this target answers.
package enum PortalPaths {
    /// The catalogue's page of a dataset, for people.
    package static let page: Path = "/data/{name}"
    package static let pages: Path = "/data"

    package static let dataset: Path = "/dataset/{id}"
    package static let datasets: Path = "/dataset"
    package static let table: Path = "/dataset/{id}/resource/{table}"
    package static let download: Path = "/dataset/{id}/resource/{table}/download/{file}"
    package static let organization: Path = "/organization/{id}"
    package static let group: Path = "/group/{id}"
    package static let changes: Path = "/data/perubahan.atom"
    package static let changesOfOne: Path = "/data/{name}/perubahan.atom"
    package static let robots: Path = "/robots.txt"
    package static let sitemap: Path = "/sitemap.xml"
    package static let sitemapPart: Path = "/sitemap/{number}"
    package static let package: Path = "/data/{name}/datapackage.json"
    package static let packageZip: Path = "/data/{name}/datapackage.zip"
    package static let dataJSON: Path = "/data.json"
    package static let dump: Path = "/datastore/dump/{id}"

    package static let catalogue: Path = "/catalog"
    package static let action: Path = "/api/action/{name}"
    package static let action3: Path = "/api/3/action/{name}"
}
