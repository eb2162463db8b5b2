import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Assessments

extension AssessmentTestSite {
    /// Every record is as its last event says, and sequences have no holes.
    func holds() async throws {
        try await database.read { tx in
            #expect(try tx.count("SELECT count(*) FROM assessment_answer") > 0)
            for digest in AssessmentsDigests.all {
                let ids = try digest.ids(tx, "", 1000)
                let now = try digest.digests(tx, ids)
                for id in ids {
                    let events = try tx.events(of: Reference(digest.kind, id))
                    #expect(events.map(\.sequence) == Array(1...max(events.count, 1)))
                    #expect(events.last?.digest == now[id], "\(digest.kind) \(events.last?.kind ?? "")")
                }
            }
        }
    }
}
