import Foundation

/// What an axis spans: from a round number at or below the least value to one at or above the greatest.
struct PlotScale: Equatable {
    let least: Double
    let most: Double
    let step: Double

    /// Whether the axis begins elsewhere than at zero, which must be said.
    var isCut: Bool { least > 0 || most < 0 }

    /// - Parameter mayCut: lets lines that vary little begin near their least value. Lengths must begin at zero, or they lie.
    init(_ values: [Double], mayCut: Bool = false) {
        let values = values.filter(\.isFinite)
        var low = values.min() ?? 0
        var high = values.max() ?? 1
        let isFlat = high - low < 0.3 * max(abs(high), abs(low)) && high - low > 0
        if !mayCut || !isFlat || low < 0 {
            low = min(low, 0)
            high = max(high, 0)
        }
        if high == low { high = low + 1 }
        let step = PlotScale.round((high - low) / 4)
        self.step = step
        least = (low / step + 1e-9).rounded(.down) * step
        most = (high / step - 1e-9).rounded(.up) * step
    }

    /// The next of 1, 2, 2.5, 5 times a power of ten.
    private static func round(_ wanted: Double) -> Double {
        guard wanted > 0, wanted.isFinite else { return 1 }
        let scale = pow(10, log10(wanted).rounded(.down))
        return ([1, 2, 2.5, 5, 10].first { $0 * scale >= wanted * (1 - 1e-9) } ?? 10) * scale
    }

    var ticks: [Double] {
        let count = Int(((most - least) / step).rounded())
        return (0...max(1, min(count, 12))).map { least + Double($0) * step }
    }

    /// Where a value lies between the ends, 0…1.
    func part(_ value: Double) -> Double { min(max((value - least) / (most - least), 0), 1) }

    /// Where lengths begin.
    var zero: Double { part(0) }
}
