import CZlib
import Kernel

/// One part of a ZIP file, unpacked a piece at a time, with its checksum tested at the end.
///
/// However small the packed part, it may not unpack to more than ``most``: a megabyte can be made to unpack to a gigabyte.
package final class ZipStream {
    private static let piece = 64 << 10

    private let source: RandomSource
    private let part: ZipArchive.Part
    private let end: Int
    private var at: Int
    private var inflater = z_stream()
    private var input: [UInt8] = []
    private var inputAt = 0
    private var unpacked = 0
    private var checksum: UInt = 0
    private var isDone = false

    init(_ source: RandomSource, _ part: ZipArchive.Part, _ start: Int) throws(AppError) {
        self.source = source
        self.part = part
        at = start
        end = start + part.compressed
        checksum = crc32(0, nil, 0)
        guard part.isDeflated else { return }
        guard inflateInit2_(&inflater, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw AppError.unavailable(Message("table.unreadable", ["reason": "zlib"]))
        }
    }

    deinit { if part.isDeflated { inflateEnd(&inflater) } }

    /// Share of the packed bytes that were looked at.
    var progress: Double { isDone || part.compressed == 0 ? 1 : 1 - Double(end - at + input.count - inputAt) / Double(part.compressed) }

    /// Ordinary sheets shrink to a tenth or twentieth.
    private var most: Int { min(2 << 30, max(100 << 20, part.compressed * 100)) }

    /// More of the part; empty at its end.
    package func next() throws(AppError) -> [UInt8] {
        while !isDone {
            if inputAt == input.count, at < end {
                let count = min(ZipStream.piece, end - at)
                guard let bytes = try source.read(at..<at + count) else { throw damaged }
                input = bytes
                inputAt = 0
                at += count
            }
            let output = part.isDeflated ? try inflated() : stored()
            unpacked += output.count
            guard unpacked <= most else { throw AppError.tooLarge(Message("table.xlsx_too_large", ["part": part.name])) }
            checksum = output.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
            if isDone, UInt32(truncatingIfNeeded: checksum) != part.checksum || unpacked != part.size { throw damaged }
            if !output.isEmpty { return output }
        }
        return []
    }

    private var damaged: AppError { ZipArchive.damaged(part.name) }

    private func stored() -> [UInt8] {
        defer {
            inputAt = input.count
            isDone = at == end
        }
        return Array(input[inputAt...])
    }

    private func inflated() throws(AppError) -> [UInt8] {
        var status = Z_OK
        let available = input.count - inputAt
        var used = 0
        let output = [UInt8](unsafeUninitializedCapacity: ZipStream.piece * 4) { room, count in
            input.withUnsafeMutableBufferPointer { bytes in
                inflater.next_in = bytes.baseAddress.map { $0 + inputAt }
                inflater.avail_in = UInt32(available)
                inflater.next_out = room.baseAddress
                inflater.avail_out = UInt32(room.count)
                status = inflate(&inflater, Z_NO_FLUSH)
                used = available - Int(inflater.avail_in)
                count = room.count - Int(inflater.avail_out)
            }
        }
        inputAt += used
        if status == Z_STREAM_END {
            isDone = true
        } else if status != Z_OK || used == 0 && output.isEmpty {
            // Also when the packed bytes end before the stream does.
            throw damaged
        }
        return output
    }
}
