/// Room for what is made of the cells of one row; it is used again for the next.
final class RowArena {
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var used = 0

    init(capacity: Int = 1 << 12) {
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    /// Forgets the last row and makes sure of room for the next, so that nothing moves while the row is read.
    @inline(__always) func begin(room: Int) {
        used = 0
        if room > capacity { grow(room) }
    }

    private func grow(_ room: Int) {
        base.deallocate()
        capacity = room * 2
        base = .allocate(capacity: capacity)
    }

    /// Where the next bytes go; at most as many as were asked for in ``begin(room:)`` in all.
    @inline(__always) var next: UnsafeMutablePointer<UInt8> { base + used }
    @inline(__always) var room: Int { capacity - used }

    @inline(__always) func take(_ count: Int) -> ByteView {
        let view = ByteView(base + used, count)
        used &+= count
        return view
    }

    /// A copy of bytes made elsewhere; `nil` when they do not fit.
    func copy(_ bytes: some Collection<UInt8>) -> ByteView? {
        guard bytes.count <= room else { return nil }
        var at = used
        for byte in bytes { base[at] = byte; at += 1 }
        return take(bytes.count)
    }
}
