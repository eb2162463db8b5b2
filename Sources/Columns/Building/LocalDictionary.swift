import Kernel

/// The different texts of some rows of a column, numbered as they come.
final class LocalDictionary {
    struct Entry: BitwiseCopyable {
        var offset: Int
        var length: Int32
        var isQuoted: Bool
    }

    private var arena = ByteSink(capacity: 1 << 12)
    private var entries: UnsafeMutablePointer<Entry>
    private var entryCapacity = 64
    private(set) var count = 0
    /// The upper half of the hash, and the number of the entry plus one.
    private var slots: UnsafeMutablePointer<UInt64>
    private var mask = 127
    /// Nobody who chooses the texts knows which of them collide. The numbers never reach the file.
    private static let seed = UInt64.random(in: .min ... .max)

    init() {
        entries = .allocate(capacity: entryCapacity)
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
    }

    deinit {
        entries.deallocate()
        slots.deallocate()
    }

    /// Bytes of memory in use.
    var memory: Int { arena.capacity + entryCapacity * MemoryLayout<Entry>.stride + (mask + 1) * 8 }

    @inline(__always) func bytes(_ id: Int) -> UnsafeBufferPointer<UInt8> {
        let entry = entries[id]
        return UnsafeBufferPointer(start: arena.base + entry.offset, count: Int(entry.length))
    }

    /// The number of a text, and whether it is new. `nil` when the same text was written with quotes there and without them here.
    @inline(__always) func number(_ text: UnsafePointer<UInt8>, _ length: Int, isQuoted: Bool) -> (id: Int, isNew: Bool)? {
        let hash = LocalDictionary.hash(text, length)
        var at = Int(truncatingIfNeeded: hash) & mask
        let upper = hash & 0xFFFF_FFFF_0000_0000
        while true {
            let slot = slots[at]
            if slot == 0 { break }
            if slot & 0xFFFF_FFFF_0000_0000 == upper {
                let id = Int(truncatingIfNeeded: slot & 0xFFFF_FFFF) &- 1
                let entry = entries[id]
                if Int(entry.length) == length, equal(arena.base + entry.offset, text, length) {
                    return entry.isQuoted == isQuoted ? (id, false) : nil
                }
            }
            at = (at &+ 1) & mask
        }
        slots[at] = upper | UInt64(truncatingIfNeeded: count &+ 1)
        add(text, length, isQuoted)
        return (count &- 1, true)
    }

    private func add(_ text: UnsafePointer<UInt8>, _ length: Int, _ isQuoted: Bool) {
        if count == entryCapacity { growEntries() }
        entries[count] = Entry(offset: arena.count, length: Int32(length), isQuoted: isQuoted)
        arena.append(text, length)
        count += 1
        if count * 2 > mask { growSlots() }
    }

    private func growEntries() {
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: entryCapacity * 2)
        larger.update(from: entries, count: count)
        entries.deallocate()
        entries = larger
        entryCapacity *= 2
    }

    private func growSlots() {
        slots.deallocate()
        mask = mask * 2 + 1
        slots = .allocate(capacity: mask + 1)
        slots.initialize(repeating: 0, count: mask + 1)
        for id in 0..<count {
            let text = bytes(id)
            let hash = LocalDictionary.hash(text.baseAddress!, text.count)
            var at = Int(truncatingIfNeeded: hash) & mask
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(id + 1)
        }
    }

    @inline(__always) private func equal(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var at = 0
        let rawA = UnsafeRawPointer(a)
        let rawB = UnsafeRawPointer(b)
        while at &+ 8 <= count {
            if rawA.loadUnaligned(fromByteOffset: at, as: UInt64.self) != rawB.loadUnaligned(fromByteOffset: at, as: UInt64.self) {
                return false
            }
            at &+= 8
        }
        while at < count {
            if a[at] != b[at] { return false }
            at &+= 1
        }
        return true
    }

    @inline(__always) private static func hash(_ text: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
        let raw = UnsafeRawPointer(text)
        var hash = seed ^ UInt64(truncatingIfNeeded: count)
        var at = 0
        while at &+ 8 <= count {
            hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            at &+= 8
        }
        var rest: UInt64 = 0
        while at < count {
            rest = rest &<< 8 | UInt64(text[at])
            at &+= 1
        }
        return mix(hash ^ rest)
    }

    @inline(__always) private static func mix(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }
}
