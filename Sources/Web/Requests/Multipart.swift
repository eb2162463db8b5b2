import Foundation
import Kernel
import NIOCore

/// Takes `multipart/form-data` (RFC 7578) apart while it arrives: never more than one chunk and one small part in memory.
struct Multipart {
    private enum State {
        /// Before the first delimiter.
        case preamble
        /// Just behind a delimiter: `--` ends the form, a line end begins a part.
        case delimiter
        case headers
        case content
        case end
    }

    private var state = State.preamble
    private var pending: [UInt8]
    /// `\r\n--boundary`
    private let mark: [UInt8]
    private var part: PartSink?
    private var received = 0
    private(set) var form = FormData()
    private let limits: BodyLimits
    private let newFile: () throws -> TemporaryFile

    private static let maxHeaders = 8 << 10

    init(boundary: String, limits: BodyLimits, newFile: @escaping () throws -> TemporaryFile) {
        mark = Array("\r\n--\(boundary)".utf8)
        // The first delimiter has no line end of its own.
        pending = [13, 10]
        self.limits = limits
        self.newFile = newFile
    }

    mutating func feed(_ chunk: ByteBuffer) throws {
        received += chunk.readableBytes
        guard received <= limits.total else { throw AppError.tooLarge(limits.total) }
        guard state != .end else { return }
        chunk.withUnsafeReadableBytes { pending.append(contentsOf: $0) }
        while try step() {}
    }

    /// - Throws: when the form broke off, because half a form must never be taken for a whole one.
    mutating func finish() throws -> FormData {
        guard state == .end else { throw AppError(.malformed, "error.form_broken") }
        return form
    }

    /// Does what can be done with the bytes at hand; returns whether there may be more to do.
    private mutating func step() throws -> Bool {
        switch state {
        case .preamble:
            guard let found = find(mark) else {
                keepTail()
                return false
            }
            pending.removeFirst(found + mark.count)
            state = .delimiter
        case .delimiter:
            guard pending.count >= 2 else { return false }
            if pending[0] == UInt8(ascii: "-"), pending[1] == UInt8(ascii: "-") {
                state = .end
                pending = []
                return false
            }
            // RFC 2046 allows blanks before the line end.
            guard let lineEnd = find([13, 10]) else {
                guard pending.count <= 128 else { throw AppError(.malformed, "error.form_broken") }
                return false
            }
            guard pending[..<lineEnd].allSatisfy({ $0 == 32 || $0 == 9 }) else { throw AppError(.malformed, "error.form_broken") }
            pending.removeFirst(lineEnd)
            state = .headers
        case .headers:
            // `pending` begins with the line end before the first header, so that a part without headers ends here too.
            guard let end = find([13, 10, 13, 10]) else {
                guard pending.count <= Multipart.maxHeaders else { throw AppError(.malformed, "error.form_broken") }
                return false
            }
            part = try PartSink(headers: pending[min(2, end)..<end], limits: limits, files: form.files.count, fields: form.fields.count)
            pending.removeFirst(end + 4)
            state = .content
        case .content:
            if let found = find(mark) {
                try take(found)
                pending.removeFirst(found + mark.count)
                try endPart()
                state = .delimiter
            } else {
                let safe = pending.count - mark.count + 1
                if safe > 0 {
                    try take(safe)
                    pending.removeFirst(safe)
                }
                return false
            }
        case .end: return false
        }
        return true
    }

    private mutating func take(_ count: Int) throws {
        try pending.withUnsafeBufferPointer { bytes in
            try part?.take(UnsafeBufferPointer(rebasing: bytes[..<count]), newFile: newFile)
        }
    }

    private mutating func endPart() throws {
        switch try part?.finish() {
        case .field(let name, let value): form.add(name, value)
        case .file(let file): form.add(file)
        case nil: break
        }
        part = nil
    }

    /// Where the bytes begin in `pending`.
    private func find(_ needle: [UInt8]) -> Int? {
        pending.withUnsafeBytes { bytes in
            var start = 0
            while start + needle.count <= bytes.count,
                let hit = memchr(bytes.baseAddress! + start, Int32(needle[0]), bytes.count - start - needle.count + 1)
            {
                let at = UnsafeRawPointer(hit) - bytes.baseAddress!
                if memcmp(hit, needle, needle.count) == 0 { return at }
                start = at + 1
            }
            return nil
        }
    }

    /// Drops what came before the first delimiter, but for bytes that may be its beginning.
    private mutating func keepTail() {
        if pending.count >= mark.count { pending.removeFirst(pending.count - mark.count + 1) }
    }
}
