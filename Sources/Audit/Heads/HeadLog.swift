import Crypto
import Foundation
import Kernel
import Synchronization
import Work

/// The file of heads, `DATA/audit/heads.log`: one line each, only ever added to, each on disk before the next.
///
/// Its last lines can still be cut off by somebody who may write this file; copies kept elsewhere (print-outs, a mail to the
/// inspectorate) are what helps against that, which is why the audit page shows the newest head.
package final class HeadLog: Sendable {
    package let file: URL
    private let key: SymmetricKey
    private let writing = Mutex(())

    package init(file: URL, key: SymmetricKey) {
        self.file = file
        self.key = key
    }

    /// The log of an installation.
    package convenience init(dataFolder: URL, vault: Vault) {
        self.init(file: dataFolder.appendingPathComponent("audit").appendingPathComponent("heads.log"), key: vault.key(for: "audit-head"))
    }

    /// What the file says, as far as it is genuine.
    package struct Content: Sendable {
        package var heads: [Head] = []
        /// Number of the first line that is not of the form we write, or not written with our key, or out of its place.
        package var falseLine: Int?
        /// Whether there is a file at all.
        package var exists = true

        /// The heads that the chain must have: those that a restored backup overtook are left out.
        package var standing: [Head] {
            heads.reduce(into: []) { standing, head in
                if head.isRestart { standing.removeAll { $0.position > head.position } }
                standing.append(head)
            }
        }
    }

    package func read() throws -> Content {
        guard FileManager.default.fileExists(atPath: file.path) else { return Content(exists: false) }
        let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        var content = Content()
        var previous = Seal.origin
        // What stands after the last end of line was being written when the machine stopped, and was never relied upon.
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().enumerated() {
            guard let head = Head(line: line), head.isGenuine(after: previous, key: key) else {
                content.falseLine = index + 1
                return content
            }
            content.heads.append(head)
            previous = head.code
        }
        return content
    }

    /// Adds a head and returns once it is on disk; the one there is when the chain has not grown since.
    /// - Parameter restart: why the chain goes on from an earlier position than the newest head's; `nil` where it does not.
    /// - Throws: ``HeadError`` when the file holds what we did not write, or a head beyond this position without `restart`.
    @discardableResult
    package func append(position: Int, hash: String, at: Instant, restart: String? = nil) throws -> Head {
        try writing.withLock { _ in
            let handle = try open()
            defer { try? handle.close() }
            // A command may write while the server does: one after the other, for each head knows the one before.
            guard flock(handle.fileDescriptor, LOCK_EX) == 0 else { throw HeadError.cannotWrite(file.path) }
            let content = try read()
            if let line = content.falseLine { throw HeadError.falseLine(line) }
            let note = restart.map { Plain.line($0).isEmpty ? "restored" : Plain.line($0) } ?? ""
            if note.isEmpty, let last = content.standing.last {
                if last.position > position { throw HeadError.chainIsShorter(than: last) }
                if last.position == position {
                    guard last.hash == hash else { throw HeadError.chainIsAnother(at: last) }
                    return last
                }
            }
            let head = Head(position: position, hash: hash, at: at, note: note, after: content.heads.last?.code ?? Seal.origin, key: key)
            try write(head.line + "\n", to: handle)
            return head
        }
    }

    private func open() throws -> FileHandle {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        // Whoever comes second finds it there and leaves it as it is.
        let descriptor = Foundation.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw HeadError.cannotWrite(file.path) }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Writes over what stands after the last end of line, and waits for the disk.
    private func write(_ line: String, to handle: FileHandle) throws {
        try handle.seek(toOffset: 0)
        let content = try handle.readToEnd() ?? Data()
        let whole = content.lastIndex(of: UInt8(ascii: "\n")).map { UInt64($0 + 1) } ?? 0
        try handle.truncate(atOffset: whole)
        try handle.seek(toOffset: whole)
        try handle.write(contentsOf: Data(line.utf8))
        try handle.synchronize()
    }
}

/// Why the file of heads and the chain do not fit each other, or why the file cannot be added to.
package enum HeadError: Error, Equatable {
    /// The file has a line that is not ours.
    case falseLine(Int)
    /// The chain ends before a head that was written: its tail is gone.
    case chainIsShorter(than: Head)
    /// The chain has another hash than it had.
    case chainIsAnother(at: Head)
    case cannotWrite(String)
}
