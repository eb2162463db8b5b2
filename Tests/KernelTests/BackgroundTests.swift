import Kernel
import Synchronization
import Testing

@Suite struct BackgroundTests {
    @Test func givesBackTheResultAndTheTypedError() async {
        #expect(await Background.run { 6 * 7 } == 42)
        await #expect(throws: AppError.notFound) {
            try await Background.run { () throws(AppError) -> Int in throw AppError.notFound }
        }
    }

    @Test func makesEveryPieceOnceAndGivesThemBackInOrder() {
        for count in [0, 1, 255, 512, 5000] {
            let numbers = Array(0..<count)
            #expect(Background.pieces(of: numbers) { piece in piece.map { $0 * 2 } }.flatMap(\.self) == numbers.map { $0 * 2 })
        }
    }

    @Test func neverRunsMoreAtOnceThanItsLimit() async {
        let lane = Background(parallel: 3)
        let gauge = Gauge()
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 0..<500 {
                group.addTask {
                    await lane.run {
                        gauge.enter()
                        defer { gauge.leave() }
                        return number
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(sum == 500 * 499 / 2)
        #expect((1...3).contains(gauge.most))
    }
}

/// How many are inside, and how many there ever were at once.
private final class Gauge: Sendable {
    private let state = Mutex((inside: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() {
        state.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
        }
    }
    func leave() { state.withLock { $0.inside -= 1 } }
}
