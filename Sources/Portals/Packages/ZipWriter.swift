import CZlib
import Kernel

/// Writes a zip file (PKWARE's APPNOTE 6.3) piece by piece: sizes and checksums follow each file, so nothing need be known before.
/// For files and archives below 4 GiB.
package final class ZipWriter {
    private struct Part {
        var name: [UInt8]
        var offset: UInt32
        var checksum: UInt32 = 0
        var compressed: UInt32 = 0
        var size: UInt32 = 0
    }

    private var parts: [Part] = []
    private var written: UInt32 = 0
    private var stream = z_stream()
    private let time: UInt16
    private let day: UInt16

    /// - Parameter at: the time that every file gets, as people's clocks show it.
    package init(at day: Day, _ time: TimeOfDay) {
        let (year, month, dayOfMonth) = day.civil
        self.day = UInt16(max(0, min(127, year - 1980))) << 9 | UInt16(month) << 5 | UInt16(dayOfMonth)
        self.time = UInt16(time.hour) << 11 | UInt16(time.minute) << 5 | UInt16(time.second / 2)
        let started = deflateInit2_(&stream, 4, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(started == Z_OK, "zlib cannot start: \(started)")
    }

    deinit { deflateEnd(&stream) }

    /// Begins a file; the bytes to send.
    package func begin(_ name: String) -> [UInt8] {
        deflateReset(&stream)
        parts.append(Part(name: Array(name.utf8), offset: written))
        // Version 2.0; sizes follow and the name is UTF-8 (bits 3 and 11); deflated.
        let head: [UInt8] = [0x50, 0x4B, 3, 4] + two(20) + two(0x0808) + two(8) + two(time) + two(day) + [UInt8](repeating: 0, count: 12)
        return sent(head + two(UInt16(parts.last!.name.count)) + two(0) + parts.last!.name)
    }

    package func add(_ bytes: [UInt8]) -> [UInt8] {
        var part = parts[parts.count - 1]
        part.checksum = UInt32(bytes.withUnsafeBufferPointer { crc32(UInt(part.checksum), $0.baseAddress, UInt32($0.count)) })
        part.size &+= UInt32(bytes.count)
        let packed = bytes.withUnsafeBufferPointer { run($0, Z_NO_FLUSH) }
        part.compressed &+= UInt32(packed.count)
        parts[parts.count - 1] = part
        return sent(packed)
    }

    /// Ends the file.
    package func end() -> [UInt8] {
        let rest = run(UnsafeBufferPointer(start: nil, count: 0), Z_FINISH)
        parts[parts.count - 1].compressed &+= UInt32(rest.count)
        let part = parts[parts.count - 1]
        return sent(rest + [0x50, 0x4B, 7, 8] + four(part.checksum) + four(part.compressed) + four(part.size))
    }

    /// The directory at the end.
    package func finish() -> [UInt8] {
        let start = written
        var bytes: [UInt8] = []
        for part in parts {
            bytes += [0x50, 0x4B, 1, 2] + two(20) + two(20) + two(0x0808) + two(8) + two(time) + two(day)
            bytes += four(part.checksum) + four(part.compressed) + four(part.size) + two(UInt16(part.name.count))
            bytes += [UInt8](repeating: 0, count: 12) + four(part.offset) + part.name
        }
        let count = two(UInt16(parts.count))
        return sent(bytes + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + four(UInt32(bytes.count)) + four(start) + [0, 0])
    }

    private func sent(_ bytes: [UInt8]) -> [UInt8] {
        written &+= UInt32(bytes.count)
        return bytes
    }

    private func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    private func four(_ value: UInt32) -> [UInt8] { two(UInt16(value & 0xFFFF)) + two(UInt16(value >> 16)) }

    private func run(_ input: UnsafeBufferPointer<UInt8>, _ flush: Int32) -> [UInt8] {
        var output: [UInt8] = []
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        repeat {
            let room = 64 << 10
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
