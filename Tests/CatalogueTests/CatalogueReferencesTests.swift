import Catalogue
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct CatalogueReferencesTests {
    @Test func `a submission is named by its dataset for whoever may open it, and for nobody else`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let references = ReferenceResolver(CatalogueReferences.all)
        func view(_ actor: Actor) async throws -> ReferenceView? {
            try await site.desk.database.read { tx in
                // Of one that does not exist nothing is said.
                let views = try references.views(of: [submission.reference, Reference("submission", "none")], for: actor, tx)
                #expect(views.count <= 1)
                return views[submission.reference]
            }
        }
        for actor in [site.producer, site.supporter, site.steward] {
            let seen = try await view(actor)
            #expect(seen?.title == dataset.title && seen?.url?.hasSuffix(submission.id.text) == true, "\(actor.name)")
        }
        for actor in [site.stranger, site.planner, site.trustee, .visitor] { #expect(try await view(actor) == nil, "\(actor.name)") }
        try await site.desk.database.write { tx in
            try tx.run("UPDATE submission SET state = 'checked' WHERE id = \(submission.id)")
        }
        // Priority statistics wait for the trustee then.
        #expect(try await view(site.trustee)?.title == dataset.title)
        #expect(try await view(site.stranger) == nil)
    }
}
