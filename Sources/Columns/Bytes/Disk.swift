import Foundation
import Kernel

#if _endian(big)
    #error("Column files are little-endian and are read in place.")
#endif

/// The few things we ask of a file system, with its errors in our words. All of them block.
enum Disk {
    static func create(_ path: String) throws(AppError) -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if file < 0 { throw failure("open", path) }
        return file
    }

    /// A file without a name in `folder`: it is gone when it is closed, also when the process dies.
    static func temporary(in folder: String) throws(AppError) -> Int32 {
        let path = "\(folder)/.columns-\(UInt64.random(in: .min ... .max))"
        let file = try create(path)
        unlink(path)
        return file
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(AppError) {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let written = Foundation.write(file, start, rest.count)
            if written < 0, errno == EINTR { continue }
            if written <= 0 { throw failure("write", "") }
            rest = UnsafeRawBufferPointer(rebasing: rest[written...])
        }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, at offset: Int) throws(AppError) {
        guard lseek(file, off_t(offset), SEEK_SET) == off_t(offset) else { throw failure("lseek", "") }
        try write(bytes, to: file)
    }

    static func failure(_ what: String, _ path: String) -> AppError {
        let reason = String(cString: strerror(errno))
        return .unavailable(Message("columns.unwritable", ["reason": path.isEmpty ? "\(what): \(reason)" : "\(what) \(path): \(reason)"]))
    }

    static func folder(of path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts == [""] ? "/" : parts.joined(separator: "/")
    }
}
