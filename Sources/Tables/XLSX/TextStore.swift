import Foundation
import Kernel

/// Many texts one after another, found by number. Past some megabytes they go to a nameless file that is read through memory.
final class TextStore {
    private static let mostInMemory = 24 << 20

    private var bytes: [UInt8] = []
    private var ends: [UInt64] = []
    private var length = 0
    private var file: Int32 = -1
    private var mapped: UnsafeMutableRawPointer?
    private(set) var hasFailed = false

    var count: Int { ends.count }

    deinit {
        if let mapped { munmap(mapped, length) }
        if file >= 0 { close(file) }
    }

    func add(_ text: [UInt8]) {
        bytes.append(contentsOf: text)
        length += text.count
        ends.append(UInt64(length))
        if bytes.count > TextStore.mostInMemory { spill() }
    }

    /// No more texts will come.
    func seal() throws(AppError) {
        if file >= 0 {
            spill()
            if !hasFailed, length > 0 {
                let start = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0)
                if start == MAP_FAILED { hasFailed = true } else { mapped = start }
            }
        }
        if hasFailed { throw AppError.unavailable(Message("table.unreadable", ["reason": String(cString: strerror(errno))])) }
    }

    /// Calls with the text's bytes where they lie.
    func read<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let start = index == 0 ? 0 : Int(ends[index - 1])
        let count = Int(ends[index]) - start
        if let mapped { return body(UnsafeBufferPointer(start: (mapped + start).assumingMemoryBound(to: UInt8.self), count: count)) }
        return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
    }

    private func spill() {
        if file < 0 {
            var name = Array((NSTemporaryDirectory() + "/pendopo-XXXXXX").utf8CString)
            file = mkstemp(&name)
            if file >= 0 { unlink(name) } else { hasFailed = true }
        }
        var at = 0
        while at < bytes.count, !hasFailed {
            let written = bytes.withUnsafeBytes { write(file, $0.baseAddress! + at, $0.count - at) }
            if written < 0, errno != EINTR { hasFailed = true }
            at += max(0, written)
        }
        bytes.removeAll(keepingCapacity: !hasFailed)
    }
}
