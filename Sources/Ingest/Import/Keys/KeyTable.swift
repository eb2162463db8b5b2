import Foundation
import Kernel

/// Remembers keys by fingerprints of 96 bits, each with the row that had it first. While there are few it is memory; then it is a nameless
/// file that is mapped, so that ten million keys cost disk and not memory. Ten million rows meet a false match once in 10^15 files.
final class KeyTable {
    private struct Slot: BitwiseCopyable {
        var low: UInt64
        /// The other half of the fingerprint above, the row's number below; never 0 for a slot that is taken.
        var high: UInt64
    }

    private let folder: String
    private var slots: UnsafeMutablePointer<Slot>
    private var capacity: Int
    private var isMapped = false
    private(set) var count = 0

    /// From this many slots on they lie in a file: 16 MB.
    private static let mostInMemory = 1 << 20

    init(folder: String, capacity: Int = 1 << 12) {
        self.folder = folder
        self.capacity = capacity
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: Slot(low: 0, high: 0), count: capacity)
    }

    deinit { release(slots, capacity, isMapped) }

    private func release(_ slots: UnsafeMutablePointer<Slot>, _ capacity: Int, _ isMapped: Bool) {
        if isMapped { munmap(slots, capacity * MemoryLayout<Slot>.stride) } else { slots.deallocate() }
    }

    /// The row that had the key first; `nil` when none had it. Row numbers are kept modulo 2^32.
    func row(of key: Fingerprint) -> Int? {
        var at = Int(truncatingIfNeeded: key.low) & (capacity - 1)
        while slots[at].high != 0 {
            if slots[at].low == key.low, slots[at].high >> 32 == key.high >> 32 { return Int(slots[at].high & 0xFFFF_FFFF) }
            at = (at &+ 1) & (capacity - 1)
        }
        return nil
    }

    /// Remembers a key that is not there yet.
    func insert(_ key: Fingerprint, row: Int) throws(AppError) {
        if (count + 1) * 5 > capacity * 3 { try grow() }
        let high = key.high & 0xFFFF_FFFF_0000_0000 | max(1, UInt64(truncatingIfNeeded: row) & 0xFFFF_FFFF)
        place(Slot(low: key.low, high: high))
        count += 1
    }

    /// Calls the closure with each key and the row that had it first, in no order.
    func forEach(_ body: (_ key: Fingerprint, _ row: Int) -> Void) {
        for index in 0..<capacity where slots[index].high != 0 {
            body(Fingerprint(low: slots[index].low, high: slots[index].high & 0xFFFF_FFFF_0000_0000), Int(slots[index].high & 0xFFFF_FFFF))
        }
    }

    private func place(_ slot: Slot) {
        var at = Int(truncatingIfNeeded: slot.low) & (capacity - 1)
        while slots[at].high != 0 { at = (at &+ 1) & (capacity - 1) }
        slots[at] = slot
    }

    private func grow() throws(AppError) {
        let (old, oldCapacity, wasMapped) = (slots, capacity, isMapped)
        let larger = capacity * 4
        if larger > KeyTable.mostInMemory {
            slots = try map(larger)
            isMapped = true
        } else {
            slots = .allocate(capacity: larger)
            slots.initialize(repeating: Slot(low: 0, high: 0), count: larger)
        }
        capacity = larger
        for index in 0..<oldCapacity where old[index].high != 0 { place(old[index]) }
        release(old, oldCapacity, wasMapped)
    }

    private func map(_ capacity: Int) throws(AppError) -> UnsafeMutablePointer<Slot> {
        let path = "\(folder)/.keys-\(UInt64.random(in: .min ... .max))"
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DiskFault.last(path) }
        unlink(path)
        defer { close(file) }
        let length = capacity * MemoryLayout<Slot>.stride
        guard ftruncate(file, off_t(length)) == 0 else { throw DiskFault.last(path) }
        guard let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), mapped != MAP_FAILED else {
            throw DiskFault.last(path)
        }
        return mapped.bindMemory(to: Slot.self, capacity: capacity)
    }
}

/// 128 bits of a key's values.
struct Fingerprint {
    private(set) var low: UInt64 = 0x243F_6A88_85A3_08D3
    private(set) var high: UInt64 = 0x1319_8A2E_0370_7344

    init() {}

    /// What a table kept of one; only for looking it up in another.
    fileprivate init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Takes in the next value. Its length is part of it, so that values cannot run into each other.
    @inline(__always) mutating func add(_ value: ByteView) {
        low = ByteView.hash(value.start, value.count, seed: low)
        high = ByteView.hash(value.start, value.count, seed: high)
    }
}

/// A file system's refusal in our words.
enum DiskFault {
    static func last(_ path: String) -> AppError {
        .unavailable(Message("ingest.disk", ["reason": "\(path): \(String(cString: strerror(errno)))"]))
    }
}
