import Foundation
import Kernel

/// Writes a POSIX tar archive, so that a backup can be looked into with any `tar` even when Pendopo is gone.
final class TarWriter {
    private let file: Int32
    private let path: String

    /// - Throws: when something is there already.
    init(_ path: String) throws {
        self.path = path
        file = try Disk.open(path, O_WRONLY | O_CREAT | O_EXCL)
    }

    deinit { close(file) }

    /// Adds a file under a name of at most 100 bytes.
    func add(fileAt source: String, as name: String) throws {
        guard let size = try FileManager.default.attributesOfItem(atPath: source)[.size] as? Int else { throw Disk.error("stat", source) }
        try header(name, size)
        var written = 0
        try Disk.read(source) { piece in
            try Disk.write(piece, to: file, path)
            written += piece.count
        }
        // The header came first; a file that grew or shrank meanwhile would shift everything after it.
        guard written == size else { throw DatabaseFailure(code: "tar", message: "\(source) changed while it was copied", statement: "") }
        try pad(size)
    }

    func add(_ bytes: [UInt8], as name: String) throws {
        try header(name, bytes.count)
        try bytes.withUnsafeBytes { try Disk.write($0, to: file, path) }
        try pad(bytes.count)
    }

    /// Writes the end and returns when all is on disk.
    func finish() throws {
        try zeros(1024)
        if fsync(file) != 0 { throw Disk.error("fsync", path) }
    }

    private func header(_ name: String, _ size: Int) throws {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) { block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8) }
        func octal(_ number: Int, _ digits: Int) -> String {
            let text = String(number, radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        precondition(name.utf8.count <= 100, "too long a name for the archive: \(name)")
        put(name, at: 0)
        put("0000600\0" + "0000000\0" + "0000000\0", at: 100)
        if size < 1 << 33 {
            put(octal(size, 11) + " ", at: 124)
        } else {
            // GNU's form for what eleven octal digits cannot hold.
            block[124] = 0x80
            for index in 0..<8 { block[128 + index] = UInt8(truncatingIfNeeded: size >> (56 - index * 8)) }
        }
        put("00000000000 " + "        " + "0", at: 136)
        put("ustar\u{0}00", at: 257)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 6) + "\0 ", at: 148)
        try block.withUnsafeBytes { try Disk.write($0, to: file, path) }
    }

    private func pad(_ size: Int) throws { try zeros((512 - size % 512) % 512) }

    private func zeros(_ count: Int) throws {
        try [UInt8](repeating: 0, count: count).withUnsafeBytes { try Disk.write($0, to: file, path) }
    }
}
