import CZlib

/// The bytes in gzip's format (RFC 1952).
/// - Parameter level: 1 is fastest, 9 smallest.
package func gzip(_ bytes: some ContiguousBytesLike, level: Int32 = 6) -> [UInt8] {
    bytes.withBytes { input in
        var stream = z_stream()
        // 15 bits of window, +16 for a gzip header instead of zlib's.
        let started = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib cannot start: \(started)")
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(input.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(bound)
            let done = deflate(&stream, Z_FINISH)
            precondition(done == Z_STREAM_END, "zlib cannot finish: \(done)")
            count = bound - Int(stream.avail_out)
        }
    }
}

/// Things whose bytes lie in one piece.
package protocol ContiguousBytesLike {
    func withBytes<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T
}

extension [UInt8]: ContiguousBytesLike {
    package func withBytes<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T { withUnsafeBufferPointer(body) }
}
