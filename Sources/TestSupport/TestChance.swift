/// Chance that repeats itself for a seed.
package struct TestChance {
    private var seed: UInt64

    package init(seed: UInt64) { self.seed = seed }

    package mutating func number(below bound: Int) -> Int {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((seed >> 33) % UInt64(bound))
    }

    package mutating func pick<T>(_ from: [T]) -> T { from[number(below: from.count)] }
}
