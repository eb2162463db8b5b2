import Kernel
import TestSupport
import Testing

@testable import Assessments

@Suite("Scores and what they come to")
struct TallyTests {
    private static func instrument(_ draft: InstrumentDraft) -> Instrument {
        Instrument(id: Identifier("i"), code: "i", edition: 1, draft, by: "", at: Instant(milliseconds: 0))
    }

    /// Kota Kediri 2022 as published (bangsaonline.com 113379): baseline 3.60, output 3.21, outcome 3.23, impact 3.07, quick win 3.65,
    /// index 3.31.
    private static let kediri = [
        "baseline": Hundredths(360), "output": Hundredths(321), "outcome": Hundredths(323), "impact": Hundredths(307),
        "quick_win": Hundredths(365),
    ]

    @Test("the weights of 2022 give Kota Kediri's published 3.31; the exact mean is 3.315")
    func kediri2022() throws {
        let instrument = Self.instrument(UsualInstruments.second)
        let tally = Tally(instrument, Self.kediri)
        #expect(tally.isComplete && tally.completeness == 100)
        #expect(tally.sum * 10 == tally.whole * 3315)
        #expect(tally.value(instrument.draft.rounding) == Hundredths(331))
        #expect(tally.value(.halfUp) == Hundredths(332))
    }

    @Test("the earlier weights do not: they give 3.257")
    func kediriByEarlierWeights() throws {
        let tally = Tally(Self.instrument(UsualInstruments.first), Self.kediri)
        #expect(tally.sum * 10 == tally.whole * 3257)
        #expect(tally.value(.halfUp) == Hundredths(326))
        #expect(tally.value(.down) == Hundredths(325))
    }

    @Test("weights of what lies below multiply, and a component is weighed by itself")
    func nested() {
        let instrument = Self.instrument(AssessmentTestSite.draft())
        let scores = ["A.1": Hundredths(400), "A.2": Hundredths(200), "B": Hundredths(350)]
        #expect(Tally(instrument, of: "A", scores).value(.halfUp) == Hundredths(250))
        // 0.4 × 2.5 + 0.6 × 3.5
        #expect(Tally(instrument, scores).value(.halfUp) == Hundredths(310))
        #expect(instrument.leaves.map(\.item.code) == ["A.1", "A.2", "B"])
        #expect(instrument.leaves.reduce(0) { $0 + $1.weight } == 1_000_000_000_000)
    }

    @Test("what is missing is not zero: it lowers completeness, never the mean")
    func missing() {
        let instrument = Self.instrument(AssessmentTestSite.draft())
        let tally = Tally(instrument, ["A.1": Hundredths(400)])
        #expect(tally.value(.halfUp) == Hundredths(400))
        #expect(tally.completeness == 10 && !tally.isComplete && tally.answers == 1 && tally.questions == 3)
        #expect(Tally(instrument, [:]).value(.halfUp) == nil)
        #expect(Tally(instrument, ["unknown": Hundredths(400)]).value(.down) == nil)
    }

    @Test(
        "for random instruments and scores the mean lies between the lowest and the highest, grows with every score, and agrees with fractions"
    )
    func properties() {
        var chance = TestChance(seed: 4)
        for _ in 0..<300 {
            let instrument = Self.random(&chance)
            var scores: [String: Hundredths] = [:]
            for leaf in instrument.leaves where chance.happens(0.8) { scores[leaf.item.code] = Hundredths(chance.int(100...500)) }
            let tally = Tally(instrument, scores)
            #expect(instrument.leaves.reduce(0) { $0 + $1.weight } == 1_000_000_000_000)
            guard let value = tally.value(.halfUp), let down = tally.value(.down) else {
                #expect(scores.isEmpty)
                continue
            }
            let (low, high) = (scores.values.min()!, scores.values.max()!)
            #expect(low <= down && down <= value && value <= high && value.count - down.count <= 1)
            var exact = 0.0
            var weight = 0.0
            for leaf in instrument.leaves {
                guard let score = scores[leaf.item.code] else { continue }
                exact += Double(leaf.weight) * Double(score.count)
                weight += Double(leaf.weight)
            }
            #expect(abs(exact / weight - Double(value.count)) <= 0.501)
            // One score more never makes the whole less.
            let code = scores.keys.sorted()[0]
            var better = scores
            better[code] = Hundredths(min(500, scores[code]!.count + 50))
            #expect(Tally(instrument, better).sum >= tally.sum)
            #expect(Tally(instrument, better).answered == tally.answered)
        }
    }

    /// Components with up to four questions each; weights of each level total 100.
    private static func random(_ chance: inout TestChance) -> Instrument {
        func weights(_ count: Int) -> [Hundredths] {
            var rest = 10_000
            return (0..<count).map { index in
                let weight = index == count - 1 ? rest : chance.int(1...(rest - (count - index - 1)))
                rest -= weight
                return Hundredths(weight)
            }
        }
        var items: [InstrumentItem] = []
        let count = chance.int(1...6)
        for (index, weight) in weights(count).enumerated() {
            items.append(InstrumentItem("\(index)", "Komponen", weight: weight))
            let below = chance.int(0...4)
            guard below > 0 else { continue }
            for (place, weight) in weights(below).enumerated() {
                items.append(InstrumentItem("\(index).\(place)", in: "\(index)", "Butir", weight: weight))
            }
        }
        let draft = InstrumentDraft(.evaluation, "Acak", source: "Uji", validFrom: Day("2020-01-01")!, items: items)
        return instrument(draft)
    }

    @Test("numbers are read as people type them and refused otherwise")
    func typed() {
        for (text, count) in [("3", 300), ("3,25", 325), ("3.5", 350), (" 16,50 % ", 1650), ("0", 0), ("100", 10_000), ("3,200", 320)] {
            #expect(Hundredths(typed: text)?.count == count, "\(text)")
        }
        for text in ["", "tiga", "-1", "3,255", "1.000.000", "1e2", "٣", "3,", ",5", "99999", "NaN"] {
            #expect(Hundredths(typed: text) == nil, "\(text)")
        }
        for count in [0, 5, 50, 305, 325, 350, 10_000] { #expect(Hundredths(typed: Hundredths(count).plain)?.count == count) }
        #expect(Hundredths(-25).signed(Format(language: .indonesian)) == "−0,25")
    }
}

extension TestChance {
    fileprivate mutating func int(_ range: ClosedRange<Int>) -> Int { range.lowerBound + number(below: range.count) }
    fileprivate mutating func happens(_ part: Double) -> Bool { Double(number(below: 1000)) < part * 1000 }
}
