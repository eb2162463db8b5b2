import Kernel

/// Chance that repeats itself for a seed (SplitMix64).
struct Chance: RandomNumberGenerator {
    var seed: UInt64

    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension World {
    /// A world with the system's chance and a clock that stands still.
    static var still: World {
        var world = World.system
        world.now = { Instant("2026-03-02T02:00:00Z")! }
        return world
    }
}
