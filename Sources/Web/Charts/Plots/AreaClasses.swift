/// Up to five classes of values for the shades of a map, limits included. Works for negative values and fractions alike.
package struct AreaClasses: Sendable, Equatable {
    package enum Way: String, Sendable, CaseIterable {
        /// As many areas in each, so that one outlier does not leave the rest alike.
        case quantile
        /// As wide each, so that shades show how far apart values are.
        case equal
    }

    /// The least and greatest value in each class, pale to deep; no class is empty.
    package let ranges: [ClosedRange<Double>]

    package init(_ values: [Double], way: Way, most: Int = 5) {
        let sorted = values.filter(\.isFinite).sorted()
        guard let least = sorted.first, let greatest = sorted.last else {
            ranges = []
            return
        }
        let groups: [Int: [Double]]
        switch way {
        case .equal:
            let width = (greatest - least) / Double(most)
            groups = Dictionary(grouping: sorted) { width > 0 ? min(Int(($0 - least) / width), most - 1) : 0 }
        case .quantile:
            // Equal values share a class, wherever the first of them falls.
            var first: [Double: Int] = [:]
            for (index, value) in sorted.enumerated() where first[value] == nil { first[value] = index * most / sorted.count }
            groups = Dictionary(grouping: sorted) { first[$0] ?? 0 }
        }
        ranges = groups.sorted { $0.key < $1.key }.compactMap { group in
            guard let low = group.value.first, let high = group.value.last else { return nil }
            return low...high
        }
    }

    /// The shade, 1…5; few classes are spread over all shades so that they can be told apart.
    package func shade(_ value: Double) -> Int {
        let index = ranges.lastIndex { value >= $0.lowerBound } ?? 0
        guard ranges.count > 1 else { return 3 }
        return 1 + Int((Double(index) * 4 / Double(ranges.count - 1)).rounded())
    }
}
