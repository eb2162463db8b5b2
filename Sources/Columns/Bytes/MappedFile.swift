import Foundation
import Kernel

/// A file that is read through memory: its pages come from the system's cache and cost no memory of ours.
///
/// The file must not be shortened while it is mapped; files of the store never change.
final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let mapping: UnsafeMutableRawPointer?

    /// - Throws: `notFound` when there is no such file, `unavailable` when it cannot be read.
    init(path: String) throws(AppError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw AppError(.notFound, Message("columns.no_file", ["path": path])) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw AppError(.notFound, Message("columns.no_file", ["path": path]))
        }
        let count = Int(status.st_size)
        if count == 0 {
            mapping = nil
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), mapped != MAP_FAILED else {
            throw .unavailable(Message("columns.unreadable", ["reason": String(cString: strerror(errno))]))
        }
        mapping = mapped
        bytes = UnsafeRawBufferPointer(start: mapped, count: count)
    }

    /// Tells the system that the file will be read from front to back.
    func willReadInOrder() {
        if let mapping { madvise(mapping, bytes.count, Int32(MADV_SEQUENTIAL)) }
    }

    deinit {
        if let mapping { munmap(mapping, bytes.count) }
    }
}
