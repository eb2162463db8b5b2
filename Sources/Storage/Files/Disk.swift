import Foundation
import Kernel
import Logging

/// The few things we ask of a file system, with its errors in our words. All of them block.
enum Disk {
    /// Reading and copying goes in pieces of this many bytes.
    static let piece = 1 << 18

    /// Makes a file and returns when its bytes are on disk.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try open(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        try bytes.withUnsafeBytes { try write($0, to: file, path) }
        if fsync(file) != 0 { throw error("fsync", path) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let written = Foundation.write(file, part.baseAddress, part.count)
            if written < 0, errno == EINTR { continue }
            if written <= 0 { throw error("write", path) }
            rest = rest.dropFirst(written)
        }
    }

    static func open(_ path: String, _ flags: Int32) throws -> Int32 {
        let file = Foundation.open(path, flags | O_CLOEXEC, 0o600)
        if file < 0 { throw error("open", path) }
        return file
    }

    /// The whole file; `nil` when there is none.
    static func read(_ path: String) throws -> [UInt8]? {
        if access(path, F_OK) != 0, errno == ENOENT { return nil }
        var bytes: [UInt8] = []
        try read(path) { bytes += $0 }
        return bytes
    }

    /// Hands over the file piece by piece.
    static func read(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file = try open(path, O_RDONLY)
        defer { close(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Foundation.read(file, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw error("read", path) }
            if count == 0 { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    static func copy(_ from: String, to path: String) throws {
        let file = try open(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        try read(from) { try write($0, to: file, path) }
    }

    /// Returns when a file's content, or a folder's list of names, is on disk.
    static func sync(_ path: String) throws {
        let file = try open(path, O_RDONLY)
        defer { close(file) }
        if fsync(file) != 0 { throw error("fsync", path) }
    }

    /// Makes a folder and those above it that are missing, all on disk when it returns.
    static func makeFolder(_ path: String) throws {
        if path.isEmpty || access(path, F_OK) == 0 { return }
        let parent = (path as NSString).deletingLastPathComponent
        try makeFolder(parent)
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw error("mkdir", path) }
        try sync(parent.isEmpty ? "." : parent)
    }

    /// Names in a folder, sorted; none when there is no such folder.
    static func list(_ path: String) throws -> [String] {
        if access(path, F_OK) != 0, errno == ENOENT { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// What the last call's `errno` means to whoever asked.
    static func error(_ call: String, _ path: String) -> any Error {
        let code = errno
        switch code {
        case ENOSPC, EDQUOT, EFBIG, EIO:
            Database.log.error("cannot write", metadata: ["call": "\(call)", "path": "\(path)", "code": "\(code)"])
            return AppError.diskFull
        default: return DiskFailure(call: call, path: path, code: code)
        }
    }
}

/// The file system refused something for a reason that is a defect of the installation, such as missing permission.
package struct DiskFailure: Error, CustomStringConvertible {
    let call: String
    let path: String
    /// The system's `errno`.
    let code: Int32

    package var description: String { "\(call) \(path): \(String(cString: strerror(code)))" }
}
