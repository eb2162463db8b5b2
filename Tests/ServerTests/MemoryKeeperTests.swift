import Synchronization
import Testing

@testable import Server

@Suite struct MemoryKeeperTests {
    @Test func `memory is given back when there is much more of it than last time, and not again and again`() {
        let now = Mutex(50)
        let given = Mutex(0)
        let keeper = MemoryKeeper(
            measure: { now.withLock { $0 } },
            giveBack: {
                given.withLock { $0 += 1 }
                now.withLock { $0 = $0 > 300 ? 180 : $0 - 1 }
            })
        #expect(!keeper.look(), "little is left alone")
        now.withLock { $0 = 400 }
        #expect(keeper.look())
        #expect(now.withLock { $0 } == 180)
        #expect(!keeper.look(), "what is needed is not looked for again")
        now.withLock { $0 = 190 }
        #expect(!keeper.look())
        now.withLock { $0 = 120 }
        #expect(!keeper.look())
        now.withLock { $0 = 150 }
        #expect(keeper.look(), "it is measured by what was left since")
        #expect(given.withLock { $0 } == 2)
        #expect(!MemoryKeeper(measure: { nil }, giveBack: {}).look())
    }

    @Test func `this process knows how much it has`() throws {
        let megabytes = try #require(MemoryKeeper.anonymous())
        #expect(megabytes > 0)
        #expect(MemoryKeeper(measure: { 1000 }).look())
    }
}
