import Foundation
import Testing

@testable import Storage

@Suite struct LineTests {
    /// Adds a thousand numbers from each of several threads while one takes; gives what was taken, group by group.
    private static func groups(afterLullOf lull: TimeInterval?) -> [[Int]] {
        let line = Line<Int>()
        let ended = DispatchGroup()
        for adder in 0..<4 {
            ended.enter()
            Thread {
                for number in 0..<1000 { _ = line.add(adder * 1000 + number) }
                ended.leave()
            }.start()
        }
        ended.notify(queue: .global()) { line.close() }
        var groups: [[Int]] = []
        while let group = line.take(atMost: 256, afterLullOf: lull) { groups.append(group) }
        return groups
    }

    @Test(arguments: [nil, 0.0001]) func everythingIsTakenOnceAndInOrder(lull: TimeInterval?) {
        let groups = Self.groups(afterLullOf: lull)
        #expect(groups.allSatisfy { (1...256).contains($0.count) })
        let taken = groups.flatMap(\.self)
        #expect(taken.sorted() == Array(0..<4000))
        for adder in 0..<4 { #expect(taken.filter { $0 / 1000 == adder } == Array(adder * 1000..<adder * 1000 + 1000)) }
    }

    @Test func whatIsFullOrClosedWaitsForNoLull() {
        let line = Line<Int>()
        for number in 0..<3 { _ = line.add(number) }
        // For ever, if it waited.
        #expect(line.take(atMost: 2, afterLullOf: 1_000_000) == [0, 1])
        line.close()
        #expect(line.take(atMost: 2, afterLullOf: 1_000_000) == [2])
        #expect(line.take(atMost: 2, afterLullOf: 1_000_000) == nil && !line.add(3))
    }
}
