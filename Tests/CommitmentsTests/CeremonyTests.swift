import Kernel
import Storage
import Synchronization
import TestSupport
import Testing
import Web

@testable import Commitments

@Suite("The ceremony on the screen")
struct CeremonyTests {
    /// Gathers what a screen is told.
    private final class Screen: Sendable {
        private let pieces = Mutex<[String]>([])
        var hasBegun: Bool { pieces.withLock { !$0.isEmpty } }
        var events: [String] { pieces.withLock { $0.filter { $0.hasPrefix("id: ") } } }
        func take(_ piece: String) { pieces.withLock { $0.append(piece) } }

        /// Watches from a version on; signs of life come so rarely that none comes here.
        func watch(_ commitment: Commitment, of desk: CommitmentDesk) -> Task<Void, any Error> {
            var stream = desk.stream(of: commitment, since: commitment.version)
            stream.pause = .zero
            stream.beat = .seconds(3600)
            return Task { [stream] in try await stream.run { self.take($0) } }
        }
    }

    @Test(
        "each signature is told to the screens of its own commitment; one that looks late is told what it missed",
        .timeLimit(.minutes(5)))
    func told() async throws {
        let site = try await PromisedSite()
        let opened = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let other = try await site.desk.open(try await site.drafted().code, by: site.planner.actor)
        let (screen, elsewhere, late) = (Screen(), Screen(), Screen())
        var tasks = [screen.watch(opened, of: site.desk), elsewhere.watch(other, of: site.desk)]
        while !screen.hasBegun || !elsewhere.hasBegun { await Task.yield() }
        let (head, director) = (try await site.equipped(site.head), try await site.equipped(site.director))
        try await site.sign(opened, head)
        try await site.sign(opened, director)
        let last = try await site.found(opened.code)
        #expect(last.state == .inForce)
        while screen.events.last != ChangeStream.event(last.version) { await Task.yield() }
        #expect(elsewhere.events.isEmpty)
        tasks.append(late.watch(opened, of: site.desk))
        while late.events != [ChangeStream.event(last.version)] { await Task.yield() }
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.result }
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
