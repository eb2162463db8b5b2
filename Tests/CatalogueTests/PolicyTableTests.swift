import Catalogue
import Kernel
import TestSupport
import Testing
import Work

/// Who may do what to a submission: cast by act, in a state that knows the act.
@Suite struct PolicyTableTests {
    @Test func `the table of who may do which act`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        let cast: [(String, Actor)] = [
            ("visitor", .visitor), ("producer", site.producer), ("stranger", site.stranger), ("supporter", site.supporter),
            ("steward", site.steward), ("trustee", site.trustee), ("planner", site.planner),
        ]
        var table: [String] = []
        for act in Workflow.submission.acts {
            let who = cast.filter { DatasetPolicy.may(act, on: submission, $0.1) }.map(\.0)
            table.append("\(act.name): \(who.joined(separator: " "))")
        }
        #expect(
            table == [
                "read: ", "refuse: ", "change_reading: producer", "replace_file: producer", "submit: producer", "endorse: supporter",
                "override: steward", "return: steward", "publish: steward", "forward: steward", "confirm: trustee", "object: trustee",
                "withdraw: producer", "alert: ",
            ])
        #expect(Workflow.submission.defects == [])
    }

    @Test func `strangers do not even learn that a submission or a draft is there`() async throws {
        let site = try await CatalogueTestSite()
        let dataset = try await site.desk.create(site.draft(), by: site.producer)
        let submission = try await site.received(try await site.table(of: dataset.id).id)
        for actor in [Actor.visitor, site.stranger, site.planner, site.trustee] {
            await #expect(throws: AppError.notFound) { try await site.desk.perform(SubmitForCheck(), on: submission.id, by: actor) }
            await #expect(throws: AppError.notFound) {
                try await site.desk.perform(EditDataset(site.draft()), on: dataset.id, by: actor)
            }
            await #expect(throws: AppError.notFound) {
                let outcome = try await site.outcome()
                try await site.desk.receive(
                    ReceiveUpload(table: submission.distribution, filename: "x", fileHash: outcome.hash, fileBytes: 1), by: actor)
            }
        }
    }
}
