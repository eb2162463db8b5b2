/// A set of wanted codes of one column.
struct CodeComparison {
    private let column: StoredColumn
    private let set: CodeSet

    init(_ column: StoredColumn, _ set: CodeSet) {
        self.column = column
        self.set = set
    }

    func evaluate(_ block: Int, words: Int, into target: UnsafeMutablePointer<UInt64>) -> FilterNode.Result {
        let zone = column.zones + block * 3
        let (least, greatest, missing) = (zone[0], zone[1], zone[2])
        let wantsMissing = set.members == nil && set.ranges.first?.lowerBound == 0
        let hasPresent = greatest > 0
        if !hasPresent || set.misses(least, greatest) {
            if !(wantsMissing && missing > 0) { return .none }
            if !hasPresent { return .every }
        } else if set.covers(least, greatest), missing == 0 || wantsMissing {
            return .every
        }
        let start = column.values + block * Layout.blockRows * column.width
        switch column.width {
        case 1: bytes(start, words, target)
        case 2: scan(start.assumingMemoryBound(to: UInt16.self), words, target)
        case 4: scan(start.assumingMemoryBound(to: UInt32.self), words, target)
        default: scan(start.assumingMemoryBound(to: UInt64.self), words, target)
        }
        return .some
    }

    private func bytes(_ codes: UnsafeRawPointer, _ words: Int, _ target: UnsafeMutablePointer<UInt64>) {
        guard set.members == nil else { return members(codes.assumingMemoryBound(to: UInt8.self), words, target) }
        for (index, range) in set.ranges.enumerated() {
            CodeScan.bytes(
                codes, words, from: UInt8(truncatingIfNeeded: range.lowerBound),
                span: UInt8(truncatingIfNeeded: range.upperBound - range.lowerBound), into: target, adding: index > 0)
        }
    }

    private func scan<C: CodeLanes>(_ codes: UnsafePointer<C>, _ words: Int, _ target: UnsafeMutablePointer<UInt64>) {
        if set.members != nil { return members(codes, words, target) }
        if set.ranges.count > 3 { return ranges(codes, words, target) }
        for (index, range) in set.ranges.enumerated() {
            C.scan(
                codes, words, from: C(truncatingIfNeeded: range.lowerBound),
                span: C(truncatingIfNeeded: range.upperBound - range.lowerBound),
                into: target, adding: index > 0)
        }
    }

    private func members<C: FixedWidthInteger>(_ codes: UnsafePointer<C>, _ words: Int, _ target: UnsafeMutablePointer<UInt64>) {
        set.members!.withUnsafeBufferPointer { members in
            for index in 0..<words {
                var word: UInt64 = 0
                let row = codes + index &* 64
                for bit in 0..<64 {
                    let code = UInt64(truncatingIfNeeded: row[bit])
                    word |= (members[Int(truncatingIfNeeded: code &>> 6)] &>> (code & 63) & 1) &<< UInt64(truncatingIfNeeded: bit)
                }
                target[index] = word
            }
        }
    }

    private func ranges<C: FixedWidthInteger>(_ codes: UnsafePointer<C>, _ words: Int, _ target: UnsafeMutablePointer<UInt64>) {
        for index in 0..<words {
            var word: UInt64 = 0
            for bit in 0..<64 where set.contains(UInt64(truncatingIfNeeded: codes[index &* 64 &+ bit])) { word |= 1 << UInt64(bit) }
            target[index] = word
        }
    }
}
