import Foundation
import Synchronization
import Testing

@testable import Storage

@Suite struct LineTests {
    /// Adds a thousand numbers from each of several threads while one takes; gives what was taken, group by group.
    private static func groups(_ gathering: Line<Int>.Gathering?) -> [[Int]] {
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
        while let group = line.take(atMost: 256, gathering: gathering) { groups.append(group) }
        return groups
    }

    @Test(arguments: [nil, Line<Int>.Gathering(enough: 24, lull: 0.0001, longest: 0.001)])
    func everythingIsTakenOnceAndInOrder(gathering: Line<Int>.Gathering?) {
        let groups = Self.groups(gathering)
        #expect(groups.allSatisfy { (1...256).contains($0.count) })
        let taken = groups.flatMap(\.self)
        #expect(taken.sorted() == Array(0..<4000))
        for adder in 0..<4 { #expect(taken.filter { $0 / 1000 == adder } == Array(adder * 1000..<adder * 1000 + 1000)) }
    }

    @Test func whatIsEnoughOrClosedIsNotWaitedFor() {
        let line = Line<Int>()
        for number in 0..<3 { _ = line.add(number) }
        // For ever, if it waited.
        let patient = Line<Int>.Gathering(enough: 2, lull: 1_000_000, longest: 1_000_000)
        #expect(line.take(atMost: 2, gathering: patient) == [0, 1])
        line.close()
        #expect(line.take(atMost: 2, gathering: patient) == [2])
        #expect(line.take(atMost: 2, gathering: patient) == nil && !line.add(3))
    }

    @Test func whoeverCompletesTheGroupEndsTheWait() {
        let line = Line<Int>()
        _ = line.add(0)
        Thread { for number in 1..<24 { _ = line.add(number) } }.start()
        let patient = Line<Int>.Gathering(enough: 24, lull: 1_000_000, longest: 1_000_000)
        #expect(line.take(atMost: 256, gathering: patient) == Array(0..<24))
    }

    @Test func whatIsTooFewIsTakenAfterALull() {
        let line = Line<Int>()
        _ = line.add(0)
        #expect(line.take(gathering: Line<Int>.Gathering(enough: 24, lull: 0.001, longest: 1_000_000)) == [0])
    }

    @Test func whatKeepsComingIsTakenInTheEnd() {
        let line = Line<Int>()
        let isDone = Mutex(false)
        let ended = DispatchGroup()
        _ = line.add(0)
        ended.enter()
        Thread {
            while !isDone.withLock({ $0 }) { if line.count < 100 { _ = line.add(1) } }
            ended.leave()
        }.start()
        // Somebody comes within every lull of a million seconds.
        #expect(line.take(atMost: 256, gathering: Line<Int>.Gathering(enough: 1000, lull: 1_000_000, longest: 0.01))?.isEmpty == false)
        isDone.withLock { $0 = true }
        ended.wait()
    }
}
