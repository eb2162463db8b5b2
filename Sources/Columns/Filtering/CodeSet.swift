/// The codes of a column that a comparison wants.
struct CodeSet {
    /// Sorted, not touching each other.
    private(set) var ranges: [ClosedRange<UInt64>]
    /// A bit per code instead, where there would be many ranges.
    private(set) var members: [UInt64]?

    static let none = CodeSet(ranges: [])

    private init(ranges: [ClosedRange<UInt64>]) { self.ranges = ranges }

    init(_ from: UInt64, _ to: UInt64) { ranges = from <= to ? [from...to] : [] }

    /// Ranges in any order.
    init(joining parts: [ClosedRange<UInt64>], codes: UInt64) {
        ranges = []
        for part in parts.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, part.lowerBound <= last.upperBound || part.lowerBound == last.upperBound + 1 {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, part.upperBound)
            } else {
                ranges.append(part)
            }
        }
        spread(codes)
    }

    /// The codes 1…n whose bit is set.
    init(members: [UInt64], codes: UInt64) {
        ranges = []
        self.members = members
        var code: UInt64 = 1
        while code <= codes, ranges.count <= CodeSet.mostRanges {
            guard contains(code) else { code += 1; continue }
            let start = code
            while code <= codes, contains(code) { code += 1 }
            ranges.append(start...(code - 1))
        }
        if ranges.count <= CodeSet.mostRanges { self.members = nil } else { ranges = [] }
    }

    /// More are looked up as bits.
    private static let mostRanges = 3
    /// Columns with more codes than this go through their ranges by halving.
    private static let mostMembers: UInt64 = 1 << 26

    private mutating func spread(_ codes: UInt64) {
        guard ranges.count > CodeSet.mostRanges, codes <= CodeSet.mostMembers else { return }
        var bits = CodeSet.bits(codes)
        for range in ranges { for code in range { bits[Int(code >> 6)] |= 1 << (code & 63) } }
        members = bits
        ranges = []
    }

    /// Room for codes 0…n.
    static func bits(_ codes: UInt64) -> [UInt64] { [UInt64](repeating: 0, count: Int(codes >> 6) + 1) }

    var isEmpty: Bool { members == nil && ranges.isEmpty }

    /// Whether the set is what codes `from` to `to` all are in.
    func covers(_ from: UInt64, _ to: UInt64) -> Bool { ranges.contains { $0.lowerBound <= from && to <= $0.upperBound } }

    /// Whether none of the codes from…to can be in the set; may be false without need.
    func misses(_ from: UInt64, _ to: UInt64) -> Bool {
        members == nil && ranges.allSatisfy { to < $0.lowerBound || $0.upperBound < from }
    }

    func contains(_ code: UInt64) -> Bool {
        if let members { return members[Int(code >> 6)] >> (code & 63) & 1 == 1 }
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < code { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= code
    }

    /// What is not missing and not in the set.
    func opposite(codes: UInt64) -> CodeSet {
        if let members {
            var bits = members.map { ~$0 }
            bits[0] &= ~1
            let rest = (codes + 1) & 63
            if rest != 0 { bits[bits.count - 1] &= (1 << rest) - 1 }
            return CodeSet(members: bits, codes: codes)
        }
        var parts: [ClosedRange<UInt64>] = []
        var next: UInt64 = 1
        for range in ranges {
            if range.lowerBound > next { parts.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= codes { parts.append(next...codes) }
        return CodeSet(joining: parts, codes: codes)
    }
}
