import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Commitments

@Suite("The ceremony on the screen")
struct CeremonyTests {
    @Test("each signature is told to the screens of its own commitment; one that looks late is told what it missed")
    func told() async throws {
        let site = try await PromisedSite()
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let other = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let told = Mutex<[String]>([])
        let elsewhere = Mutex<[String]>([])
        var stream = site.desk.stream(of: opened, since: opened.version)
        stream.pause = .zero
        var quiet = site.desk.stream(of: other, since: other.version)
        quiet.pause = .zero
        let screens = [
            Task { [stream] in try await stream.run { piece in told.withLock { $0.append(piece) } } },
            Task { [quiet] in try await quiet.run { piece in elsewhere.withLock { $0.append(piece) } } },
        ]
        while told.withLock(\.count) + elsewhere.withLock(\.count) < 2 { await Task.yield() }
        let (head, director) = (try await site.equipped(site.head), try await site.equipped(site.director))
        try await site.sign(opened, head)
        try await site.sign(opened, director)
        let last = try await site.found(opened.code)
        while told.withLock({ $0.last }) != ChangeStream.event(last.version) { await Task.yield() }
        #expect(last.state == .inForce && !elsewhere.withLock { $0.contains { $0.hasPrefix("id: ") } })
        let missed = Mutex<[String]>([])
        let late = Task { [stream] in try await stream.run { piece in missed.withLock { $0.append(piece) } } }
        while missed.withLock({ $0.last }) != ChangeStream.event(last.version) { await Task.yield() }
        for task in screens + [late] { task.cancel() }
        for task in screens + [late] { _ = await task.result }
        #expect(site.desk.broadcast.watching == 0)
    }

    @Test("nobody watches a draft")
    func draft() async throws {
        let site = try await PromisedSite()
        let draft = try await site.drafted()
        let browser = site.site.browser()
        #expect(try await browser.get("/komitmen/\(draft.code)/upacara/aliran").status == 404)
        #expect(try await browser.get("/api/commitments/\(draft.code)/stream").status == 404)
    }
}
