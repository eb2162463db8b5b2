import Foundation
import Kernel

/// The folder everything of one installation lies in (`--data`).
package struct DataFolder: Sendable {
    package let path: String
    /// Where the files are when several nodes share them.
    private let shared: SharedFiles?

    package init(_ path: String, shared: SharedFiles? = nil) { (self.path, self.shared) = (path, shared) }

    /// The SQLite database, when no other is named.
    package var database: String { path + "/pendopo.db" }
    package var files: FileStore { shared.map { FileStore($0) } ?? FileStore(folder: path + "/files") }

    /// Makes the folder, readable by its owner only, when it is not there.
    package func make() throws {
        do { try Disk.makeFolder(path) } catch {
            throw AppError.unavailable(Message("error.data_unusable", ["folder": path, "reason": "\(error)"]))
        }
    }

    /// Whether nothing of an installation is in it yet.
    package func isEmpty() throws -> Bool { try Disk.list(path).allSatisfy { $0 == "lock" } }
}

/// Keeps a second server out of a data folder for as long as this lives. The system lets go of it when the process
/// ends, however it ends.
package final class DataLock: Sendable {
    private let file: Int32

    /// - Throws: `conflict` with the other process's number when the folder is taken.
    package init(_ folder: DataFolder) throws {
        try folder.make()
        let path = folder.path + "/lock"
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file < 0 {
            throw AppError.unavailable(Message("error.data_unusable", ["folder": folder.path, "reason": String(cString: strerror(errno))]))
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? Disk.read(path)).flatMap { $0 }.map { String(decoding: $0, as: UTF8.self) } ?? "?"
            close(file)
            throw AppError.conflict(Message("error.data_in_use", ["folder": folder.path, "process": holder]))
        }
        let number = "\(ProcessInfo.processInfo.processIdentifier)"
        ftruncate(file, 0)
        pwrite(file, number, number.utf8.count, 0)
    }

    deinit { close(file) }
}
