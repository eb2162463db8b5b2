import NIOCore
import Synchronization

/// Pages and answers of the API as they were made, kept while what they were made of has not changed. Holds at most ``capacity`` bytes.
package final class PageCache: Sendable {
    /// One rendered body with its compressed form, which is made when the first browser asks for it.
    final class Entry: Sendable {
        let validator: String
        /// The validator as browsers get it.
        let tag: String
        let contentType: String
        let body: ByteBuffer
        private let compressed = Mutex<ByteBuffer?>(nil)

        init(validator: String, tag: String, contentType: String, body: ByteBuffer) {
            self.validator = validator
            self.tag = tag
            self.contentType = contentType
            self.body = body
        }

        var gzipped: ByteBuffer {
            compressed.withLock { kept in
                if let kept { return kept }
                let made = ByteBuffer(bytes: gzip(body))
                kept = made
                return made
            }
        }
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var bytes = 0
        /// Hashes of the keys of what was made, kept or not.
        var made: Set<Int> = []
    }

    /// Keys remembered before they are all forgotten.
    private static let mostMade = 20_000

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int = 16 << 20) { self.capacity = capacity }

    func find(_ key: String, validator: String) -> Entry? {
        state.withLock { state in
            guard let entry = state.entries[key], entry.validator == validator else { return nil }
            return entry
        }
    }

    /// Whether what was made should be kept: when that happened for the second time. Most addresses with filters are asked for once,
    /// and keeping their pages would push out those that many ask for.
    func wants(_ key: String) -> Bool {
        state.withLock { state in
            if state.made.count >= Self.mostMade { state.made = [] }
            return !state.made.insert(key.hashValue).inserted
        }
    }

    func keep(_ entry: Entry, as key: String) {
        state.withLock { state in
            if let old = state.entries.updateValue(entry, forKey: key) { state.bytes -= old.body.readableBytes }
            state.bytes += entry.body.readableBytes
            // Emptied as a whole when full: pages are quickly made again, and this keeps looking up cheap.
            if state.bytes > capacity {
                state.entries = [key: entry]
                state.bytes = entry.body.readableBytes
            }
        }
    }
}

extension ByteBuffer: ContiguousBytesLike {
    package func withBytes<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        withUnsafeReadableBytes { body($0.bindMemory(to: UInt8.self)) }
    }
}
