import Foundation

/// What main process and worker say to each other over the worker's standard input and output: frames of four bytes of length,
/// little-endian, one byte of kind, and the rest.
enum SQLFrame: UInt8 {
    /// A ``SQLRequest`` as JSON.
    case ask = 1
    /// The answer's columns as JSON.
    case columns = 2
    /// Some rows, each value with a byte of kind in front.
    case rows = 3
    /// The end: one byte, 1 where there would have been more.
    case done = 4
    /// A ``SQLFault`` as JSON.
    case failed = 5
    /// The worker has locked itself in and waits.
    case ready = 6

    /// No frame is longer.
    static let longest = 64 << 20
}

struct SQLRequest: Codable {
    var file: String
    var names: [String]
    var sql: String
    var limits: SQLLimits
}

struct SQLFault: Codable {
    var kind: SQLFailure
    var detail: String
}

/// Values as bytes.
enum SQLBytes {
    static func put(_ value: SQLValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(0)
        case .integer(let number):
            bytes.append(1)
            put(UInt64(bitPattern: number), to: &bytes)
        case .real(let number):
            bytes.append(2)
            put(number.bitPattern, to: &bytes)
        case .text(let text):
            bytes.append(3)
            put(UInt64(text.utf8.count), to: &bytes)
            bytes += text.utf8
        case .boolean(let isTrue): bytes.append(isTrue ? 5 : 4)
        }
    }

    static func put(_ number: UInt64, to bytes: inout [UInt8]) { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }

    /// The rows of a frame; `nil` when it is damaged.
    static func rows(_ bytes: [UInt8], columns: Int) -> [[SQLValue]]? {
        var at = 0
        func number() -> UInt64? {
            guard at + 8 <= bytes.count else { return nil }
            defer { at += 8 }
            return bytes[at..<(at + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        var rows: [[SQLValue]] = []
        while at < bytes.count {
            var row: [SQLValue] = []
            row.reserveCapacity(columns)
            while row.count < columns {
                guard at < bytes.count else { return nil }
                let kind = bytes[at]
                at += 1
                switch kind {
                case 0: row.append(.null)
                case 1:
                    guard let value = number() else { return nil }
                    row.append(.integer(Int64(bitPattern: value)))
                case 2:
                    guard let value = number() else { return nil }
                    row.append(.real(Double(bitPattern: value)))
                case 3:
                    guard let length = number(), length <= UInt64(bytes.count - at) else { return nil }
                    row.append(.text(String(decoding: bytes[at..<(at + Int(length))], as: UTF8.self)))
                    at += Int(length)
                case 4, 5: row.append(.boolean(kind == 5))
                default: return nil
                }
            }
            rows.append(row)
        }
        return rows
    }
}

/// Reading and writing frames on file descriptors; both block.
enum SQLPipe {
    /// False when the other side is gone.
    static func send(_ kind: SQLFrame, _ payload: some Collection<UInt8>, to file: Int32) -> Bool {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 5)
        withUnsafeBytes(of: UInt32(payload.count + 1).littleEndian) { bytes += $0 }
        bytes.append(kind.rawValue)
        bytes += payload
        return bytes.withUnsafeBytes { all in
            var sent = 0
            while sent < all.count {
                let count = write(file, all.baseAddress! + sent, all.count - sent)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }
    }

    enum Received {
        case frame(SQLFrame, [UInt8])
        /// The other side is gone or talks nonsense.
        case nothing
        case overdue
    }

    /// The next frame.
    /// - Parameter deadline: when waiting ends; without it, never.
    static func receive(from file: Int32, until deadline: ContinuousClock.Instant? = nil) -> Received {
        var head = [UInt8](repeating: 0, count: 5)
        switch fill(&head, from: file, until: deadline) {
        case .frame: break
        case let other: return other
        }
        let length = head[0..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length >= 1, length <= SQLFrame.longest, let kind = SQLFrame(rawValue: head[4]) else { return .nothing }
        var payload = [UInt8](repeating: 0, count: length - 1)
        switch fill(&payload, from: file, until: deadline) {
        case .frame: return .frame(kind, payload)
        case let other: return other
        }
    }

    private static func fill(_ bytes: inout [UInt8], from file: Int32, until deadline: ContinuousClock.Instant?) -> Received {
        var filled = 0
        while filled < bytes.count {
            if let deadline {
                let left = ContinuousClock.now.duration(to: deadline).components
                let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000
                guard milliseconds > 0 else { return .overdue }
                var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                let ready = poll(&waiting, 1, Int32(min(milliseconds, 60_000)))
                if ready < 0, errno == EINTR { continue }
                if ready < 0 { return .nothing }
                if ready == 0 { continue }
            }
            let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress! + filled, $0.count - filled) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return .nothing }
            filled += count
        }
        return .frame(.ready, [])
    }
}
