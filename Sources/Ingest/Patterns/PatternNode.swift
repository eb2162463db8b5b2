/// A regular expression taken apart.
indirect enum PatternNode {
    case empty
    case one(ScalarSet)
    case start
    case end
    case sequence([PatternNode])
    case choice([PatternNode])
    /// `most` is `nil` for as often as one likes.
    case repeated(PatternNode, least: Int, most: Int?)
}

/// A set of Unicode scalars, quick to ask for those of ASCII.
struct ScalarSet {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var ranges: [ClosedRange<UInt32>] = []
    /// General classes that no list of ranges says.
    private var classes: [@Sendable (Unicode.Scalar) -> Bool] = []
    private var isNegated = false

    static let any = ScalarSet().inverted
    static let digits = ScalarSet(48...57)
    static let blanks = [9, 10, 13, 32].reduce(into: ScalarSet()) { $0.insert($1...$1) }
    static let word: ScalarSet = {
        var set = ScalarSet()
        for range in [48...57, 65...90, 95...95, 97...122] as [ClosedRange<UInt32>] { set.insert(range) }
        set.insert { $0.value >= 128 && ($0.properties.isAlphabetic || $0.properties.numericType != nil) }
        return set
    }()

    init() {}
    init(_ range: ClosedRange<UInt32>) { insert(range) }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        for value in range where value < 128 { if value < 64 { low |= 1 << UInt64(value) } else { high |= 1 << UInt64(value - 64) } }
        if range.upperBound >= 128 { ranges.append(max(128, range.lowerBound)...range.upperBound) }
    }

    mutating func insert(_ rule: @escaping @Sendable (Unicode.Scalar) -> Bool) {
        for value in 0..<128 as Range<UInt32> where rule(Unicode.Scalar(value)!) { insert(value...value) }
        classes.append { $0.value >= 128 && rule($0) }
    }

    mutating func formUnion(_ other: ScalarSet) {
        if other.isNegated {
            let whole = other
            insert { whole.contains($0) }
        } else {
            low |= other.low
            high |= other.high
            ranges += other.ranges
            classes += other.classes
        }
    }

    var inverted: ScalarSet {
        var set = self
        set.isNegated.toggle()
        return set
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = scalar.value
        let isIn: Bool
        if value < 64 {
            isIn = low >> UInt64(value) & 1 == 1
        } else if value < 128 {
            isIn = high >> UInt64(value - 64) & 1 == 1
        } else {
            isIn = ranges.contains { $0.contains(value) } || classes.contains { $0(scalar) }
        }
        return isIn != isNegated
    }
}
