import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Web

/// Files sent as they lie, whole or in part (RFC 9110 §14).
enum FileReply {
    private static let piece = 1 << 19

    /// A file that never changes; a `Range` of it on request, unless `If-Range` names another version.
    static func reply(_ path: String, length: Int, type: String, _ request: Request, validator: String) -> Reply {
        var headers: HTTPFields = [.contentType: type, .acceptRanges: "bytes"]
        let condition = request.headers[.ifRange]
        guard condition == nil || condition == "\"\(validator)\"", let asked = request.headers[.range] else {
            return Reply(headers: headers, body: body(path, 0..<length))
        }
        switch ByteRange.parse(asked, of: length) {
        case .whole: return Reply(headers: headers, body: body(path, 0..<length))
        case .none:
            headers[.contentRange] = "bytes */\(length)"
            return Reply(status: .rangeNotSatisfiable, headers: headers)
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
            return Reply(status: .partialContent, headers: headers, body: body(path, range))
        }
    }

    /// A file that is removed now and sent from what is open of it.
    static func once(_ path: String, type: String) throws -> Reply {
        let reply = try opened(path, type: type)
        unlink(path)
        return reply
    }

    /// A file that may be removed while it is sent: it is sent from what is open of it.
    static func opened(_ path: String, type: String) throws -> Reply {
        let file = try OpenFile(path)
        let length = file.length
        return Reply(headers: [.contentType: type], body: .sized(length) { try await send(file, 0..<length, to: $0) })
    }

    private static func body(_ path: String, _ range: Range<Int>) -> Reply.Body {
        .sized(range.count) { writer in try await send(try OpenFile(path), range, to: writer) }
    }

    private static func send(_ file: OpenFile, _ range: Range<Int>, to writer: StreamWriter) async throws {
        var at = range.lowerBound
        while at < range.upperBound {
            let count = min(piece, range.upperBound - at)
            let buffer = try await Background.run { [at] in try file.read(at, count) }
            at += buffer.readableBytes
            try await writer.write(buffer)
        }
    }
}

/// An open file, closed when nobody holds it any more.
private final class OpenFile: Sendable {
    private let file: Int32
    let length: Int

    init(_ path: String) throws {
        file = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard file >= 0, fstat(file, &status) == 0 else { throw AppError.notFound }
        length = Int(status.st_size)
    }

    deinit { close(file) }

    /// Exactly so many bytes.
    func read(_ offset: Int, _ count: Int) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
            var filled = 0
            while filled < count {
                let got = pread(file, target.baseAddress! + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { throw AppError.unavailable("error.disk_full") }
                filled += got
            }
            return filled
        }
        return buffer
    }
}

/// One range of bytes; several at once are answered with the whole, as the standard allows.
enum ByteRange: Equatable {
    case whole
    case part(Range<Int>)
    case none

    static func parse(_ text: String, of length: Int) -> ByteRange {
        guard text.hasPrefix("bytes="), !text.contains(",") else { return .whole }
        let parts = text.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return .whole }
        switch (Int(parts[0]), Int(parts[1])) {
        case (let first?, let last?) where first <= last: return first < length ? .part(first..<(min(last, length - 1) + 1)) : .none
        case (let first?, nil) where parts[1].isEmpty: return first < length ? .part(first..<length) : .none
        case (nil, let count?) where parts[0].isEmpty: return count > 0 && length > 0 ? .part(max(0, length - count)..<length) : .none
        default: return .whole
        }
    }
}
