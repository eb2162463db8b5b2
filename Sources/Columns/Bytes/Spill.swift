import Foundation
import Kernel

/// Many streams of bytes written side by side into one nameless file, then read back one after the other.
final class Spill {
    private struct Stream {
        var pending: [UInt8] = []
        var chunks: [(offset: Int, length: Int)] = []
    }

    private let file: Int32
    private let pieceBytes: Int
    private var streams: [Stream] = []
    private var length = 0
    private var mapped: UnsafeMutableRawPointer?
    private var mappedLength = 0

    /// - Parameter pieceBytes: what each stream gathers in memory before it is written.
    init(in folder: String, pieceBytes: Int) throws(AppError) {
        file = try Disk.temporary(in: folder)
        self.pieceBytes = pieceBytes
    }

    deinit {
        unmap()
        Foundation.close(file)
    }

    func newStream() -> Int {
        streams.append(Stream())
        return streams.count - 1
    }

    func append(_ bytes: UnsafeRawBufferPointer, to stream: Int) throws(AppError) {
        streams[stream].pending.append(contentsOf: bytes)
        if streams[stream].pending.count >= pieceBytes { try flush(stream, keepsCapacity: true) }
    }

    /// Writes out what a stream still holds. A closed stream must not be appended to.
    func close(stream: Int) throws(AppError) { try flush(stream, keepsCapacity: false) }

    private func flush(_ stream: Int, keepsCapacity: Bool) throws(AppError) {
        let count = streams[stream].pending.count
        if count > 0 {
            var bytes = streams[stream].pending
            // Every piece begins where numbers of eight bytes may.
            bytes.append(contentsOf: repeatElement(0, count: (8 - count % 8) % 8))
            try bytes.raw { bytes throws(AppError) in try Disk.write(bytes, to: file) }
            streams[stream].chunks.append((length, count))
            length += bytes.count
        }
        streams[stream].pending.removeAll(keepingCapacity: keepsCapacity)
    }

    /// The pieces of a closed stream in order. They stay valid until something is appended and another stream is read.
    func pieces(of stream: Int) throws(AppError) -> [UnsafeRawBufferPointer] {
        if mappedLength != length {
            unmap()
            guard let start = mmap(nil, length, PROT_READ, MAP_SHARED, file, 0), start != MAP_FAILED else { throw Disk.failure("mmap", "") }
            mapped = start
            mappedLength = length
        }
        return streams[stream].chunks.map { UnsafeRawBufferPointer(start: mapped! + $0.offset, count: $0.length) }
    }

    private func unmap() {
        if let mapped { munmap(mapped, mappedLength) }
        mapped = nil
        mappedLength = 0
    }
}
