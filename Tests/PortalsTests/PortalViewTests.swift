import Catalogue
import Directory
import Kernel
import TestSupport
import Testing
import Web

@testable import Portals

@Suite("The view of the catalogue for other portals") struct PortalViewTests {
    @Test("a view made after the one before finds exactly what one made anew finds, after every kind of change")
    func takenOver() async throws {
        let site = try await PortalTestSite()
        let catalogue = site.catalogue
        let views: PortalViews = site.site.installation.services.get()
        try await catalogue.published(roads("aspal", catalogue))
        let first = try await isAsAnew(views, catalogue)
        #expect(try found("aspal", in: first) == ["panjang-jalan"])
        #expect(try found("angkutan", in: first) == ["halte"])
        let roadsID = try #require(catalogue.index.find("panjang-jalan")).dataset.id
        let stopsID = try #require(catalogue.index.find("halte")).dataset.id

        try await catalogue.desk.perform(EditDataset(roads("beton", catalogue)), on: roadsID, by: catalogue.producer)
        let second = try await isAsAnew(views, catalogue)
        #expect(try found("aspal", in: second) == [])
        #expect(try found("beton", in: second) == ["panjang-jalan"])
        #expect(try found("angkutan", in: second) == ["halte"])

        try await catalogue.desk.perform(WithdrawDataset(reason: "Diganti oleh data lain."), on: stopsID, by: catalogue.steward)
        let third = try await isAsAnew(views, catalogue)
        #expect(try found("angkutan", in: third) == [])
        #expect(try found("beton", in: third) == ["panjang-jalan"])
        // Nothing has changed since, so it is the very same.
        #expect(try await views.now() === third)
    }

    private func roads(_ surface: String, _ site: CatalogueTestSite) -> DatasetDraft {
        site.draft("panjang-jalan") { $0.description = "Panjang jalan \(surface)." }
    }

    /// Compares what is kept with what is made without anything before it.
    private func isAsAnew(_ views: PortalViews, _ site: CatalogueTestSite) async throws -> PortalView {
        let kept = try await views.now()
        let address = PortalAddress(site.site.installation.settings)
        let anew = try await PortalViews(index: site.index, directory: site.directory, address: address).now()
        #expect(kept.datasets.map(\.name) == anew.datasets.map(\.name))
        #expect(kept.tags.map(\.name) == anew.tags.map(\.name))
        for query in ["*:*", "beras", "aspal", "beton", "pasar harga", "jal*", "title:halte", "notes:\"panjang jalan\"", "tags:harga"] {
            let (one, other) = (try answer(query, in: kept), try answer(query, in: anew))
            #expect(one.found == other.found, "\(query)")
            #expect(one.facets.map { $0.values.map(\.value) } == other.facets.map { $0.values.map(\.value) }, "\(query)")
        }
        return kept
    }

    private func answer(_ query: String, in view: PortalView) throws -> SolrAnswer {
        var search = SolrSearch()
        search.query = query
        search.facets = ["tags", "organization"]
        return try view.index.search(search, now: Instant("2026-03-02T02:00:00Z")!)
    }

    private func found(_ query: String, in view: PortalView) throws -> [String] {
        try answer(query, in: view).found.map { view.datasets[$0].name }
    }
}
