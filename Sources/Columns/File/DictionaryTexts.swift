/// A dictionary in a mapped file. Positions must have been checked before.
struct DictionaryTexts {
    let texts: UnsafePointer<UInt8>
    let ends: UnsafeRawPointer
    let isWide: Bool
    let count: Int

    init(_ entry: ColumnEntry, _ bytes: UnsafeRawBufferPointer) {
        texts = (bytes.baseAddress! + entry.texts.offset).assumingMemoryBound(to: UInt8.self)
        ends = bytes.baseAddress! + entry.offsets.offset
        isWide = entry.offsetWidth == 8
        count = entry.domain == .dictionary ? Int(entry.codes) : 0
    }

    /// The text of code `index + 1`.
    @inline(__always) subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = end(index)
        return UnsafeBufferPointer(start: texts + start, count: end(index &+ 1) &- start)
    }

    /// Where the text before `index` ends.
    @inline(__always) func end(_ index: Int) -> Int {
        isWide
            ? Int(truncatingIfNeeded: ends.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
            : Int(truncatingIfNeeded: ends.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
    }

    func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// The first index whose text is not less than `text`, and whether it is the same.
    func position(of text: [UInt8], order: TextOrder) -> (index: Int, isEqual: Bool) {
        text.withUnsafeBufferPointer { text in
            var low = 0
            var high = count
            while low < high {
                let middle = (low + high) / 2
                if order.order(self[middle], text) < 0 { low = middle + 1 } else { high = middle }
            }
            return (low, low < count && order.order(self[low], text) == 0)
        }
    }
}
