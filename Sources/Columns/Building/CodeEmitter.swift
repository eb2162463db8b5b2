import Kernel

/// Writes a column's codes, and what can be seen of them on the way: zones, counts, sum.
final class CodeEmitter {
    private let output: OutputFile
    private let width: Int
    private let codes: UInt64
    private let narrow: UnsafeMutableRawPointer
    private var zones: [UInt64] = []
    /// How often each code occurs, where there are few enough of them.
    private(set) var counts: [UInt32]
    private(set) var missing = 0
    private(set) var rows = 0
    /// Of all codes.
    private(set) var sum: UInt128 = 0

    init(_ output: OutputFile, codes: UInt64) {
        self.output = output
        self.codes = codes
        width = Layout.width(codes)
        narrow = .allocate(byteCount: Layout.blockRows * 8, alignment: 64)
        counts = codes < UInt64(Layout.mostCounted) ? [UInt32](repeating: 0, count: Int(codes) + 1) : []
        output.begin()
    }

    deinit { narrow.deallocate() }

    /// Takes the codes of the next block: 4,096, fewer only at the end.
    func block(_ block: UnsafePointer<UInt64>, _ count: Int) throws(AppError) {
        var least = UInt64.max
        var greatest: UInt64 = 0
        var present = 0
        for index in 0..<count {
            let code = block[index]
            // Missing, code 0, becomes the greatest of all here.
            least = min(least, code &- 1)
            greatest = max(greatest, code)
            present &+= code == 0 ? 0 : 1
        }
        if width == 8 {
            for index in 0..<count { sum += UInt128(block[index]) }
        } else {
            var part: UInt64 = 0
            for index in 0..<count { part &+= block[index] }
            sum += UInt128(part)
        }
        if !counts.isEmpty {
            counts.withUnsafeMutableBufferPointer { counts in
                for index in 0..<count { counts[Int(truncatingIfNeeded: block[index])] &+= 1 }
            }
        }
        zones += [present == 0 ? 0 : least &+ 1, greatest, UInt64(count - present)]
        missing += count - present
        rows += count
        try write(block, count)
    }

    private func write(_ block: UnsafePointer<UInt64>, _ count: Int) throws(AppError) {
        let padded = Layout.paddedRows(count)
        narrow.initializeMemory(as: UInt8.self, repeating: 0, count: padded * width)
        switch width {
        case 1: store(block, count, as: UInt8.self)
        case 2: store(block, count, as: UInt16.self)
        case 4: store(block, count, as: UInt32.self)
        default: store(block, count, as: UInt64.self)
        }
        try output.append(UnsafeRawBufferPointer(start: narrow, count: padded * width))
    }

    @inline(__always) private func store<C: FixedWidthInteger>(_ block: UnsafePointer<UInt64>, _ count: Int, as type: C.Type) {
        let target = narrow.assumingMemoryBound(to: C.self)
        for index in 0..<count { target[index] = C(truncatingIfNeeded: block[index]) }
    }

    /// Ends the codes and writes zones and counts behind them.
    func finish(into entry: inout ColumnEntry) throws(AppError) {
        entry.width = width
        entry.codes = codes
        entry.values = output.end()
        entry.zones = try output.section(zones)
        entry.counts = try output.section(counts)
        entry.statistics.missing = missing
    }
}
