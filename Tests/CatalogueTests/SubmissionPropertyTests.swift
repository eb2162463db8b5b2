import Catalogue
import Columns
import Kernel
import Storage
import TestSupport
import Testing
import Work

/// Random lives of submissions: whatever people try, what is kept follows from what happened.
@Suite struct SubmissionPropertyTests {
    @Test(arguments: [1, 2, 3] as [UInt64]) func `whatever happens, versions, work list and events fit each other`(seed: UInt64)
        async throws
    {
        let site = try await CatalogueTestSite()
        var chance = TestChance(seed: seed)
        var datasets: [Dataset] = []
        for (name, isPriority) in [("satu", false), ("dua", true), ("tiga", false)] {
            datasets.append(try await site.desk.create(site.draft(name) { $0.isPriority = isPriority }, by: site.producer))
        }
        let outcomes = [
            try await site.outcome(), try await site.outcome(Array(CatalogueTestSite.prices.prefix(2))),
            try await site.outcome(Array(CatalogueTestSite.prices.suffix(3)), findings: 1),
        ]
        var submissions: [Identifier<Submission>] = []
        for _ in 0..<160 {
            if submissions.count < 3 || chance.number(below: 9) == 0 {
                let dataset = chance.pick(datasets)
                let outcome = chance.pick(outcomes)
                let upload = ReceiveUpload(
                    table: try await site.table(of: dataset.id).id, filename: "a.csv", fileHash: outcome.hash, fileBytes: outcome.bytes,
                    outcome: chance.number(below: 4) == 0 ? nil : outcome)
                submissions.append(try await site.desk.receive(upload, by: site.producer).id)
                continue
            }
            let acts: [any SubmissionAct] = [
                SubmitForCheck(), SubmitForCheck(), PublishSubmission(), PublishSubmission(), ForwardSubmission(), ConfirmSubmission(),
                ReturnSubmission([.init(text: "Belum lengkap.")]), ReturnSubmission([.init(text: "Tidak sesuai.")], byTrustee: true),
                OverrideGate(reason: "Sudah diperiksa dan bukan data pribadi."), ReadSubmission(chance.pick(outcomes)),
                RefuseSubmission("error.submission_empty"), ReplaceFile(filename: "b.csv", fileHash: outcomes[0].hash, fileBytes: 1),
                EndorseSubmission(), WithdrawSubmission(),
            ]
            let act = chance.pick(acts)
            let actors = [site.producer, site.producer, site.steward, site.steward, site.trustee, site.stranger, site.supporter]
            let actor = ["read", "refuse"].contains(act.name) ? Actor.system : chance.pick(actors)
            do {
                try await site.desk.perform(act, on: chance.pick(submissions), by: actor)
            } catch let error as AppError {
                #expect([.forbidden, .conflict, .invalid, .notFound].contains(error.kind))
            }
            if chance.number(below: 10) == 0 { site.site.world.pass(days: 2) }
        }
        try await check(site, datasets, submissions)
    }

    private func check(_ site: CatalogueTestSite, _ datasets: [Dataset], _ ids: [Identifier<Submission>]) async throws {
        try await site.desk.database.read { tx in
            var published: [Identifier<Dataset>: Int] = [:]
            for id in ids {
                let submission = try #require(try tx.submission(id))
                let events = try tx.events(of: submission.reference)
                let acts = events.dropFirst().map { String($0.kind.dropFirst("submission.".count)) }
                #expect(Workflow.submission.fold(acts) == submission.state)
                #expect(events.map(\.sequence) == Array(1...events.count) && events.count == submission.version)
                let owed = Workflow.submission.state(submission.state)?.owedBy
                #expect(try tx.obligations(of: submission.reference).map(\.permission) == (owed.map { [$0] } ?? []))
                let clocks = try tx.clocks(of: submission.reference)
                for name in Set(clocks.map(\.name)) { #expect(clocks.count { $0.name == name && $0.stoppedAt == nil } <= 1) }
                if Workflow.submission.state(submission.state)?.isFinal == true { #expect(clocks.allSatisfy { $0.stoppedAt != nil }) }
                if submission.state == "published" {
                    published[submission.dataset, default: 0] += 1
                    let isGateOpen = submission.outcome?.findings == 0 || submission.overrideReason != nil
                    #expect(isGateOpen && submission.submittedBy != submission.decidedBy)
                }
            }
            for dataset in datasets {
                let now = try #require(try tx.dataset(dataset.id))
                let versions = try tx.distributions(of: dataset.id).flatMap { try tx.versions(of: $0.id) }
                #expect(versions.map(\.number) == Array((1...max(1, versions.count)).reversed()).suffix(versions.count))
                #expect(versions.count == published[dataset.id, default: 0])
                #expect((now.state == .published) == !versions.isEmpty)
            }
        }
        for dataset in datasets {
            #expect(
                (site.index.entry(dataset.id) != nil)
                    == (try await site.desk.database.read { tx in try tx.dataset(dataset.id)!.state == .published }))
        }
    }
}
