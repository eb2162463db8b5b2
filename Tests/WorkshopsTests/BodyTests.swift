import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Work

@testable import Workshops

@Suite("Councils and teams")
struct BodyTests {
    @Test("the council and the team by decree: members, one chair, validity; two who write at once")
    func bodies() async throws {
        let site = try await WorkshopSite()
        var draft = BodyDraft()
        draft.kind = .council
        draft.name = "Dewan Kota Cerdas"
        draft.decree = "188.45/120/2026"
        draft.decreeOn = Day("2026-01-05")
        draft.validFrom = Day("2026-01-05")
        draft.validTo = Day("2026-12-31")
        draft.members = "Bambang Suryanegara | agency | chair\nDr. Ratna | campus | member"
        let body = try await site.desk.keep(draft, by: site.planner)
        #expect(
            body.members.map(\.role) == [.chair, .member] && body.isValid(on: Day("2026-06-01")!) && !body.isValid(on: Day("2027-01-01")!))
        await #expect(throws: AppError.forbidden) { try await site.desk.keep(draft, by: site.clerk) }
        for (members, field) in [
            ("", "members"), ("Tanpa unsur", "members"), ("A B | agency | chair\nC D | agency | chair", "members"),
            ("X | agency | member", "members"),
        ] {
            var wrong = draft
            wrong.members = members
            #expect(wrong.issues.map(\.field) == [field])
        }
        draft.name = "Dewan Kota Cerdas Jember"
        _ = try await site.desk.keep(draft, as: body.id.text, seen: 1, by: site.planner)
        await #expect(throws: AppError.self) { try await site.desk.keep(draft, as: body.id.text, seen: 1, by: site.planner) }
    }
}
