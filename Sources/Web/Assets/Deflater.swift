import CZlib

/// Compresses into gzip's format piece by piece.
final class Deflater {
    private var stream = z_stream()

    init(level: Int32 = 4) {
        let started = deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib cannot start: \(started)")
    }

    deinit { deflateEnd(&stream) }

    /// The compressed bytes that are ready; zlib may keep some for later.
    func add(_ bytes: some ContiguousBytesLike) -> [UInt8] { bytes.withBytes { run($0, Z_NO_FLUSH) } }
    func finish() -> [UInt8] { run(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH) }

    private func run(_ input: UnsafeBufferPointer<UInt8>, _ flush: Int32) -> [UInt8] {
        var output: [UInt8] = []
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        repeat {
            let room = 16 << 10
            output += [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(room)
                let result = deflate(&stream, flush)
                precondition(result != Z_STREAM_ERROR, "zlib lost its state")
                count = room - Int(stream.avail_out)
            }
        } while stream.avail_out == 0
        return output
    }
}
