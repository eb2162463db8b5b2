/// Bytes gathered in memory that is used again and again. There is always room for a few bytes more than asked for, so that
/// short texts can be copied sixteen bytes at a time.
final class ByteSink {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    var count = 0
    /// Bytes that may be written behind the end without asking.
    static let slack = 32

    init(capacity: Int = 1 << 16) {
        self.capacity = capacity
        base = .allocate(capacity: capacity + ByteSink.slack)
    }

    deinit { base.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Makes sure that `more` bytes can be written.
    @inline(__always) func reserve(_ more: Int) {
        if count + more > capacity { grow(count + more) }
    }

    @inline(never) private func grow(_ needed: Int) {
        capacity = max(needed, capacity * 2)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + ByteSink.slack)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
    }

    @inline(__always) func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count &+= 1
    }

    @inline(__always) func append(_ from: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        (base + count).update(from: from, count: length)
        count &+= length
    }

    func append(_ text: String) {
        var text = text
        text.withUTF8 { if let start = $0.baseAddress { append(start, $0.count) } }
    }

    func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }

    /// Writes a whole number in decimal.
    @inline(__always) func append(decimal value: Int64) {
        reserve(20)
        if value < 0 {
            base[count] = UInt8(ascii: "-")
            count &+= 1
        }
        append(digits: value.magnitude)
    }

    /// Writes the digits of a number; room for twenty must have been reserved.
    @inline(__always) func append(digits value: UInt64) {
        var length = 1
        var limit: UInt64 = 10
        while length < 20, value >= limit {
            length &+= 1
            if length < 20 { limit = limit &* 10 }
        }
        append(digits: value, width: length)
    }

    /// Writes a number in exactly `width` digits, with zeros in front.
    @inline(__always) func append(digits value: UInt64, width: Int) {
        var rest = value
        var at = count &+ width
        while at > count {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            at &-= 1
            base[at] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        count &+= width
    }
}
