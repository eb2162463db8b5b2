import Kernel

/// Sorts many numbers by their bytes, eleven bits at a time; a run that is sorted already costs one look.
enum RadixSort {
    private static let bits = 11
    private static let buckets = 1 << bits

    /// Sorts in place, with a second scratch of the same size.
    static func sort(_ values: Scratch<UInt64>, folder: String) throws(AppError) {
        guard let greatest = greatestUnlessSorted(values.buffer) else { return }
        let other = try Scratch<UInt64>(count: values.count, in: folder)
        sort(values.base, other.base, values.count, greatest)
    }

    /// The greatest value; `nil` when the values are in order.
    private static func greatestUnlessSorted(_ values: UnsafeMutableBufferPointer<UInt64>) -> UInt64? {
        var greatest: UInt64 = 0
        var isSorted = true
        for value in values {
            if value < greatest { isSorted = false } else { greatest = value }
        }
        return isSorted ? nil : greatest
    }

    /// Sorts `count` values by their bits from `lowest` on; `other` is as large and is overwritten. Values equal in them keep their order.
    static func sort(
        _ values: UnsafeMutablePointer<UInt64>, _ other: UnsafeMutablePointer<UInt64>, _ count: Int, _ greatest: UInt64, lowest: Int = 0
    ) {
        var from = values
        var to = other
        let starts = UnsafeMutablePointer<Int>.allocate(capacity: buckets)
        defer { starts.deallocate() }
        var shift = UInt64(lowest)
        while shift < 64, greatest >> shift > 0 {
            starts.initialize(repeating: 0, count: buckets)
            for index in 0..<count { starts[digit(from[index], shift)] &+= 1 }
            var next = 0
            for bucket in 0..<buckets {
                let size = starts[bucket]
                starts[bucket] = next
                next &+= size
            }
            for index in 0..<count {
                let value = from[index]
                let bucket = digit(value, shift)
                to[starts[bucket]] = value
                starts[bucket] &+= 1
            }
            swap(&from, &to)
            shift += UInt64(bits)
        }
        if from != values { values.update(from: from, count: count) }
    }

    @inline(__always) private static func digit(_ value: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: value &>> shift) & (buckets - 1)
    }
}
