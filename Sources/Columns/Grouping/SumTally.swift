import Kernel

/// The sum or mean of each group. Sums are exact up to 38 digits and go on as floating-point numbers beyond.
final class SumTally: Tally {
    private let column: StoredColumn
    private let isMean: Bool
    private let scale: Int
    private let present: RowTally
    /// Sums of codes, where all codes of the column together cannot overflow.
    private var narrow: [UInt64] = []
    private var wide: [Int128] = []
    private var floating: [Int: Double] = [:]
    private let isNarrow: Bool
    private let codes = UnsafeMutablePointer<UInt64>.allocate(capacity: RowStrip.most)

    init(_ column: StoredColumn, isMean: Bool) {
        self.column = column
        self.isMean = isMean
        present = RowTally(column)
        if case .linear(_, let scale) = column.domain {
            self.scale = scale
            isNarrow = !column.codes.multipliedReportingOverflow(by: UInt64(column.rows)).overflow
        } else {
            scale = column.stored.sumScale
            isNarrow = false
        }
    }

    deinit { codes.deallocate() }

    func grow(to size: Int) {
        present.grow(to: size)
        if isNarrow {
            narrow.append(contentsOf: repeatElement(0, count: max(0, size - narrow.count)))
        } else {
            wide.append(contentsOf: repeatElement(0, count: max(0, size - wide.count)))
        }
    }

    func add(_ strip: RowStrip, _ ids: UnsafePointer<UInt32>) {
        present.add(strip, ids)
        strip.load(column, into: codes)
        if isNarrow {
            narrow.withUnsafeMutableBufferPointer { buffer in
                let sums = buffer.baseAddress!
                for row in 0..<strip.count { sums[Int(ids[row])] &+= codes[row] }
            }
        } else {
            for row in 0..<strip.count where codes[row] != 0 { add(codes[row], to: Int(ids[row])) }
        }
    }

    private func add(_ code: UInt64, to group: Int) {
        var value: Int128?
        var double = 0.0
        switch column.domain {
        case .linear(let base, _): value = Int128(base &+ Int64(bitPattern: code &- 1))
        case .dictionary:
            let text = column.texts[Int(code - 1)]
            value = DecimalText.scale(text) > 38 ? nil : DecimalText.wide(text, scale: scale)
            if value == nil { double = Double(String(decoding: text, as: UTF8.self)) ?? .nan }
        }
        if floating.isEmpty || floating[group] == nil, let value {
            let (sum, over) = wide[group].addingReportingOverflow(value)
            if !over {
                wide[group] = sum
                return
            }
        }
        if let value { double = Number(value, scale: scale).double }
        floating[group, default: Number(wide[group], scale: scale).double] += double
    }

    private func sum(_ group: Int) -> Int128 {
        guard isNarrow, case .linear(let base, _) = column.domain else { return wide[group] }
        return Int128(narrow[group]) + Int128(present.count(group)) * (Int128(base) - 1)
    }

    func figure(_ group: Int) -> Datum {
        let count = present.count(group)
        guard count > 0 else { return .missing }
        if let double = floating[group] { return .number(Number(approximate: isMean ? double / Double(count) : double)) }
        return .number(isMean ? Mean.of(sum(group), scale: scale, count: count) : Number(sum(group), scale: scale))
    }

    func order(_ a: Int, _ b: Int) -> Int {
        switch (figure(a), figure(b)) {
        case (.number(let a), .number(let b)): a < b ? -1 : b < a ? 1 : 0
        case (.number, _): 1
        case (_, .number): -1
        default: 0
        }
    }
}
