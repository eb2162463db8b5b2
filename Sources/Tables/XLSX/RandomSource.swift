import Foundation
import Kernel

/// Bytes that can be read anywhere, from memory or from a file.
package final class RandomSource {
    private enum Store {
        case memory([UInt8])
        case file(FileHandle)
    }

    private let store: Store
    package let count: Int

    package init(_ bytes: [UInt8]) {
        store = .memory(bytes)
        count = bytes.count
    }

    package init(path: String) throws(AppError) {
        guard let handle = FileHandle(forReadingAtPath: path), let end = try? handle.seekToEnd() else {
            throw AppError(.notFound, Message("table.no_file", ["path": path]))
        }
        store = .file(handle)
        count = Int(end)
    }

    deinit {
        if case .file(let handle) = store { try? handle.close() }
    }

    /// The bytes of a range; `nil` when it does not lie within the file.
    package func read(_ range: Range<Int>) throws(AppError) -> [UInt8]? {
        guard range.lowerBound >= 0, range.upperBound <= count else { return nil }
        switch store {
        case .memory(let bytes): return Array(bytes[range])
        case .file(let handle):
            do {
                try handle.seek(toOffset: UInt64(range.lowerBound))
                let data = try handle.read(upToCount: range.count) ?? Data()
                return data.count == range.count ? Array(data) : nil
            } catch { throw AppError.unavailable(Message("table.unreadable", ["reason": "\(error)"])) }
        }
    }
}
