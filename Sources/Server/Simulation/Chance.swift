import Foundation

/// Chance that repeats itself for a seed (SplitMix64), so that a demo regency can be made again exactly.
struct Chance: RandomNumberGenerator, Sendable {
    private(set) var seed: UInt64

    init(seed: UInt64) { self.seed = seed }

    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0 up to but not including 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// 0 up to but not including `bound`.
    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + number(below: range.count) }

    mutating func happens(_ probability: Double) -> Bool { unit() < probability }

    /// One of some; there must be one.
    mutating func pick<Choice>(_ from: [Choice]) -> Choice { from[number(below: from.count)] }

    /// Index of one of some, each as likely as its weight.
    mutating func index(weights: [Double]) -> Int {
        var left = unit() * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return index }
        }
        return weights.count - 1
    }

    /// A duration that is mostly near `median`, now and then much longer, never negative (log-normal).
    mutating func around(_ median: Double, spread: Double = 0.6) -> Double {
        let normal = (-2 * log(1 - unit())).squareRoot() * cos(2 * Double.pi * unit())
        return median * exp(spread * normal)
    }
}
