import Kernel
import Storage
import TestSupport
import Testing

@testable import Commitments

/// The state of a pledge as a function of its steps and dates, and of nothing else.
@Suite("States of pledges")
struct PledgeStateTests {
    private static let due = Day("2026-12-31")!
    private let rule = PledgeRule()

    private func step(_ weight: Int, _ due: String, _ state: Milestone.State = .planned, done: String? = nil) -> Milestone {
        var step = Milestone(
            id: Identifier("s-\(due)-\(weight)"), clause: Identifier("c"), position: 1,
            draft: MilestoneDraft("Langkah", weight: weight, due: Day(due)!), at: Instant(milliseconds: 0))
        step.state = state
        step.doneOn = done.map { Day($0)! }
        return step
    }

    private func change(_ kind: ClauseChange.Kind, from: String, to: String) -> ClauseChange {
        ClauseChange(
            id: Identifier("x"), clause: Identifier("c"), kind: kind, at: Instant(milliseconds: 0), author: "a",
            before: (from, nil, Self.due),
            after: (to, nil, Self.due), reason: "Anggaran berkurang.")
    }

    private func standing(
        _ steps: [Milestone], on today: String, changes: [ClauseChange] = [], isDropped: Bool = false, endedOn: String? = nil
    ) -> PledgeStanding {
        rule.standing(
            steps, due: Self.due, changes: changes, isDropped: isDropped, endedOn: endedOn.map { Day($0)! }, today: Day(today)!)
    }

    @Test("kept when every step is proven; kept late says by how much")
    func kept() {
        let all = [step(40, "2026-04-30", .verified, done: "2026-04-20"), step(60, "2026-11-30", .verified, done: "2026-11-01")]
        #expect(standing(all, on: "2026-11-02").state == .kept)
        #expect(standing(all, on: "2026-11-02").reason == .allProven)
        let late = [step(100, "2026-11-30", .verified, done: "2027-01-10")]
        #expect(standing(late, on: "2027-02-01").state == .kept)
        #expect(standing(late, on: "2027-02-01").daysLate == 10)
    }

    @Test("at risk as soon as a step is past its day, and not a day before")
    func late() {
        let steps = [step(40, "2026-04-30"), step(60, "2026-11-30")]
        #expect(standing(steps, on: "2026-04-30").state == .onTrack)
        #expect(standing(steps, on: "2026-05-01").state == .atRisk)
        #expect(standing(steps, on: "2026-05-01").late == 1)
    }

