import Catalogue
import Kernel
import Web

/// What actions work with.
struct ActionContext: Sendable {
    let view: PortalView
    let address: PortalAddress
    let actor: Actor
    let now: Instant
    let siteTitle: String
    let siteDescription: String
    /// The gate: rows are only ever read through it.
    let reader: CatalogueReader
    /// What answers statements in SQL.
    let sql: TableSQL

    init(_ request: Request, actor: Actor) async throws {
        view = try await .now(request.installation)
        address = PortalAddress(request.installation.settings)
        self.actor = actor
        now = request.now
        siteTitle = request.page.brand.catalogueTitle
        siteDescription = request.page.words(Message("portals.about"), .indonesian)
        reader = request.catalogueReader
        sql = request.installation.services.get()
    }

    var json: PackageJSON { PackageJSON(view: view, address: address) }

    /// By id or name.
    func dataset(_ name: String) throws(ActionFailure) -> PortalDataset {
        guard let dataset = view.find(name) else { throw refusal(reader.index.find(name)) }
        return dataset
    }

    /// By its id.
    func table(_ id: String) throws(ActionFailure) -> (dataset: PortalDataset, table: PortalTable) {
        guard let found = view.table(id) else { throw refusal(reader.index.entry(of: Identifier(id))) }
        return found
    }

    /// Of what the view does not have: as CKAN says of private ones, that a closed dataset may not be read. That there is one stands in
    /// our catalogue for everybody, so this tells nothing new; drafts and what was withdrawn are not there.
    func refusal(_ entry: CatalogueEntry?, _ what: String? = nil) -> ActionFailure {
        guard let dataset = entry?.dataset, dataset.state == .published, dataset.access == .closed else { return .notFound(what) }
        return .denied()
    }
}
