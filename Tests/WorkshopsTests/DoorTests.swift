import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@testable import Workshops

@Suite("The way from one room to the next")
struct DoorTests {
    @Test("a round that is over leads to the one that is open, by a guest's old link too; a planned one is opened in its own room")
    func onward() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened(1)
        let guest = try await site.desk.invite("Dr. Ratna", .campus, from: "UNEJ", to: cycle, by: site.planner)
        let hers = "/tamu-lokakarya/\(guest.id)/\(site.desk.secret(of: guest))"
        let room = "/lokakarya/\(cycle.code)"
        let (holder, clerk) = (site.site.browser(), site.site.browser(address: "203.0.113.10"))
        holder.signIn(site.planner)
        clerk.signIn(site.clerk)
        let visitor = site.site.browser(address: "203.0.113.9")
        _ = try await site.desk.set(.closed, round: 1, of: cycle, by: site.planner)

        // Nothing is open: only who holds the workshops can go on, and only with the next one.
        #expect(try await !visitor.get("\(hers)/1").text.contains("\(hers)/2"))
        #expect(try await !clerk.get("\(room)/2").text.contains("\(room)/2/buka"))
        #expect(try await !holder.get("\(room)/3").text.contains("\(room)/3/buka"))
        let planned = try await holder.get("\(room)/2")
        #expect(Accessibility.faults(planned.text, isPage: true) == [])
        #expect(try await holder.submit(planned.form(to: "\(room)/2/buka")).location == "\(room)/2")

        // Now everybody finds the open room, from wherever they stand.
        let left = try await visitor.get("\(hers)/1")
        #expect(left.text.contains("href=\"\(hers)/2\"") && Accessibility.faults(left.text, isPage: true) == [])
        #expect(try await clerk.get("\(room)/1").text.contains("href=\"\(room)/2\""))
        #expect(try await !holder.get("\(room)/3").text.contains("\(room)/3/buka"))
        #expect(try await !visitor.get("\(hers)/2").text.contains("href=\"\(hers)/2\""))
    }
}
