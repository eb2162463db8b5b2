/// Numbers for texts that are looked up by their bytes, without making a string of any.
struct ByteTable {
    private var slots: [Int32] = [Int32](repeating: -1, count: 16)
    private var bytes: [UInt8] = []
    private var entries: [(start: Int, count: Int, hash: UInt64, value: Int32)] = []

    init() {}

    init(_ texts: some Sequence<String>) {
        for (index, text) in texts.enumerated() {
            var text = text
            text.withUTF8 {
                if let start = $0.baseAddress { insert(ByteView(start, $0.count), Int32(index)) } else { insertEmpty(Int32(index)) }
            }
        }
    }

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }
    /// Bytes that the texts take.
    var size: Int { bytes.count }

    @inline(__always) subscript(key: ByteView) -> Int32? {
        if entries.isEmpty { return nil }
        let hash = key.hash
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] >= 0 {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, entry.count == key.count, matches(entry.start, key) { return entry.value }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    private func matches(_ start: Int, _ key: ByteView) -> Bool {
        bytes.withUnsafeBufferPointer { all in
            for index in 0..<key.count where all[start + index] != key[index] { return false }
            return true
        }
    }

    /// The first value of a key stays.
    mutating func insert(_ key: ByteView, _ value: Int32) {
        if self[key] != nil { return }
        if (entries.count + 1) * 2 > slots.count { grow() }
        entries.append((bytes.count, key.count, key.hash, value))
        bytes.append(contentsOf: key.buffer)
        place(entries.count - 1)
    }

    private mutating func insertEmpty(_ value: Int32) {
        [UInt8(0)].withUnsafeBufferPointer { insert(ByteView($0.baseAddress!, 0), value) }
    }

    mutating func removeAll() { self = ByteTable() }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for index in entries.indices { place(index) }
    }

    private mutating func place(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(index)
    }
}
