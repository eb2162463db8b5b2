import Kernel
import Reports
import Storage
import TestSupport
import Testing

@Suite struct SearchTests {
    @Test func `search finds approved words in any form, newest first, and forgets what is taken away`() async throws {
        let world = try await ReportFixtures()
        let first = try await world.inProgress()
        let second = try await world.inProgress()
        #expect(try await world.desk.searchPublic("lubang").reports.map(\.code) == [second.code, first.code])
        // "dua minggu" stands in what the citizen wrote, not in what triage approved.
        #expect(try await world.desk.searchPublic("minggu").reports.isEmpty)
        try await world.desk.perform(PublishReport(publicText: nil, publicPhotos: []), on: first.id, by: world.triage)
        let found = try await world.desk.searchPublic("berlubang pasar")
        #expect(found.reports.map(\.code) == [second.code] && found.count == 1 && !found.isCapped)
        #expect(try await world.desk.searchPublic("lubang", ReportFilter(agency: ReportFixtures.transport)).reports.isEmpty)
    }
}
