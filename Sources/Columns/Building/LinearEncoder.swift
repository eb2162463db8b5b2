import Kernel

/// Turns a gathered column of numbers, days or moments into codes.
struct LinearEncoder {
    let gatherer: LinearGatherer
    let spill: Spill
    let output: OutputFile
    let folder: String

    func encode(_ entry: inout ColumnEntry) throws(AppError) {
        let scale = gatherer.scales.last!.scale
        let base = gatherer.least <= gatherer.greatest ? gatherer.least : 0
        let codes = gatherer.codes ?? 0
        entry.domain = .linear(base: base, scale: scale)
        let emitter = CodeEmitter(output, codes: codes)
        // Columns of many codes are sorted once, to count what is different.
        let all = codes < UInt64(Layout.mostCounted) ? nil : try Scratch<UInt64>(count: spillRows(), in: folder)
        try blocks(base: base, scale: scale) { block, count throws(AppError) in
            if let all { (all.base + emitter.rows).update(from: block, count: count) }
            try emitter.block(block, count)
        }
        try emitter.finish(into: &entry)
        if let all {
            try sorted(all, into: &entry)
        } else {
            Counted.statistics(of: emitter.counts, into: &entry)
        }
        if entry.type.isNumeric {
            let present = emitter.rows - emitter.missing
            entry.statistics.sum = Int128(emitter.sum) + Int128(present) * (Int128(base) - 1)
            entry.statistics.sumScale = scale
        }
    }

    private func spillRows() throws(AppError) -> Int {
        var bytes = 0
        for piece in try spill.pieces(of: gatherer.stream) { bytes += piece.count }
        return bytes / 8
    }

    private func blocks(
        base: Int64, scale: Int, _ body: (UnsafePointer<UInt64>, Int) throws(AppError) -> Void
    ) throws(AppError) {
        let block = UnsafeMutablePointer<UInt64>.allocate(capacity: Layout.blockRows)
        defer { block.deallocate() }
        let marks = gatherer.missing
        var filled = 0
        var row = 0
        var part = 0
        for piece in try spill.pieces(of: gatherer.stream) {
            for value in piece.bindMemory(to: Int64.self) {
                while part + 1 < gatherer.scales.count, gatherer.scales[part + 1].row <= row { part += 1 }
                let lift = scale - gatherer.scales[part].scale
                let fine = lift == 0 ? value : LinearGatherer.raised(value, by: lift) ?? 0
                block[filled] = marks.contains(row) ? 0 : UInt64(bitPattern: fine &- base) &+ 1
                filled &+= 1
                row &+= 1
                if filled == Layout.blockRows {
                    try body(block, filled)
                    filled = 0
                }
            }
        }
        if filled > 0 { try body(block, filled) }
    }

    private func sorted(_ all: Scratch<UInt64>, into entry: inout ColumnEntry) throws(AppError) {
        try RadixSort.sort(all, folder: folder)
        var frequent = FrequentCodes()
        var histogram = CodeHistogram(codes: entry.codes)
        var distinct = 0
        var at = entry.statistics.missing
        while at < all.count {
            let code = all[at]
            let start = at
            repeat { at &+= 1 } while at < all.count && all[at] == code
            distinct += 1
            frequent.add(code, at - start)
            histogram.add(code, at - start)
        }
        entry.statistics.distinct = distinct
        entry.statistics.frequent = frequent.best
        entry.statistics.histogram = histogram.bins
    }
}

/// Statistics from how often each code occurs.
enum Counted {
    static func statistics(of counts: some RandomAccessCollection<UInt32>, into entry: inout ColumnEntry) {
        var frequent = FrequentCodes()
        var histogram = CodeHistogram(codes: entry.codes)
        let isLinear = entry.domain != .dictionary
        var distinct = 0
        for (code, count) in counts.enumerated() where code > 0 && count > 0 {
            distinct += 1
            frequent.add(UInt64(code), Int(count))
            if isLinear { histogram.add(UInt64(code), Int(count)) }
        }
        entry.statistics.distinct = distinct
        entry.statistics.frequent = frequent.best
        entry.statistics.histogram = isLinear ? histogram.bins : []
    }
}
