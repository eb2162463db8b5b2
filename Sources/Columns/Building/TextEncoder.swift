import Kernel

/// Turns a gathered column of texts into a sorted dictionary and codes.
struct TextEncoder {
    let gatherer: TextGatherer
    let spill: Spill
    let output: OutputFile
    let folder: String

    func encode(_ entry: inout ColumnEntry) throws(AppError) {
        entry.domain = .dictionary
        let merge = try DictionaryMerge(gatherer, spill: spill, folder: folder)
        var writer = DictionaryWriter(output, spill: spill, type: entry.type)
        try merge.each { text throws(AppError) in try writer.add(text) }
        try writer.finish(into: &entry)
        let emitter = CodeEmitter(output, codes: entry.codes)
        let counts = emitter.counts.isEmpty ? try Scratch<UInt32>(count: Int(entry.codes) + 1, in: folder) : nil
        try blocks(merge) { block, count throws(AppError) in
            if let counts { for index in 0..<count { counts[Int(truncatingIfNeeded: block[index])] &+= 1 } }
            try emitter.block(block, count)
        }
        try emitter.finish(into: &entry)
        if let counts {
            Counted.statistics(of: UnsafeBufferPointer(counts.buffer), into: &entry)
        } else {
            Counted.statistics(of: emitter.counts, into: &entry)
        }
        if entry.type == .number {
            entry.statistics.sumScale = min(writer.scale, 38)
            if writer.scale > 38 { return }
            if let counts {
                entry.statistics.sum = try sum(entry, UnsafeBufferPointer(counts.buffer))
            } else {
                entry.statistics.sum = try sum(entry, emitter.counts)
            }
        }
    }

    private func blocks(_ merge: DictionaryMerge, _ body: (UnsafePointer<UInt64>, Int) throws(AppError) -> Void) throws(AppError) {
        let block = UnsafeMutablePointer<UInt64>.allocate(capacity: Layout.blockRows)
        defer { block.deallocate() }
        var filled = 0
        var row = 0
        var run = 0
        var codes = merge.codes.base
        for piece in try spill.pieces(of: gatherer.stream) {
            for number in piece.bindMemory(to: UInt32.self) {
                while row >= gatherer.runs[run].rows.upperBound {
                    run += 1
                    codes = merge.codes.base + merge.starts[run]
                }
                block[filled] = number == 0 ? 0 : UInt64(codes[Int(number) &- 1])
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

    /// The exact sum of a dictionary of decimals; `nil` when it outgrows 38 digits.
    private func sum(_ entry: ColumnEntry, _ counts: some RandomAccessCollection<UInt32>) throws(AppError) -> Int128? {
        let file = try output.mapped()
        let texts = DictionaryTexts(entry, file.bytes)
        var sum: Int128 = 0
        for (code, count) in counts.enumerated() where code > 0 && count > 0 {
            guard let value = DecimalText.wide(texts[code - 1], scale: entry.statistics.sumScale) else { return nil }
            let (product, over) = value.multipliedReportingOverflow(by: Int128(count))
            let (total, overToo) = sum.addingReportingOverflow(product)
            if over || overToo { return nil }
            sum = total
        }
        return sum
    }
}
