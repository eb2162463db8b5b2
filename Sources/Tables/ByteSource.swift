import Foundation
import Kernel

/// Bytes handed out a piece at a time, from memory or from a file that need not fit into it.
package final class ByteSource {
    private enum Store {
        case memory([UInt8], next: Int)
        case file(FileHandle)
    }

    private var store: Store
    /// How many bytes there are in all.
    package let total: Int
    /// How many of them have been handed out.
    package private(set) var delivered = 0

    package init(_ bytes: [UInt8]) {
        store = .memory(bytes, next: 0)
        total = bytes.count
    }

    /// Opens a file for reading; `notFound` when there is none or it may not be read.
    package init(path: String) throws(AppError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let handle = FileHandle(forReadingAtPath: path),
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        else { throw AppError(.notFound, Message("table.no_file", ["path": path])) }
        store = .file(handle)
        total = size.intValue
    }

    deinit {
        if case .file(let handle) = store { try? handle.close() }
    }

    /// At most `count` more bytes; none at the end.
    package func read(_ count: Int) throws(AppError) -> [UInt8] {
        let piece: [UInt8]
        switch store {
        case .memory(let bytes, let next):
            let end = min(bytes.count, next + count)
            piece = next == 0 && end == bytes.count ? bytes : Array(bytes[next..<end])
            store = .memory(bytes, next: end)
        case .file(let handle):
            var failure: Int32 = 0
            piece = [UInt8](unsafeUninitializedCapacity: count) { room, taken in
                while taken < count {
                    let more = readSome(handle.fileDescriptor, room.baseAddress! + taken, count - taken)
                    if more < 0, errno == EINTR { continue }
                    if more < 0 { failure = errno }
                    if more <= 0 { break }
                    taken += more
                }
            }
            if failure != 0 { throw AppError.unavailable(Message("table.unreadable", ["reason": String(cString: strerror(failure))])) }
        }
        delivered += piece.count
        return piece
    }
}

/// The system's call, whose name the method above hides.
private func readSome(_ file: Int32, _ room: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int { read(file, room, count) }
