import Foundation
import Innovations
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work
import Workshops

@testable import Server

/// What the demo regency has of innovations and workshops.
@Suite struct DemoPlansTests {
    @Test func `eighteen sheets over six dimensions, quick wins, the register, ideas, and four workshops held`() async throws {
        let demo = try await DemoCopy.make()
        defer { try? FileManager.default.removeItem(at: demo.folder) }
        try await demo.database.read { tx in
            let lines = try tx.sheetLines(SheetQuery(), for: .system, limit: 100)
            // The system sees by acting, not by looking; what everyone sees must be a good part of it.
            let all = try tx.rows("SELECT dimension, state FROM innovation_sheet")
            #expect(all.count == 18 && Set(all.map { $0.text("dimension") }).count == 6)
            #expect(Set(all.map { $0.text("state") }).isSuperset(of: ["draft", "submitted", "returned", "accepted"]))
            #expect(lines.count >= 10 && lines.contains { $0.isOneAgencysOwn } && lines.contains { !$0.isOneAgencysOwn })
            let wins = try tx.quickWins(for: .visitor)
            #expect(wins.count == 6 && Set(wins.map(\.sheet.dimension)).count >= 4 && wins.count { $0.quickWin.after != nil } == 3)
            let entries = try tx.innovations(RegisterQuery(), limit: 100)
            #expect(entries.count == 26 && entries.contains { $0.replicates != nil } && entries.contains { $0.initiator == .citizen })
            #expect(entries.contains { $0.state == "applied" && $0.gaps.isEmpty })
            #expect(try tx.count("SELECT count(*) FROM innovation_idea") == 4)
            let cycle = try #require(try tx.workshopCycles().first)
            #expect(try tx.workshopRounds(of: cycle.id).allSatisfy { $0.state == .closed })
            let cards = try tx.workshopCards(of: cycle.id)
            #expect(cards.count > 35 && cards.count { $0.isQuickWin } == 6)
            #expect(try tx.workshopBodies().count == 2)
            for digest in InnovationsDigests.all + WorkshopsDigests.all {
                for id in try digest.ids(tx, "", 1000) {
                    let last = try tx.row(
                        "SELECT digest FROM event WHERE subject_kind = \(digest.kind) AND subject_id = \(id) ORDER BY sequence DESC LIMIT 1"
                    )
                    #expect(try digest.digests(tx, [id])[id] == last?.text("digest"), "\(digest.kind) \(id)")
                }
            }
        }
    }
}
