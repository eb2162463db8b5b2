import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web
import Work

@testable import Workshops

@Suite("Changes that reach the other screens")
struct StreamTests {
    /// Gathers what a screen gets.
    private final class Screen: Sendable {
        let pieces = Mutex<[String]>([])
        var events: [String] { pieces.withLock { $0.filter { $0.hasPrefix("id: ") } } }
        func take(_ piece: String) { pieces.withLock { $0.append(piece) } }
        /// Waits until something holds, by giving way to the others.
        func wait(_ holds: @Sendable ([String]) -> Bool) async {
            while !holds(events) { await Task.yield() }
        }
    }

    @Test("a change is told to every screen of its room and to no other; a screen that is behind is told at once")
    func told() async throws {
        let site = try await WorkshopSite()
        let (cycle, other) = (try await site.opened(), try await site.prepared())
        let known = try await site.database.read { tx in try tx.workshopChange(of: cycle.id) }
        let screens = (0..<20).map { _ in Screen() }
        let elsewhere = Screen()
        func watch(_ screen: Screen, _ cycle: Cycle, since: Int) -> Task<Void, any Error> {
            var stream = site.desk.stream(of: cycle, since: since)
            stream.pause = .zero
            stream.beat = .seconds(3600)
            return Task { [stream] in try await stream.run { screen.take($0) } }
        }
        var tasks = screens.map { watch($0, cycle, since: known) }
        tasks.append(watch(elsewhere, other, since: 0))
        while site.desk.broadcast.watching < 21 { await Task.yield() }
        for screen in screens { while screen.pieces.withLock(\.count) < 1 { await Task.yield() } }
        _ = try await site.candidate(cycle)
        for screen in screens { await screen.wait { $0.last == ChangeStream.event(known + 1) } }
        #expect(elsewhere.events.isEmpty)
        let late = Screen()
        tasks.append(watch(late, cycle, since: known))
        await late.wait { $0 == [ChangeStream.event(known + 1)] }
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.result }
        #expect(site.desk.broadcast.watching == 0)
    }

    @Test("many changes in quick succession reach a slow screen as few, the last one always")
    func coalesced() async throws {
        let broadcast = ChangeBroadcast()
        let (id, changes) = broadcast.listen(to: "c")
        for change in 1...100 { broadcast.publish(change, in: "c") }
        broadcast.leave(id)
        var got: [Int] = []
        for await change in changes { got.append(change) }
        #expect(got == [100])
        #expect(broadcast.watching == 0)
    }

    @Test("changes of one group wake the screens that show it and those that show all; what concerns the room wakes everyone")
    func groups() async throws {
        let broadcast = ChangeBroadcast()
        let listeners = [nil, "nature", "living"].map { broadcast.listen(to: "c", part: $0) }
        func told() async -> [[Int]] {
            var all: [[Int]] = []
            for (id, changes) in listeners {
                broadcast.leave(id)
                var got: [Int] = []
                for await change in changes { got.append(change) }
                all.append(got)
            }
            return all
        }
        broadcast.publish(7, in: "c", part: "nature")
        // Late, but committed before it: nobody goes back to an earlier number.
        broadcast.publish(6, in: "c", part: "nature")
        #expect(await told() == [[7], [7], []])
        let (id, changes) = broadcast.listen(to: "c", part: "living")
        broadcast.publish(8, in: "c")
        broadcast.leave(id)
        var got: [Int] = []
        for await change in changes { got.append(change) }
        #expect(got == [8])
    }

    @Test("numbers are kept only of what somebody watches")
    func forgotten() {
        let broadcast = ChangeBroadcast()
        broadcast.publish(1, in: "nobody's")
        #expect(broadcast.topics == 0)
        let listeners = [broadcast.listen(to: "c"), broadcast.listen(to: "c")]
        broadcast.publish(2, in: "c")
        broadcast.leave(listeners[0].id)
        #expect(broadcast.topics == 1)
        broadcast.leave(listeners[1].id)
        #expect(broadcast.topics == 0)
    }

    @Test("a hall full of phones behind one address is not taken for one that asks too much")
    func hall() async throws {
        let site = try await WorkshopSite()
        let cycle = try await site.opened()
        let invited = try await site.desk.invite("Dr. Ratna", .campus, from: "UNEJ", to: cycle, by: site.planner)
        let room = WorkshopsPaths.guest(invited.id.text, site.desk.secret(of: invited), "1")
        let phones = site.site.browser(address: "203.0.113.77")
        var asked = 0
        while try await phones.get("/lokakarya/tim").status != 429 {
            asked += 1
            try #require(asked < 2000)
        }
        #expect(try await phones.get(room).status == 200)
        let ofRooms: Set<String> = Set(try Capability.workshops().pages.filter { $0.rate?.replacesAddress == true }.map(\.path.template))
        #expect(ofRooms.contains(WorkshopsPaths.guestStream.template) && ofRooms.contains(WorkshopsPaths.guestCardAct.template))
    }

    @Test("a screen that is gone is let go of")
    func gone() async throws {
        struct Gone: Error {}
        let site = try await WorkshopSite()
        let cycle = try await site.opened()
        let stream = site.desk.stream(of: cycle, since: 0)
        await #expect(throws: Gone.self) { try await stream.run { _ in throw Gone() } }
        #expect(site.desk.broadcast.watching == 0)
    }
}