    @Test("a claim in time that waits to be looked at is not late, one that came too late is")
    func waiting() {
        #expect(
            standing([step(40, "2026-04-30", .submitted, done: "2026-04-30"), step(60, "2026-11-30")], on: "2026-06-01").state == .onTrack)
        #expect(
            standing([step(40, "2026-04-30", .submitted, done: "2026-05-02"), step(60, "2026-11-30")], on: "2026-06-01").state == .atRisk)
        let last = [step(100, "2026-12-31", .submitted, done: "2026-12-30")]
        #expect(standing(last, on: "2027-01-15").state == .atRisk)
        #expect(standing(last, on: "2027-01-15").reason == .waitsForProof)
    }

    @Test("at risk with too little done shortly before the end, and without any plan")
    func little() {
        let steps = [step(40, "2026-04-30", .verified, done: "2026-04-20"), step(60, "2026-12-31")]
        #expect(standing(steps, on: "2026-12-01").state == .onTrack)
        #expect(standing(steps, on: "2026-12-02").reason == .tooLittle)
        #expect(standing([], on: "2026-03-01").reason == .unplanned)
        #expect(standing([], on: "2027-03-01").state == .broken)
    }

    @Test("broken once its day has passed, or when it was dropped or its commitment ended before")
    func broken() {
        let steps = [step(40, "2026-04-30", .verified, done: "2026-04-20"), step(60, "2026-11-30")]
        #expect(standing(steps, on: "2026-12-31").state == .atRisk)
        #expect(standing(steps, on: "2027-01-01").state == .broken)
        #expect(standing(steps, on: "2026-03-01", isDropped: true).reason == .dropped)
        #expect(standing(steps, on: "2026-07-01", endedOn: "2026-06-30").state == .broken)
        let kept = [step(100, "2026-04-30", .verified, done: "2026-04-20")]
        #expect(standing(kept, on: "2026-07-01", endedOn: "2026-06-30").state == .kept)
    }

    @Test("lowered is changed, whatever its pace, unless broken; a raise is no change, and what was put back is as signed")
    func changed() {
        let kept = [step(100, "2026-04-30", .verified, done: "2026-04-20")]
        let lowered = change(.lowered, from: "90", to: "60")
        #expect(standing(kept, on: "2026-07-01", changes: [lowered]).state == .changed)
        #expect(standing(kept, on: "2026-07-01", changes: [lowered]).pace == .kept)
        #expect(standing([step(100, "2026-04-30")], on: "2027-07-01", changes: [lowered]).state == .broken)
        #expect(standing(kept, on: "2026-07-01", changes: [change(.raised, from: "90", to: "95")]).state == .kept)
        #expect(standing(kept, on: "2026-07-01", changes: [lowered, change(.raised, from: "60", to: "90")]).state == .kept)
    }

    @Test("two thousand random pledges: the state is a function of the facts, time alone never makes one better, proof never worse")
    func properties() {
        var chance = TestChance(seed: 7)
        let order: [PledgeState: Int] = [.broken: 0, .atRisk: 1, .onTrack: 2, .kept: 3]
        for _ in 0..<2000 {
            let count = chance.number(1...4)
            var steps = (0..<count).map { index -> Milestone in
                let day = Day("2026-01-01")!.adding(chance.number(0...364))
                var one = step(index == 0 ? 100 - 10 * (count - 1) : 10, day.description)
                let draw = chance.number(0...2)
                if draw > 0 {
                    one.state = draw == 1 ? .submitted : .verified
                    one.doneOn = day.adding(chance.number(-60...60))
                }
                return one
            }
            let today = Day("2026-01-01")!.adding(chance.number(0...500))
            func at(_ day: Day) -> PledgeStanding {
                rule.standing(steps, due: Self.due, changes: [], isDropped: false, today: day)
            }
            let now = at(today)
            #expect(now == at(today) && now.state == now.pace && now.state != .changed)
            #expect((0...100).contains(now.proven) && (now.proven == 100) == (now.state == .kept))
            #expect(order[at(today.adding(chance.number(1...200))).state]! <= order[now.state]!)
            if let index = steps.firstIndex(where: { $0.state != .verified }) {
                steps[index].state = .verified
                steps[index].doneOn = steps[index].doneOn ?? steps[index].due
                #expect(order[at(today).state]! >= order[now.state]!)
                #expect(at(today).proven > now.proven)
            }
        }
    }

    @Test("less is told from more by exact decimals, the right way round, and other words count as less")
    func targets() {
        let ninety = Target(value: "90", unit: "%")
        #expect(Target(value: "89.99", unit: "%").isLower(than: ninety))
        #expect(!Target(value: "90.0", unit: "%").isLower(than: ninety))
        #expect(!Target(value: "100", unit: "%").isLower(than: ninety))
        #expect(Target(value: "-1", unit: "%").isLower(than: Target(value: "0", unit: "%")))
        let days = Target(value: "7", unit: "hari", isLowerBetter: true)
        #expect(Target(value: "10", unit: "hari", isLowerBetter: true).isLower(than: days))
        #expect(!Target(value: "5", unit: "hari", isLowerBetter: true).isLower(than: days))
        #expect(Target(words: "sebagian desa").isLower(than: Target(words: "semua desa")))
        #expect(Target(value: "100", unit: "desa").isLower(than: ninety))
        #expect(Target.decimal("1.250,5") == "1250.5" && Target.decimal("1.250") == "1250" && Target.decimal("12.5") == "12.5")
        #expect(Target.decimal("Rp 5") == nil && Target.decimal("") == nil && Target.decimal("1e9") == nil)
    }
}

extension TestChance {
    fileprivate mutating func number(_ range: ClosedRange<Int>) -> Int { range.lowerBound + number(below: range.count) }
}
