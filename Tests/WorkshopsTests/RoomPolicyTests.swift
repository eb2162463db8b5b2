import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import TestSupport
import Testing
import Work

@testable import Workshops

@Suite("Who may write what in a room")
struct RoomPolicyTests {
    @Test("who may do what: outsiders, guests of another cycle, ended invitations, rooms that are not open")
    func policy() async throws {
        let site = try await WorkshopSite()
        let desk = site.desk
        let cycle = try await site.opened()
        await #expect(throws: AppError.notFound) { try await site.candidate(cycle, by: .visitor) }
        await #expect(throws: AppError.forbidden) { try await desk.prepare(WorkshopSite.pasuruan, by: site.clerk) }
        await #expect(throws: AppError.forbidden) { try await desk.set(.closed, round: 1, of: cycle, by: site.clerk) }
        await #expect(throws: AppError.forbidden) { try await desk.invite("Ratna", .campus, from: "Kampus", to: cycle, by: site.clerk) }
        await #expect(throws: AppError.conflict("error.workshop_before")) {
            try await desk.set(.open, round: 3, of: cycle, by: site.planner)
        }
        await #expect(throws: AppError.conflict("error.workshop_not_planned")) {
            try await desk.set(.open, round: 1, of: cycle, by: site.planner)
        }
        let guest = try await desk.invite("Ratna", .campus, from: "Kampus", to: cycle, by: site.planner)
        let secret = desk.secret(of: guest)
        for wrong in ["", "x", secret + "x"] {
            await #expect(throws: AppError.notFound) { try await desk.guest(guest.id.text, secret: wrong) }
        }
        let seat = try await desk.guest(guest.id.text, secret: secret)
        let other = try await desk.prepare(WorkshopSite.pasuruan, by: site.planner)
        _ = try await desk.set(.open, round: 1, of: other, by: site.planner)
        await #expect(throws: AppError.notFound) {
            try await desk.add(.keyword, in: "culture", ["text": "Kata"], round: 1, of: other, by: seat)
        }
        let card = try await desk.add(.keyword, in: "culture", ["text": "Kata"], round: 1, of: cycle, by: seat)
        await #expect(throws: AppError.notFound) {
            try await desk.remove(card.id.text, seen: 1, round: 1, of: other, by: site.seat(site.clerk))
        }
        await #expect(throws: AppError.conflict("error.workshop_no_candidate")) {
            _ = try await desk.vote(card.id.text, true, round: 1, of: cycle, by: seat)
        }
        await #expect(throws: AppError.conflict("error.workshop_no_candidate")) {
            _ = try await desk.makeSheet(card.id.text, lead: site.works.text, round: 1, of: cycle, by: seat)
        }
        try await desk.withdraw(invitation: guest.id.text, of: cycle, by: site.planner)
        await #expect(throws: AppError.notFound) { try await desk.guest(guest.id.text, secret: secret) }
        await #expect(throws: AppError.conflict("error.workshop_withdrawn")) {
            try await desk.withdraw(invitation: guest.id.text, of: cycle, by: site.planner)
        }
    }

    @Test("cards that say nothing, or nonsense, are refused beside their field")
    func bad() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened()
        let wrong: [(CardKind, String, [String: String], String)] = [
            (.swot, "nature", ["text": "Sungai"], "quadrant"), (.swot, "nature", ["quadrant": "strength"], "text"),
            (.swot, "moon", ["text": "x", "quadrant": "threat"], "group"),
            (.readiness, "structure", ["text": "x", "condition": "superb"], "condition"),
            (.keyword, "culture", ["text": String(repeating: "a", count: 301)], "text"),
            (.candidate, "living", ["text": "x", "idea": "y", "pillar": "sampah"], "pillar"),
            (.programme, "living", ["text": "x", "horizon": "never"], "horizon"),
        ]
        for (kind, group, values, field) in wrong {
            do {
                _ = try await site.desk.add(kind, in: group, values, round: 1, of: cycle, by: site.seat(site.clerk))
                Issue.record("\(values) was taken")
            } catch let error as AppError { #expect(error.issues.map(\.field) == [field]) }
        }
        let card = try await site.candidate(cycle)
        for years in [2010...2011, 2027...2030] {
            await #expect(throws: AppError.self) {
                _ = try await site.desk.place(card.id.text, on: years, round: 1, of: cycle, by: site.seat(site.clerk))
            }
        }
        var draft = WorkshopSite.pasuruan
        draft.rounds[2].fromOn = Day("2018-09-04")!
        #expect(draft.issues.map(\.field) == ["from_on_3"])
        draft.rounds.removeLast()
        #expect(draft.issues.map(\.field) == ["rounds", "from_on_3"])
        await #expect(throws: AppError.invalid("minutes", "error.workshop_minutes")) {
            _ = try await site.desk.setTimer("SWOT", minutes: 900, round: 1, of: cycle, by: site.planner)
        }
    }
}
