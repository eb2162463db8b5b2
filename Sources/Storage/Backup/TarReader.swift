import Foundation
import Kernel

/// Reads the archives ``TarWriter`` writes, and plain ones of others: regular files only.
final class TarReader {
    struct Entry: Equatable {
        var name: String
        /// In bytes.
        var size: Int
    }

    private let file: Int32
    private let path: String
    private var rest = 0
    private var padding = 0

    init(_ path: String) throws {
        self.path = path
        file = try Disk.open(path, O_RDONLY)
    }

    deinit { close(file) }

    /// The next file's entry, whether or not the one before was read; `nil` at the end.
    func next() throws -> Entry? {
        try skip(rest + padding)
        (rest, padding) = (0, 0)
        let block = try read(512)
        if block.allSatisfy({ $0 == 0 }) { return nil }
        var sum = block
        sum.replaceSubrange(148..<156, with: [UInt8](repeating: 32, count: 8))
        guard number(block[148..<156]) == sum.reduce(0, { $0 + Int($1) }), let size = size(block), block[156] == 48 || block[156] == 0
        else { throw damaged("a header does not add up") }
        rest = size
        padding = (512 - size % 512) % 512
        return Entry(name: String(decoding: block[0..<100].prefix { $0 != 0 }, as: UTF8.self), size: size)
    }

    /// The present entry's bytes, for small ones.
    func bytes() throws -> [UInt8] {
        defer { rest = 0 }
        return try read(rest)
    }

    /// Writes the present entry to a new file and returns when it is on disk.
    func extract(to target: String) throws {
        let out = try Disk.open(target, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(out) }
        while rest > 0 {
            let piece = try read(min(rest, Disk.piece))
            rest -= piece.count
            try piece.withUnsafeBytes { try Disk.write($0, to: out, target) }
        }
        if fsync(out) != 0 { throw Disk.error("fsync", target) }
    }

    func damaged(_ reason: String) -> AppError { .malformed(Message("error.backup_damaged", ["file": path, "reason": reason])) }

    private func skip(_ count: Int) throws {
        if count > 0, lseek(file, off_t(count), SEEK_CUR) < 0 { throw Disk.error("lseek", path) }
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var at = 0
        while at < count {
            let got = bytes.withUnsafeMutableBytes { Foundation.read(file, $0.baseAddress! + at, count - at) }
            if got < 0, errno == EINTR { continue }
            if got < 0 { throw Disk.error("read", path) }
            if got == 0 { throw damaged("it ends too early") }
            at += got
        }
        return bytes
    }

    private func size(_ block: [UInt8]) -> Int? {
        if block[124] == 0x80 { return block[128..<136].reduce(0) { $0 << 8 | Int($1) } }
        return number(block[124..<136])
    }

    /// Octal digits up to the first that is none.
    private func number(_ digits: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: digits.drop { $0 == 32 }.prefix { (48...55).contains($0) }, as: UTF8.self), radix: 8)
    }
}
